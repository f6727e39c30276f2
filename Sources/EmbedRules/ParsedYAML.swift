import Yams

/// Parsed YAML as text that is read without a parser, which `ParsedFields` of RuleEngine does: a scalar is `=`, its text
/// and an end; a list is `[`, its items and an end; a mapping is `{`, its keys and values in turn, and an end. An end is
/// a tab, which stands in no rule.
enum ParsedYAML {
    struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    private static let end: Character = "\t"

    /// - Throws: `YamlError` where it is no YAML, `Refusal` where it is no mapping or has what a rule has no need of.
    static func text(of yaml: String, file: String) throws -> String {
        guard let root = try Yams.compose(yaml: yaml), root.mapping != nil else {
            throw Refusal(description: "\(file): error: a rule file has fields: 'title: …'")
        }
        var text = ""
        try write(root, to: &text, file: file)
        return text
    }

    private static func write(_ node: Node, to text: inout String, file: String) throws {
        switch node {
        case .scalar(let scalar):
            guard !scalar.string.contains(end) else { throw Refusal(description: "\(file): error: a tab in a text") }
            text += "=" + scalar.string
            text.append(end)
        case .sequence(let items):
            text += "["
            for item in items { try write(item, to: &text, file: file) }
            text.append(end)
        case .mapping(let pairs):
            text += "{"
            for (key, value) in pairs {
                try write(key, to: &text, file: file)
                try write(value, to: &text, file: file)
            }
            text.append(end)
        case .alias: throw Refusal(description: "\(file): error: a rule has no aliases")
        }
    }
}
