/// An expression that was parsed, checked and compiled: it cannot fail, and it always ends.
public struct Expression: Sendable {
    public let source: String
    public let type: ValueType
    /// What it asks for is settled as soon as the records in scope are, be it that their association goes on.
    package let isSettled: Bool
    private let evaluate: Compiled.Evaluate
    package let test: @Sendable (inout Scope) -> Truth
    /// What all have to hold for it to hold, each with what it depends on.
    private let conjuncts: [(test: Compiled.Test, basis: FactBasis)]

    /// - Parameters:
    ///   - definitions: names it may use beside the schema's.
    ///   - position: where the source begins in the file it comes from.
    ///   - expected: the type it must have; `nil` for any.
    public init(
        _ source: String, schema: FactSchema, definitions: [Definition] = [], expecting expected: ValueType? = .boolean,
        at position: SourcePosition = SourcePosition(line: 1, column: 1)
    ) throws(ExpressionError) {
        try self.init(
            source, schema: schema, definitions: definitions, expecting: expected, sharing: nil, at: position)
    }

    /// - Parameter facts: what it asks for is numbered there, to be kept for other expressions in the same scope.
    package init(
        _ source: String, schema: FactSchema, definitions: [Definition], expecting expected: ValueType?,
        sharing facts: SharedFacts?, at position: SourcePosition = SourcePosition(line: 1, column: 1)
    ) throws(ExpressionError) {
        let node = try Parser.parse(source, at: position)
        var checker = Checker(schema: schema, facts: facts)
        for definition in definitions { try checker.define(definition) }
        let compiled: Compiled
        (compiled, conjuncts) = try Self.compile(node, checker, expecting: expected)
        if let expected, compiled.type != expected {
            throw ExpressionError(
                "this is \(compiled.type.withArticle), and \(expected.withArticle) is needed", at: node.position)
        }
        self.source = source
        type = compiled.type
        isSettled = !checker.reads.late
        evaluate = compiled.evaluate
        test = compiled.test
    }

    private static func compile(
        _ node: Node, _ checker: Checker, expecting expected: ValueType?
    ) throws(ExpressionError) -> (Compiled, [(test: Compiled.Test, basis: FactBasis)]) {
        guard case .binary(.and, _, _, _) = node else {
            let (compiled, basis) = try checker.apart { () throws(ExpressionError) in
                try checker.compile(node, expecting: expected)
            }
            return (compiled, [(compiled.test, basis)])
        }
        var conjuncts: [(test: Compiled.Test, basis: FactBasis)] = []
        for part in node.conjuncts {
            let (test, basis) = try checker.apart { () throws(ExpressionError) in try checker.condition(part) }
            conjuncts.append((test, basis))
        }
        return (Compiled(Compiled.all(conjuncts.map(\.test))), conjuncts)
    }

    /// What has to hold for it to hold, as far as it depends on no more than that; `nil` where nothing of it does.
    package func necessary(on basis: FactBasis) -> (@Sendable (inout Scope) -> Truth)? {
        let tests = conjuncts.filter { $0.basis <= basis }.map(\.test)
        return tests.isEmpty ? nil : Compiled.all(tests)
    }

    /// What else has to hold; `nil` where nothing has.
    package func sufficient(beyond basis: FactBasis) -> (@Sendable (inout Scope) -> Truth)? {
        let tests = conjuncts.filter { $0.basis > basis }.map(\.test)
        return tests.isEmpty ? nil : Compiled.all(tests)
    }

    /// The value for these records, which stand in the order of the schema's variables.
    public func value(_ records: [any FactRecord]) -> Value {
        var scope = Scope(records: records)
        return evaluate(&scope)
    }

    /// A condition's answer.
    public func truth(_ records: [any FactRecord]) -> Truth {
        var scope = Scope(records: records)
        return test(&scope)
    }
}

/// Three-valued: what depends on facts lost from the capture is neither true nor false (Kleene's logic).
public enum Truth: Sendable, Equatable {
    case yes, no, unknown

    init(_ isTrue: Bool) { self = isTrue ? .yes : .no }

    init(_ value: Value) {
        switch value {
        case .boolean(let value): self = value ? .yes : .no
        case .unknown: self = .unknown
        default: self = .no
        }
    }

    var value: Value {
        switch self {
        case .yes: .boolean(true)
        case .no: .boolean(false)
        case .unknown: .unknown
        }
    }
}
