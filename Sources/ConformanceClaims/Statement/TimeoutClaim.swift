/// How long the product waits (PS3.2 §A.4.4.2).
public struct TimeoutClaim: Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// For the connection's end after an abort or rejection, or for the A-ASSOCIATE-RQ (PS3.8 §9.1.4).
        case artim
        /// For the answer to its A-ASSOCIATE-RQ.
        case association
        /// For a response, or for the rest of a message.
        case dimse
        /// For anything at all on an open association.
        case idle
        /// For the answer to its A-RELEASE-RQ.
        case release
        /// For the TCP connection.
        case connection
    }

    public var kind: Kind
    /// In seconds.
    public var seconds: Claim<LimitRange>
}
