/// What something found in an association is counted in: known at once, or when the capture has been read.
package enum FindingReference: Hashable, Sendable {
    /// The finding with that serial.
    case entry(Int)
    /// The finding that `RuleSession.serial(of:)` tells after `finish`.
    case waiting(Int)
}
