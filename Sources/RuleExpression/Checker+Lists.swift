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
                "'\(quantifier.rawValue)' needs a list, and this is \(compiled.type.withArticle)", at: list.position)
        }
        guard condition != nil || quantifier == .count || quantifier == .any else {
            throw ExpressionError("'all' needs a condition behind 'where'", at: position)
        }
        let inner = binding(variable?.text, to: element)
        let test = try condition.map { node throws(ExpressionError) in try inner.condition(node) }
        let values = compiled.evaluate
        guard quantifier == .count else {
            let isUniversal = quantifier == .all
            return Compiled { scope in
                switch values(&scope) {
                case .list(let elements): Self.holds(elements, test, isUniversal: isUniversal, &scope)
                case .unknown: .unknown
                // In a list that is not there nothing can be found.
                default: Truth(isUniversal)
                }
            }
        }
        return Compiled(type: .integer) { scope in
            switch values(&scope) {
            case .list(let elements): Self.count(elements, test, &scope)
            case .unknown: .unknown
            default: .integer(0)
            }
        }
    }

    /// Of all elements, or of any.
    private static func holds(
        _ elements: [Value], _ test: Compiled.Test?, isUniversal: Bool, _ scope: inout Scope
    ) -> Truth {
        let settling = Truth(!isUniversal)
        var isUnsure = false
        for element in elements {
            let truth = holds(element, test, &scope)
            if truth == settling { return settling }
            if truth == .unknown { isUnsure = true }
        }
        return isUnsure ? .unknown : Truth(isUniversal)
    }

    private static func count(_ elements: [Value], _ test: Compiled.Test?, _ scope: inout Scope) -> Value {
        var found: Int64 = 0
        var isUnsure = false
        for element in elements {
            switch holds(element, test, &scope) {
            case .yes: found += 1
            case .unknown: isUnsure = true
            case .no: break
            }
        }
        return isUnsure ? .unknown : .integer(found)
    }

    private static func holds(_ element: Value, _ test: Compiled.Test?, _ scope: inout Scope) -> Truth {
        if case .unknown = element { return .unknown }
        guard let test else { return .yes }
        return scope.with(element, test)
    }

    /// `x in {…}` and `x in list`.
    func within(_ left: Node, _ right: Node, _ position: SourcePosition) throws(ExpressionError) -> Compiled {
        guard case .set(let members, _) = right else {
            let list = try compile(right)
            guard case .list(let element) = list.type else {
                throw ExpressionError(
                    "a set or a list stands behind 'in', not \(list.type.withArticle)", at: right.position)
            }
            let value = try compile(left, expecting: element)
            guard value.type.isComparable(with: element) else {
                throw mismatch(.within, value.type, list.type, position)
            }
            return membership(of: value.evaluate, in: list.evaluate)
        }
        let value = try compile(left)
        if value.type == .integer, let ranges = integers(members) { return membership(of: value.evaluate, in: ranges) }
        var tests: [@Sendable (Value, inout Scope) -> Truth] = []
        for member in members { tests.append(try self.member(member, of: value.type)) }
        let evaluate = value.evaluate
        let all = tests
        return Compiled { scope in
            let value = evaluate(&scope)
            var answer = Truth.no
            for test in all {
                switch test(value, &scope) {
                case .yes: return .yes
                case .unknown: answer = .unknown
                case .no: break
                }
            }
            return answer
        }
    }

    /// The members where all are whole numbers, as they are in nearly every set of numbers.
    private func integers(_ members: [Node.Member]) -> [ClosedRange<Int64>]? {
        var ranges: [ClosedRange<Int64>] = []
        for member in members {
            guard case .literal(let low) = member.low, case .integer(let first) = low.kind else { return nil }
            guard let high = member.high else {
                ranges.append(first...first)
                continue
            }
            guard case .literal(let token) = high, case .integer(let last) = token.kind else { return nil }
            if first <= last { ranges.append(first...last) }
        }
        return ranges
    }

    private func membership(of value: @escaping Compiled.Evaluate, in ranges: [ClosedRange<Int64>]) -> Compiled {
        Compiled { scope in
            switch value(&scope) {
            case .integer(let value): Truth(ranges.contains { $0.contains(value) })
            case .unknown: .unknown
            default: .no
            }
        }
    }

    private func member(
        _ member: Node.Member, of type: ValueType
    ) throws(ExpressionError) -> @Sendable (Value, inout Scope) -> Truth {
        let low = try compile(member.low, expecting: type)
        guard type.isComparable(with: low.type) else { throw mismatch(.within, type, low.type, member.low.position) }
        guard let upper = member.high else {
            if let constant = low.constant {
                return { value, _ in Self.compare(value, constant.value, Self.areEqual) }
            }
            let only = low.evaluate
            return { value, scope in Self.compare(value, only(&scope), Self.areEqual) }
        }
        let high = try compile(upper, expecting: type)
        guard type.isComparable(with: high.type), type.isOrdered else {
            throw mismatch(.within, type, high.type, upper.position)
        }
        let (first, last) = (low.evaluate, high.evaluate)
        return { value, scope in
            let (low, high) = (first(&scope), last(&scope))
            return Self.compare(value, low) { value, low in
                !Self.isLess(value, low) && !Self.isLess(high, value)
            }
        }
    }

    private func membership(of value: @escaping Compiled.Evaluate, in list: @escaping Compiled.Evaluate) -> Compiled {
        Compiled { scope in
            switch list(&scope) {
            case .list(let elements):
                let value = value(&scope)
                var answer = Truth.no
                for element in elements {
                    switch Self.compare(value, element, Self.areEqual) {
                    case .yes: return .yes
                    case .unknown: answer = .unknown
                    case .no: break
                    }
                }
                return answer
            case .unknown: return .unknown
            default: return .no
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
        return Compiled { scope in
            Self.compare(a(&scope), b(&scope)) { whole, part in
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
        let place = facts?.placeOfPattern() ?? Int.max
        return Compiled { scope in
            switch evaluate(&scope) {
            case .text(let text): Truth(scope.matches(text, expression, at: place))
            case .unknown: .unknown
            default: .no
            }
        }
    }
}
