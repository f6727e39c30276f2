extension Truth {
    static func not(_ truth: Truth) -> Truth {
        switch truth {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }
}

extension Checker {
    func binary(
        _ symbol: BinaryOperator, _ left: Node, _ right: Node, _ position: SourcePosition
    ) throws(ExpressionError) -> Compiled {
        switch symbol {
        case .and, .or: try logical(symbol, left, right)
        case .equal, .notEqual: try equality(symbol, left, right, position)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: try order(symbol, left, right, position)
        case .contains: try contains(left, right, position)
        case .matches: try matches(left, right, position)
        case .within: try within(left, right, position)
        case .plus, .minus, .times, .divided, .remainder, .bitwiseAnd: try arithmetic(symbol, left, right, position)
        }
    }

    private func logical(_ symbol: BinaryOperator, _ left: Node, _ right: Node) throws(ExpressionError) -> Compiled {
        let first = try condition(left)
        let second = try condition(right)
        // What settles the answer alone settles it whatever the other side is.
        let settling: Truth = symbol == .and ? .no : .yes
        return Compiled { scope in
            let left = first(&scope)
            if left == settling { return left }
            let right = second(&scope)
            if right == settling { return right }
            return left == .unknown ? left : right
        }
    }

    /// Compiles two operands, letting either be a bare name of the other's type.
    private func pair(_ left: Node, _ right: Node) throws(ExpressionError) -> (Compiled, Compiled) {
        if case .path(let names) = left, names.count == 1, !isFact(names[0]) {
            let second = try compile(right)
            return (try compile(left, expecting: second.type), second)
        }
        let first = try compile(left)
        return (first, try compile(right, expecting: first.type))
    }

    private func equality(
        _ symbol: BinaryOperator, _ left: Node, _ right: Node, _ position: SourcePosition
    ) throws(ExpressionError) -> Compiled {
        let (first, second) = try pair(left, right)
        guard first.type.isComparable(with: second.type) else {
            throw mismatch(symbol, first.type, second.type, position)
        }
        let wanted = symbol == .equal
        return comparison(first, second) { left, right in Self.areEqual(left, right) == wanted }
    }

    private func order(
        _ symbol: BinaryOperator, _ left: Node, _ right: Node, _ position: SourcePosition
    ) throws(ExpressionError) -> Compiled {
        let (first, second) = try pair(left, right)
        guard first.type.isComparable(with: second.type), first.type.isOrdered, second.type.isOrdered else {
            throw mismatch(symbol, first.type, second.type, position)
        }
        return comparison(first, second) { left, right in
            switch symbol {
            case .less: Self.isLess(left, right)
            case .lessOrEqual: !Self.isLess(right, left)
            case .greater: Self.isLess(right, left)
            default: !Self.isLess(left, right)
            }
        }
    }

    private func comparison(
        _ left: Compiled, _ right: Compiled, _ body: @escaping @Sendable (Value, Value) -> Bool
    ) -> Compiled {
        let first = left.evaluate
        if let constant = right.constant {
            return Compiled { scope in Self.compare(first(&scope), constant.value, body) }
        }
        let second = right.evaluate
        return Compiled { scope in Self.compare(first(&scope), second(&scope), body) }
    }

    /// A comparison with what is absent is false, whatever the operator; with what is unknown it is unknown.
    static func compare(_ left: Value, _ right: Value, _ body: (Value, Value) -> Bool) -> Truth {
        switch (left, right) {
        case (.absent, _), (_, .absent): .no
        case (.unknown, _), (_, .unknown): .unknown
        default: Truth(body(left, right))
        }
    }

    static func areEqual(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.boolean(let a), .boolean(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): Double(a) == b
        case (.text(let a), .text(let b)): a == b
        default: false
        }
    }

    static func isLess(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a < b
        case (.number(let a), .number(let b)): a < b
        case (.integer(let a), .number(let b)): Double(a) < b
        case (.number(let a), .integer(let b)): a < Double(b)
        // By code points, so that the order is the same everywhere.
        case (.text(let a), .text(let b)): a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
        default: false
        }
    }

    func mismatch(
        _ symbol: BinaryOperator, _ left: ValueType, _ right: ValueType, _ position: SourcePosition
    ) -> ExpressionError {
        ExpressionError(
            "'\(symbol.rawValue)' has no meaning between \(left.withArticle) and \(right.withArticle)", at: position)
    }
}

