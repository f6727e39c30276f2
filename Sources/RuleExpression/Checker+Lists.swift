extension Checker {
    /// Whether the name means something in scope, so that it is no bare name of an enumeration or UID.
    func isFact(_ name: Node.Name) -> Bool {
        bindings.contains { binding in
            if binding.name == name.text { return true }
            if binding.name == nil, case .record(_, let type) = binding.place { return type.field(name.text) != nil }
            return false
        }
    }

    func quantifier(
        _ quantifier: Node.Quantifier, _ variable: Node.Name?, _ list: Node, _ condition: Node?,
        _ position: SourcePosition
    ) throws(ExpressionError) -> Compiled {
        let compiled = try compile(list)
        guard case .list(let element) = compiled.type else {
            throw ExpressionError(
                "'\(quantifier.rawValue)' needs a list, and this is a \(compiled.type)", at: list.position)
        }
        guard condition != nil || quantifier == .count || quantifier == .any else {
            throw ExpressionError("'all' needs a condition behind 'where'", at: position)
        }
        let inner = binding(variable?.text, to: element)
        let test = try condition.map { node throws(ExpressionError) in try inner.condition(node) }
        let values = compiled.evaluate
        return Compiled(type: quantifier == .count ? .integer : .boolean) { scope in
            switch values(scope) {
            case .list(let elements): Self.run(quantifier, elements, test, scope)
            case .unknown: .unknown
            // Of a list that is not there nothing can be counted or found.
            default: quantifier == .count ? .integer(0) : .boolean(quantifier == .all)
            }
        }
    }

    private static func run(
        _ quantifier: Node.Quantifier, _ elements: [Value], _ test: (@Sendable (borrowing Scope) -> Truth)?,
        _ scope: borrowing Scope
    ) -> Value {
        var found: Int64 = 0
        var isUnsure = false
        var inner = Scope(records: scope.records, elements: scope.elements)
        for element in elements {
            let truth: Truth
            if case .unknown = element {
                truth = .unknown
            } else {
                truth = holds(element, test, &inner)
            }
            switch (quantifier, truth) {
            case (.any, .yes): return .boolean(true)
            case (.all, .no): return .boolean(false)
            case (_, .yes): found += 1
            case (_, .unknown): isUnsure = true
            case (_, .no): break
            }
        }
        if isUnsure { return .unknown }
        return quantifier == .count ? .integer(found) : .boolean(quantifier == .all)
    }

    private static func holds(
        _ element: Value, _ test: (@Sendable (borrowing Scope) -> Truth)?, _ scope: inout Scope
    ) -> Truth {
        guard let test else { return .yes }
        if case .record(let record) = element {
            scope.records.append(record)
            defer { scope.records.removeLast() }
            return test(scope)
        }
        scope.elements.append(element)
        defer { scope.elements.removeLast() }
        return test(scope)
    }

    /// `x in {…}` and `x in list`.
    func within(_ left: Node, _ right: Node, _ position: SourcePosition) throws(ExpressionError) -> Compiled {
        guard case .set(let members, _) = right else {
            let list = try compile(right)
            guard case .list(let element) = list.type else {
                throw ExpressionError("a set or a list stands behind 'in', not a \(list.type)", at: right.position)
            }
            let value = try compile(left, expecting: element)
            guard value.type.isComparable(with: element) else {
                throw mismatch(.within, value.type, list.type, position)
            }
            return membership(of: value.evaluate, in: list.evaluate)
        }
        let value = try compile(left)
        var tests: [@Sendable (Value, borrowing Scope) -> Value] = []
        for member in members { tests.append(try self.member(member, of: value.type)) }
        let evaluate = value.evaluate
        let all = tests
        return Compiled(type: .boolean) { scope in
            let value = evaluate(scope)
            var answer = Value.boolean(false)
            for test in all {
                switch test(value, scope) {
                case .boolean(true): return .boolean(true)
                case .unknown: answer = .unknown
                default: break
                }
            }
            return answer
        }
    }

    private func member(
        _ member: Node.Member, of type: ValueType
    ) throws(ExpressionError) -> @Sendable (Value, borrowing Scope) -> Value {
        let low = try compile(member.low, expecting: type)
        guard type.isComparable(with: low.type) else { throw mismatch(.within, type, low.type, member.low.position) }
        let first = low.evaluate
        guard let upper = member.high else {
            return { value, scope in Self.compare(value, first(scope), Self.areEqual) }
        }
        let high = try compile(upper, expecting: type)
        guard type.isComparable(with: high.type), type.isOrdered else {
            throw mismatch(.within, type, high.type, upper.position)
        }
        let last = high.evaluate
        return { value, scope in
            let (low, high) = (first(scope), last(scope))
            return Self.compare(value, low) { value, low in
                !Self.isLess(value, low) && !Self.isLess(high, value)
            }
        }
    }

    private func membership(of value: @escaping Evaluate, in list: @escaping Evaluate) -> Compiled {
        Compiled(type: .boolean) { scope in
            switch list(scope) {
            case .list(let elements):
                let value = value(scope)
                var answer = Value.boolean(false)
                for element in elements {
                    switch Self.compare(value, element, Self.areEqual) {
                    case .boolean(true): return .boolean(true)
                    case .unknown: answer = .unknown
                    default: break
                    }
                }
                return answer
            case .unknown: return .unknown
            default: return .boolean(false)
            }
        }
    }

    /// Text in text, or a value in a list.
    func contains(_ left: Node, _ right: Node, _ position: SourcePosition) throws(ExpressionError) -> Compiled {
        let whole = try compile(left)
        if case .list(let element) = whole.type {
            let part = try compile(right, expecting: element)
            guard part.type.isComparable(with: element) else {
                throw mismatch(.contains, whole.type, part.type, position)
            }
            return membership(of: part.evaluate, in: whole.evaluate)
        }
        let part = try compile(right, expecting: whole.type)
        guard whole.type.isTextual, part.type.isTextual else {
            throw mismatch(.contains, whole.type, part.type, position)
        }
        let (a, b) = (whole.evaluate, part.evaluate)
        return Compiled(type: .boolean) { scope in
            Self.compare(a(scope), b(scope)) { whole, part in
                guard case .text(let whole) = whole, case .text(let part) = part else { return false }
                return part.isEmpty || Self.find(Array(part.utf8), in: Array(whole.utf8))
            }
        }
    }

    private static func find(_ part: [UInt8], in whole: [UInt8]) -> Bool {
        guard part.count <= whole.count else { return false }
        return (0...(whole.count - part.count)).contains { start in
            whole[start..<(start + part.count)].elementsEqual(part)
        }
    }

    func matches(_ left: Node, _ right: Node, _ position: SourcePosition) throws(ExpressionError) -> Compiled {
        let text = try compile(left)
        guard text.type.isTextual else { throw mismatch(.matches, text.type, .text, position) }
        guard case .literal(let token) = right, case .text(let pattern) = token.kind else {
            throw ExpressionError("a regular expression in quotes stands behind 'matches'", at: right.position)
        }
        let expression = try RegularExpression(pattern, at: token.position)
        let evaluate = text.evaluate
        return Compiled(type: .boolean) { scope in
            switch evaluate(scope) {
            case .text(let text): .boolean(expression.matches(text))
            case .unknown: .unknown
            default: .boolean(false)
            }
        }
    }
}
