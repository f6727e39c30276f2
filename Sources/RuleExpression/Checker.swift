/// Gives every expression its type and turns it into a closure, or says what is wrong with it.
struct Checker {
    /// What a name can mean, innermost last.
    struct Binding {
        enum Place {
            case record(Int, RecordType)
            case element(Int, ValueType)
            case definition(Compiled, FactBasis)
        }
        /// `nil` where only the record's facts can be named.
        var name: String?
        var place: Place
    }

    /// What an expression asks for, all checkers of its parts together.
    final class Reads {
        var late = false
        var basis = FactBasis.nothing

        func take(_ field: RecordType.Field) {
            if field.isLate { late = true }
            basis = max(basis, field.basis ?? .everything)
        }
    }

    let schema: FactSchema
    let facts: SharedFacts?
    let reads = Reads()
    private(set) var bindings: [Binding]

    init(schema: FactSchema, facts: SharedFacts?) {
        self.schema = schema
        self.facts = facts
        bindings = schema.variables.enumerated().map { Binding(name: $1.name, place: .record($0, $1.type)) }
    }

    private var recordCount: Int { bindings.count { if case .record = $0.place { true } else { false } } }
    private var elementCount: Int { bindings.count { if case .element = $0.place { true } else { false } } }

    /// With a name of its own for an expression, which may use the names defined before it.
    mutating func define(_ definition: Definition) throws(ExpressionError) {
        guard !isFact(Node.Name(text: definition.name, position: definition.position)) else {
            throw ExpressionError("'\(definition.name)' has a meaning already", at: definition.position)
        }
        let node = try Parser.parse(definition.source, at: definition.position)
        let (compiled, basis) = try apart { () throws(ExpressionError) in try compile(node) }
        bindings.append(Binding(name: definition.name, place: .definition(compiled, basis)))
    }

    /// What is compiled, and what that alone depends on.
    func apart<Result>(
        _ compile: () throws(ExpressionError) -> Result
    ) throws(ExpressionError) -> (Result, FactBasis) {
        let before = reads.basis
        defer { reads.basis = max(before, reads.basis) }
        reads.basis = .nothing
        return (try compile(), reads.basis)
    }

    /// With the elements of a list in scope, by that name or, for records, by their facts alone.
    func binding(_ name: String?, to type: ValueType) -> Checker {
        var inner = self
        if case .record(let record) = type {
            inner.bindings.append(Binding(name: name, place: .record(recordCount, record)))
        } else {
            inner.bindings.append(Binding(name: name ?? "it", place: .element(elementCount, type)))
        }
        return inner
    }

    /// `expected` lets a bare name stand for a value of an enumeration or for a UID.
    func compile(_ node: Node, expecting expected: ValueType? = nil) throws(ExpressionError) -> Compiled {
        switch node {
        case .literal(let token): return literal(token, expecting: expected)
        case .path(let names): return try path(names, expecting: expected)
        case .not(let operand):
            let test = try condition(operand)
            return Compiled { scope in Truth.not(test(&scope)) }
        case .negative(let operand, let position): return try negative(operand, position)
        case .binary(let symbol, let left, let right, let position):
            return try binary(symbol, left, right, position)
        case .set(_, let position):
            throw ExpressionError("a set stands behind 'in' only", at: position)
        case .quantifier(let quantifier, let variable, let list, let condition, let position):
            return try self.quantifier(quantifier, variable, list, condition, position)
        case .call(let name, let arguments): return try call(name, arguments)
        }
    }

    /// Something that is true or not.
    func condition(_ node: Node) throws(ExpressionError) -> Compiled.Test {
        let compiled = try compile(node, expecting: .boolean)
        guard compiled.type == .boolean else {
            throw ExpressionError("this is \(compiled.type.withArticle), and a condition is needed", at: node.position)
        }
        return compiled.test
    }

    private func literal(_ token: Token, expecting expected: ValueType?) -> Compiled {
        switch token.kind {
        case .integer(let value) where expected == .number: Compiled(type: .number, constant: .number(Double(value)))
        case .integer(let value): Compiled(type: .integer, constant: .integer(value))
        case .number(let value): Compiled(type: .number, constant: .number(value))
        case .duration(let value): Compiled(type: .duration, constant: .number(value))
        case .name(let name): Compiled(type: .boolean, constant: .boolean(name == "true"))
        case .text(let text): Compiled(type: expected == .uid ? .uid : .text, constant: .text(text))
        case .symbol, .end: Compiled { _ in .no }
        }
    }

