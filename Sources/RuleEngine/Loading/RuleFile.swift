import RuleExpression
import Yams

/// The fields of one rule file as written, nothing checked but their names.
struct RuleFile {
    let id: String
    let source: RuleSource
    private let fields: [RuleField: Node]

    init(id: String, source: RuleSource) throws(RuleError) {
        self.id = id
        self.source = source
        fields = source.isParsed ? try Self.parsed(source) : try Self.yaml(source)
    }

    private static func yaml(_ source: RuleSource) throws(RuleError) -> [RuleField: Node] {
        let root: Node?
        do {
            // Tags are not asked for, and resolving them and looking up the encoding takes a third of the time.
            root = try Yams.compose(yaml: source.text, .basic, .default, .utf8)
        } catch let error as YamlError {
            throw refusal(error, source)
        } catch {
            throw RuleError("\(error)", file: source.file, at: SourcePosition(line: 1, column: 1))
        }
        guard let mapping = root?.mapping else {
            throw RuleError(
                "a rule file has fields: 'title: …'", file: source.file, at: source.position(of: root?.mark))
        }
        var fields: [RuleField: Node] = [:]
        for (key, value) in mapping { fields[try field(key.string ?? "", at: key, source)] = value }
        return fields
    }

    private static func parsed(_ source: RuleSource) throws(RuleError) -> [RuleField: Node] {
        var fields: [RuleField: Node] = [:]
        var parsed = ParsedFields(source.text)
        while let name = parsed.name() { fields[try field(name, at: nil, source)] = parsed.value() }
        return fields
    }

    private static func field(_ name: String, at key: Node?, _ source: RuleSource) throws(RuleError) -> RuleField {
        if let field = RuleField(rawValue: name) { return field }
        throw RuleError(
            "a rule has no field '\(name)'", file: source.file, at: source.position(of: key?.mark),
            suggestion: nearestName(to: name, among: RuleField.allCases.map(\.rawValue)))
    }

    private static func refusal(_ error: YamlError, _ source: RuleSource) -> RuleError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            RuleError(problem, file: source.file, at: source.position(of: mark))
        default: RuleError("\(error)", file: source.file, at: SourcePosition(line: source.firstLine, column: 1))
        }
    }

    /// - Throws: `RuleError` for the first other field.
    func admitsOnly(_ some: [RuleField]) throws(RuleError) {
        for (field, node) in fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where !some.contains(field) {
            throw source.error(
                "'\(field.rawValue)' of a built-in rule cannot be changed alone: give 'severity' or 'enabled', "
                    + "or the whole rule", at: node)
        }
    }

    subscript(field: RuleField) -> Node? { fields[field] }

    func scalar(_ field: RuleField) throws(RuleError) -> Node.Scalar? {
        guard let node = fields[field] else { return nil }
        guard let scalar = node.scalar else { throw source.error("'\(field.rawValue)' is text", at: node) }
        return scalar
    }

    func text(_ field: RuleField) throws(RuleError) -> String? {
        guard let text = try scalar(field)?.string else { return nil }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A list of text, or a single one.
    func scalars(_ field: RuleField) throws(RuleError) -> [Node.Scalar] {
        guard let node = fields[field] else { return [] }
        if let scalar = node.scalar { return [scalar] }
        guard let sequence = node.sequence else {
            throw source.error("'\(field.rawValue)' is a list", at: node)
        }
        var scalars: [Node.Scalar] = []
        for item in sequence {
            guard let scalar = item.scalar else {
                throw source.error("'\(field.rawValue)' is a list of text", at: item)
            }
            scalars.append(scalar)
        }
        return scalars
    }

    func boolean(_ field: RuleField) throws(RuleError) -> Bool? {
        guard let node = fields[field] else { return nil }
        guard let value = node.bool else { throw source.error("'\(field.rawValue)' is true or false", at: node) }
        return value
    }

    /// One of a fixed set of names.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ field: RuleField, _: Choice.Type
    ) throws(RuleError) -> Choice? where Choice.RawValue == String {
        guard let scalar = try scalar(field) else { return nil }
        return try choice(scalar, field)
    }

    func choices<Choice: RawRepresentable & CaseIterable>(
        _ field: RuleField, _: Choice.Type
    ) throws(RuleError) -> [Choice] where Choice.RawValue == String {
        var choices: [Choice] = []
        for scalar in try scalars(field) { choices.append(try choice(scalar, field)) }
        return choices
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(
        _ scalar: Node.Scalar, _ field: RuleField
    ) throws(RuleError) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: scalar.string) else {
            let names = Choice.allCases.map(\.rawValue)
            throw RuleError(
                "'\(scalar.string)' is no \(field.rawValue): \(names.joined(separator: ", "))", file: source.file,
                at: source.position(of: scalar.mark), suggestion: nearestName(to: scalar.string, among: names))
        }
        return choice
    }
}
