import RuleExpression

/// Why a rule file was refused.
public struct RuleError: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var position: SourcePosition
    public var message: String
    public var suggestion: String?

    public init(_ message: String, file: String, at position: SourcePosition, suggestion: String? = nil) {
        self.message = message
        self.file = file
        self.position = position
        self.suggestion = suggestion
    }

    /// `rules/site.yaml:7:12: there is no fact 'calledAETitel' in Association; did you mean 'calledAETitle'?`
    public var description: String {
        "\(file):\(position.line):\(position.column): \(message)" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    }
}
