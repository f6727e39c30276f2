import AssociationTimeline

/// What the rules found in a capture.
public struct CheckResult: Sendable {
    /// A rule that could not be asked, and why.
    public struct NotEvaluated: Hashable, Sendable {
        public var rule: String
        public var count: Int
        /// `the handshake was not captured`
        public var reason: String
    }

    /// Leading findings, gravest first, then in the order of their first frames; consequences hang below them.
    public var findings: [Finding]
    public var notEvaluated: [NotEvaluated]
    /// Findings not kept because there were too many different ones.
    public var findingsNotKept: Int
    public var totals: CaptureTotals?

    /// The gravest there is.
    public var gravest: Severity? { findings.map(\.severity).max() }

    /// Leading findings of that severity; what follows from them counts with them, and makes them as grave as itself.
    public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}