    private func negative(_ operand: Node, _ position: SourcePosition) throws(ExpressionError) -> Compiled {
        let compiled = try compile(operand)
        guard compiled.type.isNumeric else {
            throw ExpressionError("\(compiled.type.withArticle) has no negative", at: position)
        }
        let evaluate = compiled.evaluate
        return Compiled(type: compiled.type) { scope in
            switch evaluate(&scope) {
            case .integer(let value): .integer(value == .min ? .max : -value)
            case .number(let value): .number(-value)
            case let other: other
            }
        }
    }
}

extension Checker {
    private func path(_ names: [Node.Name], expecting expected: ValueType?) throws(ExpressionError) -> Compiled {
        guard let first = names.first else { throw ExpressionError("a name is missing", at: .init(line: 1, column: 1)) }
        guard var found = resolve(first) else { return try symbol(names, expecting: expected) }
        // A record is none of an enumeration: the name of one of these is meant where it hides a record's.
        if names.count == 1, case .record = found.type, case .enumeration(_, let cases) = expected,
            cases.contains(first.text)
        {
            return try symbol(names, expecting: expected)
        }
        for name in names.dropFirst() {
            guard case .record(let record) = found.type else {
                throw ExpressionError("\(found.type.withArticle) has no facts to name with '.'", at: name.position)
            }
            found = try fact(name, of: record, found)
        }
        if names.count == 1, case .record(let record) = found.type, record.goesOn { reads.late = true }
        return found
    }

    /// A variable, or a fact of the innermost record without a name of its own.
    private func resolve(_ name: Node.Name) -> Compiled? {
        for binding in bindings.reversed() {
            switch binding.place {
            case .record(let index, let type):
                if binding.name == name.text {
                    // What a quantifier gives a name to changes with each element.
                    let path = index < schema.variables.count ? SharedFacts.Path(record: index, text: name.text) : nil
                    return Compiled(type: .record(type), path: path) { scope in .record(scope.records[index]) }
                }
                if binding.name == nil, let field = type.field(name.text) {
                    reads.take(field)
                    let get = field.get
                    return Compiled(type: field.type()) { scope in get(scope.records[index]) }
                }
            case .element(let index, let type):
                if binding.name == name.text { return Compiled(type: type) { scope in scope.elements[index] } }
            case .definition(let compiled, let basis):
                guard binding.name == name.text else { continue }
                reads.basis = max(reads.basis, basis)
                return compiled
            }
        }
        return nil
    }

    private func fact(
        _ name: Node.Name, of record: RecordType, _ owner: Compiled
    ) throws(ExpressionError) -> Compiled {
        guard let field = record.field(name.text) else {
            throw ExpressionError(
                "there is no fact '\(name.text)' in \(record.name)", at: name.position,
                suggestion: nearestName(to: name.text, among: record.fields.lazy.map(\.name)))
        }
        reads.take(field)
        let get = field.get
        let evaluate = owner.evaluate
        let find: Compiled.Evaluate = { scope in
            switch evaluate(&scope) {
            case .record(let record): get(record)
            case .unknown: .unknown
            default: .absent
            }
        }
        guard var path = owner.path else { return Compiled(type: field.type(), find) }
        path.text += "." + name.text
        guard let place = facts?.place(of: path) else { return Compiled(type: field.type(), path: path, find) }
        let index = path.record
        return Compiled(type: field.type(), path: path) { scope in scope.fact(place, of: index, find) }
    }

    /// A bare name that is no fact: one of an enumeration, or the keyword of a UID.
    private func symbol(_ names: [Node.Name], expecting expected: ValueType?) throws(ExpressionError) -> Compiled {
        let name = names[0]
        if names.count == 1 {
            switch expected {
            case .enumeration(_, let cases) where cases.contains(name.text):
                return Compiled(type: expected ?? .text, constant: .text(name.text))
            case .enumeration(let type, let cases):
                throw ExpressionError(
                    "'\(name.text)' is none of \(type): \(cases.joined(separator: ", "))", at: name.position,
                    suggestion: nearestName(to: name.text, among: cases))
            case .uid:
                guard let uid = schema.uid(name.text) else {
                    throw ExpressionError(
                        "'\(name.text)' is not the keyword of a UID", at: name.position,
                        suggestion: nearestName(to: name.text, among: schema.keywords()))
                }
                return Compiled(type: .uid, constant: .text(uid))
            default: break
            }
        }
        throw ExpressionError(
            "'\(name.text)' is unknown here", at: name.position,
            suggestion: nearestName(to: name.text, among: namesInScope))
    }

    private var namesInScope: [String] {
        bindings.flatMap { binding -> [String] in
            if let name = binding.name { return [name] }
            if case .record(_, let type) = binding.place { return type.fields.map(\.name) }
            return []
        }
    }
}
