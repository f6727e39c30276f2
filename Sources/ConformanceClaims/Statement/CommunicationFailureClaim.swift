/// What the product does when communication fails (PS3.2 Table A.4.2-11, Table N.7-8).
public struct CommunicationFailureClaim: Sendable {
    public enum Situation: String, Hashable, Sendable, CaseIterable {
        /// No response in time.
        case timeout
        /// The peer, or the network layers, aborted the association.
        case abort
        /// The connection ended without release.
        case disconnect
        case rejection
        /// Nobody listens.
        case refusal
    }

    public var situation: Situation
    public var behaviour: Claim<FailureBehaviour>
}