extension Checker {
    private func arithmetic(
        _ symbol: BinaryOperator, _ left: Node, _ right: Node, _ position: SourcePosition
    ) throws(ExpressionError) -> Compiled {
        let first = try compile(left)
        let second = try compile(right)
        guard let type = Self.resultType(symbol, first.type, second.type) else {
            throw mismatch(symbol, first.type, second.type, position)
        }
        let (a, b) = (first.evaluate, second.evaluate)
        return Compiled(type: type) { scope in
            let (left, right) = (a(&scope), b(&scope))
            switch (left, right) {
            case (.integer(let a), .integer(let b)): return Self.calculate(symbol, a, b)
            case (.integer(let a), .number(let b)): return Self.calculate(symbol, Double(a), b)
            case (.number(let a), .integer(let b)): return Self.calculate(symbol, a, Double(b))
            case (.number(let a), .number(let b)): return Self.calculate(symbol, a, b)
            case (.unknown, _), (_, .unknown): return .unknown
            default: return .absent
            }
        }
    }

    private static func resultType(_ symbol: BinaryOperator, _ left: ValueType, _ right: ValueType) -> ValueType? {
        switch (symbol, left, right) {
        case (.bitwiseAnd, .integer, .integer), (.remainder, .integer, .integer): .integer
        case (.bitwiseAnd, _, _), (.remainder, _, _): nil
        case (.plus, .duration, .duration), (.minus, .duration, .duration): .duration
        case (.times, .duration, .integer), (.times, .duration, .number), (.times, .integer, .duration),
            (.times, .number, .duration), (.divided, .duration, .integer), (.divided, .duration, .number):
            .duration
        case (.divided, .duration, .duration): .number
        // Bytes by seconds is a rate; a whole number by another is a share.
        case (.divided, .integer, .duration), (.divided, .integer, .integer), (.divided, .number, .duration): .number
        case (_, .integer, .integer): .integer
        case (_, .integer, .number), (_, .number, .integer), (_, .number, .number): .number
        default: nil
        }
    }

    /// What does not fit in 64 bits stays at the largest that does; what has no value is absent.
    private static func calculate(_ symbol: BinaryOperator, _ left: Int64, _ right: Int64) -> Value {
        func saturated(_ result: (partialValue: Int64, overflow: Bool), isNegative: Bool) -> Value {
            .integer(result.overflow ? (isNegative ? .min : .max) : result.partialValue)
        }
        switch symbol {
        case .plus: return saturated(left.addingReportingOverflow(right), isNegative: left < 0)
        case .minus: return saturated(left.subtractingReportingOverflow(right), isNegative: left < 0)
        case .times:
            return saturated(left.multipliedReportingOverflow(by: right), isNegative: (left < 0) != (right < 0))
        case .divided: return right == 0 ? .absent : .number(Double(left) / Double(right))
        case .remainder:
            return right == 0 || right == -1 ? (right == 0 ? .absent : .integer(0)) : .integer(left % right)
        case .bitwiseAnd: return .integer(left & right)
        default: return .absent
        }
    }

    private static func calculate(_ symbol: BinaryOperator, _ left: Double, _ right: Double) -> Value {
        switch symbol {
        case .plus: .number(left + right)
        case .minus: .number(left - right)
        case .times: .number(left * right)
        case .divided: right == 0 ? .absent : .number(left / right)
        default: .absent
        }
    }
}
