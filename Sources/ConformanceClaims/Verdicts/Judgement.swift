/// A verdict and what it stands on.
public struct Judgement: Hashable, Sendable {
    public var verdict: Verdict
    /// Observations that make the verdict: those against the claim where there are any, else those for it.
    public var count: Int
    /// Of the first of them.
    public var evidence: Sighting?
    /// What was seen, in words; `nil` where the verdict says all.
    public var seen: String?

    init(_ verdict: Verdict, _ tally: Tally? = nil, _ seen: String? = nil) {
        self.verdict = verdict
        count = tally?.count ?? 0
        evidence = tally?.first
        self.seen = seen
    }

    static func notExercised(_ seen: String? = nil) -> Judgement { Judgement(.notExercised, nil, seen) }
    static func notObservable(_ why: String) -> Judgement { Judgement(.notObservable, nil, why) }
}
