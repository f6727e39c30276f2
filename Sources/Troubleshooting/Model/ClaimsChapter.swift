import RuleEngine

/// A product's conformance statement (PS3.2) against what was seen.
public struct ClaimsChapter: Sendable {
    /// Whose claims: `Example Archive 4.2`.
    public var product: String
    /// How much of the statement was exercised, and what the capture could not show; sentences without a full stop.
    public var summary: [String]
    /// What speaks against the statement first.
    public var statements: [Statement]
    /// What would exercise the rest.
    public var steps: [Step]

    public init(product: String, summary: [String], statements: [Statement], steps: [Step]) {
        self.product = product
        self.summary = summary
        self.statements = statements
        self.steps = steps
    }

    public struct Step: Sendable {
        public var action: String
        public var command: String?

        public init(action: String, command: String?) {
            self.action = action
            self.command = command
        }
    }

    public struct Statement: Sendable {
        public enum Verdict: String, Hashable, Sendable, CaseIterable {
            case contradicted
            /// Differs from a default that a site may change.
            case deviates
            /// Done, and not said in the statement.
            case undeclared
            case confirmed
            case partlyExercised = "partly-exercised"
            case notExercised = "not-exercised"
            case notObservable = "not-observable"
        }

        public var claim: String
        public var verdict: Verdict
        public var explanation: String
        public var evidence: [FactEvidence]

        public init(claim: String, verdict: Verdict, explanation: String, evidence: [FactEvidence]) {
            self.claim = claim
            self.verdict = verdict
            self.explanation = explanation
            self.evidence = evidence
        }
    }
}
