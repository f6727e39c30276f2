import RuleEngine

/// What the report was made of and with.
public struct Appendix: Sendable {
    /// Of auscult: `0.1.0`.
    public var version: String
    /// As given, its words quoted where a shell would need it.
    public var commandLine: String
    public var files: [File]
    public var rules: [RuleUse]
    /// Limits that were reached, one sentence each.
    public var limits: [String]

    public struct File: Sendable {
        public var name: String
        /// Bytes as stored; `nil` where unknown.
        public var size: UInt64?
        /// SHA-256 of the file as stored, in hexadecimal; `nil` where it was not computed. It may still be going on while
        /// the report is written, so ask late: the answer waits for it.
        public var sha256: String? { hash() }

        private let hash: @Sendable () -> String?

        public init(name: String, size: UInt64?, sha256: @autoclosure @escaping @Sendable () -> String?) {
            self.name = name
            self.size = size
            hash = sha256
        }
    }

    /// One rule of the set.
    public struct RuleUse: Sendable {
        public var id: String
        public var title: String
        public var severity: Severity
        public var isBuiltIn: Bool
        /// Occurrences found.
        public var found: Int
        /// Why and how often it could not be evaluated.
        public var notEvaluated: [CheckResult.NotEvaluated]
    }
}
