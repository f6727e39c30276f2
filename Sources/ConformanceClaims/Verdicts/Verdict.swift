/// What traffic has to say to a claim.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// Something supports it and nothing speaks against it.
    case confirmed
    /// At least one observation speaks against it.
    case contradicted
    /// One does, but the statement says that a site may set it otherwise.
    case deviates
    /// Of several things it says some were seen.
    case partlyExercised = "partly-exercised"
    case notExercised = "not-exercised"
    /// No traffic, or not this analysis, can show it.
    case notObservable = "not-observable"

    /// The traffic touched it.
    public var isExercised: Bool { self != .notExercised && self != .notObservable }
}
