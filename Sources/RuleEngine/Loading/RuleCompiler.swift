import RuleExpression
import Yams

/// Checks a rule file's fields against the facts of its scope.
struct RuleCompiler {
    private let file: RuleFile
    let scope: RuleScope
    private let schema: FactSchema
    private var definitions: [Definition] = []
    private let facts: SharedFacts?

    init(_ file: RuleFile, sharing facts: SharedFacts?) throws(RuleError) {
        self.file = file
        self.facts = facts
        guard let scope = try file.choice(.scope, RuleScope.self) else {
            throw Self.missing(.scope, file)
        }
        self.scope = scope
        schema = scope.schema
        guard let node = file[.let] else { return }
        guard let mapping = node.mapping else {
            throw file.source.error("'let' has names with expressions", at: node)
        }
        for (key, value) in mapping {
            guard let name = key.string, let scalar = value.scalar else {
                throw file.source.error("'let' has names with expressions", at: value)
            }
            let definition = Definition(name, scalar.string)
            do {
                _ = try Expression(scalar.string, schema: schema, definitions: definitions, expecting: nil)
            } catch { throw file.source.error(error, in: scalar) }
            definitions.append(definition)
        }
    }

    static func missing(_ field: RuleField, _ file: RuleFile) -> RuleError {
        RuleError(
            "the rule has no '\(field.rawValue)'", file: file.source.file,
            at: SourcePosition(line: file.source.firstLine, column: 1))
    }

    func missing(_ field: RuleField) -> RuleError { Self.missing(field, file) }

    func required(_ field: RuleField) throws(RuleError) -> String {
        guard let text = try file.text(field), !text.isEmpty else { throw missing(field) }
        return text
    }

    func severity() throws(RuleError) -> Severity {
        guard let severity = try file.choice(.severity, Severity.self) else { throw missing(.severity) }
        return severity
    }

    func subjects() throws(RuleError) -> Set<String> {
        let scalars = try file.scalars(.subjects)
        if scope.isByCode {
            guard !scalars.isEmpty else { throw missing(.subjects) }
            return Set(scalars.map(\.string))
        }
        for scalar in scalars {
            guard let known = scope.subjects else {
                throw RuleError(
                    "the scope '\(scope.rawValue)' has nothing to choose by 'for'", file: file.source.file,
                    at: file.source.position(of: scalar.mark))
            }
            guard known.contains(scalar.string) else {
                throw RuleError(
                    "'\(scalar.string)' is none of \(known.joined(separator: ", "))", file: file.source.file,
                    at: file.source.position(of: scalar.mark),
                    suggestion: nearestName(to: scalar.string, among: known))
            }
        }
        return Set(scalars.map(\.string))
    }

    func condition() throws(RuleError) -> Expression? {
        guard let scalar = try file.scalar(.when) else {
            guard scope.isByCode else { throw missing(.when) }
            return nil
        }
        return try expression(scalar, .boolean)
    }

    func expression(_ scalar: Node.Scalar, _ type: ValueType?) throws(RuleError) -> Expression {
        do {
            return try Expression(
                scalar.string, schema: schema, definitions: definitions, expecting: type, sharing: facts)
        } catch { throw file.source.error(error, in: scalar) }
    }

    func record(_ scalar: Node.Scalar) throws(RuleError) -> Expression {
        let expression = try expression(scalar, nil)
        switch expression.type {
        case .record, .list(.record): return expression
        default:
            throw RuleError(
                "evidence is a record or a list of records, and this is \(expression.type.withArticle)",
                file: file.source.file,
                at: file.source.position(of: scalar.mark))
        }
    }

    func template(_ scalar: Node.Scalar, gap: String? = nil) throws(RuleError) -> MessageTemplate {
        do {
            return try MessageTemplate(scalar.string, schema: schema, definitions: definitions, gap: gap)
        } catch { throw file.source.error(error, in: scalar) }
    }

    /// A template that shows one expression.
    func display(_ scalar: Node.Scalar) throws(RuleError) -> MessageTemplate {
        MessageTemplate(showing: try expression(scalar, nil))
    }
}
