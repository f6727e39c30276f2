/// The language and the facts as Markdown, written from what the checker itself uses.
public enum SchemaDocumentation {
    public static func markdown(_ schema: FactSchema) -> String {
        var lines = [
            LanguageDocumentation.markdown, "## Names in scope", "",
            "Facts marked * can change as long as the association goes on. A live capture tells what rests on the others at once.",
            "",
        ]
        for variable in schema.variables {
            lines.append("- `\(variable.name)`: \(variable.type.name). \(variable.type.documentation)")
        }
        for type in reachable(schema) {
            lines += ["", "## \(type.name)", "", type.documentation, "", "| fact | type | what |", "|---|---|---|"]
            lines += type.fields.map {
                "| `\($0.name)` | \(describe($0.type())) | \($0.documentation)\($0.isLate ? " *" : "") |"
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func describe(_ type: ValueType) -> String {
        switch type {
        case .enumeration(let name, let cases): "\(name): " + cases.map { "`\($0)`" }.joined(separator: " ")
        case .list(let element): "list of " + describe(element)
        default: type.description
        }
    }

    /// Every record type that a name in scope leads to, in that order.
    public static func reachable(_ schema: FactSchema) -> [RecordType] {
        var found: [RecordType] = []
        var waiting = schema.variables.map(\.type)
        while !waiting.isEmpty {
            let type = waiting.removeFirst()
            guard !found.contains(type) else { continue }
            found.append(type)
            waiting += type.fields.compactMap { record(in: $0.type()) }
        }
        return found
    }

    private static func record(in type: ValueType) -> RecordType? {
        switch type {
        case .record(let record): record
        case .list(let element): record(in: element)
        default: nil
        }
    }
}
