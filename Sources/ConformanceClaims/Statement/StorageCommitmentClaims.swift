/// Storage commitment beyond its SOP class (PS3.4 Annex J).
public struct StorageCommitmentClaims: Sendable {
    public enum Reply: String, Hashable, Sendable, CaseIterable {
        /// N-EVENT-REPORT on the association of the N-ACTION.
        case same
        /// N-EVENT-REPORT on an association that the SCP opens.
        case new
        case either
    }

    public var place: ClaimPlace
    /// SCP: how it replies. SCU: which replies it takes.
    public var reply: Claim<Reply>?
    /// SCP: seconds from the N-ACTION-RSP to the N-EVENT-REPORT-RQ at most. SCU: how long it waits for it.
    public var maximumDelay: Claim<LimitRange>?
}
