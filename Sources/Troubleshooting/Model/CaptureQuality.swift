import AssociationTimeline
import RuleEngine

/// What the capture is and what it lacks.
public struct CaptureQuality: Sendable {
    public var totals: CaptureTotals
    /// What is missing or damaged, one plain sentence each; empty where nothing is.
    public var defects: [Defect]
    /// What could not be judged because of it.
    public var notJudged: [NotJudged]
    /// Numbers of the associations of which only one direction was captured, the first ones, and how many there are.
    public var oneSided: [Int]
    public var oneSidedCount: Int
    /// The same for those with bytes missing.
    public var withGaps: [Int]
    public var withGapsCount: Int
    /// The same for those whose beginning was not captured.
    public var withoutHandshake: [Int]
    public var withoutHandshakeCount: Int

    public struct Defect: Sendable {
        /// `gaps`, `dropped-packets`, `truncated-packets`, `one-sided`, `no-handshake`, `malformed-packets`,
        /// `unknown-link-type`, `duplicate-frames`, or a `CaptureProblem`'s code.
        public var code: String
        public var text: String
        /// It takes something from what can be judged.
        public var matters: Bool
        /// What was evaluated less for it, in a sentence; `nil` where nothing was.
        public var consequence: String?
        public var count: UInt64
    }

    /// Rules that had to be left out for one reason.
    public struct NotJudged: Sendable {
        /// `the handshake was not captured`
        public var reason: String
        /// Ids.
        public var rules: [String]
        /// How often, over all of them.
        public var count: Int
    }
}
