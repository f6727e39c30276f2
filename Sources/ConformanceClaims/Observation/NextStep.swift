/// What an invoker did after the final response of an operation, or a requestor after an association that failed.
public enum NextStep: String, Hashable, Sendable, CaseIterable {
    /// The same once more: on the same instance, or an association with the same peer for the same SOP classes.
    case retried = "retry"
    /// Another operation, in the same association.
    case continued = "continue"
    case released = "release"
    case aborted = "abort"
    /// Closed the connection without release.
    case closed = "close"
    /// Did not do it again while the capture lasted.
    case gaveUp = "fail"
}
