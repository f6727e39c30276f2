import RuleEngine

/// What happened, in a sentence or two that need no other text to be understood.
public struct Verdict: Sendable {
    /// How it went, for a colour and an icon.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Everything that was asked for worked, and the standard was kept.
        case good
        /// Everything worked, but not as the standard has it or as one would wish.
        case doubtful
        /// Something did not work.
        case bad
        /// Nothing can be told: no DICOM, or too little of it was captured.
        case unknown
    }

    public var state: State
    /// One problem a sentence, the gravest first, then what worked and what could not be judged.
    public var sentences: [Sentence]

    public var text: String { sentences.map(\.text).joined(separator: " ") }

    /// One of them with what it rests on.
    public struct Sentence: Sendable {
        public var text: String
        /// The findings that say more of it, by serial.
        public var findings: [Int]
        public var associations: [Int]
        public var evidence: [FactEvidence]

        public init(
            _ text: String, findings: [Int] = [], associations: [Int] = [], evidence: [FactEvidence] = []
        ) {
            self.text = text
            self.findings = findings
            self.associations = associations
            self.evidence = evidence
        }
    }
}
