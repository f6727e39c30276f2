/// One row of the table of association reject reasons (PS3.2 §A.4.2, Table N.7-9).
public struct RejectionClaim: Sendable {
    public enum Situation: String, Hashable, Sendable, CaseIterable {
        case calledAETitleUnknown = "called_ae_unknown"
        case callingAETitleUnknown = "calling_ae_unknown"
        case applicationContextWrong = "bad_application_context"
        case protocolVersionWrong = "bad_protocol_version"
        /// As many associations are open as it takes.
        case limit
        /// Congestion, or a resource is missing for now.
        case busy
        /// None of the presentation contexts can be accepted.
        case noContext = "no_acceptable_context"
        case userIdentityRefused = "user_identity_refused"
        /// It was told to refuse everybody.
        case refuseOption = "refuse_option"
        case other
    }

    /// Result, source and reason of an A-ASSOCIATE-RJ (PS3.8 Table 9-21).
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public var result: UInt8
        public var source: UInt8
        public var reason: UInt8

        /// `1/1/7`
        public var description: String { "\(result)/\(source)/\(reason)" }
    }

    public var situation: Situation
    /// `nil`: the statement does not tell the code.
    public var code: Claim<Code?>
    /// The statement's words for the situation, or for what is done then.
    public var note: String?
}
