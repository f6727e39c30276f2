/// A claim with what traffic says of it.
public struct JudgedClaim: Sendable {
    public var claim: StatedClaim
    /// Of a SOP class or transfer syntax: whether it was negotiated.
    public var judgement: Judgement
    /// Of a SOP class or transfer syntax only: whether operations were really performed with it. What was negotiated need
    /// not work.
    public var use: Judgement?

    /// Both levels.
    public var judgements: [Judgement] { [judgement] + (use.map { [$0] } ?? []) }
}
