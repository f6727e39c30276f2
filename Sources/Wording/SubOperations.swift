import DICOMMessageExchange

/// How far a C-MOVE or C-GET has come (PS3.7 §9.1.3.1, §9.1.4.1). `nil` where the response does not say.
package struct SubOperations: Hashable {
    package var remaining: UInt16?
    package var completed: UInt16?
    package var failed: UInt16?
    package var warning: UInt16?

    /// `nil` when the command set has none of the counts.
    package init?(_ command: CommandSet) {
        remaining = command.numberOfRemainingSuboperations
        completed = command.numberOfCompletedSuboperations
        failed = command.numberOfFailedSuboperations
        warning = command.numberOfWarningSuboperations
        if remaining == nil, completed == nil, failed == nil, warning == nil { return nil }
    }
}
