/// Builds the tree of an expression. `LanguageDocumentation` has the grammar.
struct Parser {
    private let tokens: [Token]
    private var index = 0
    private var depth = 0

    /// Deeper nesting and longer chains of operators than any rule needs are refused, so that no expression can exhaust
    /// the stack.
    static let maximumDepth = 64
    static let maximumTokens = 2048

    static func parse(_ source: String, at start: SourcePosition) throws(ExpressionError) -> Node {
        var parser = Parser(tokens: try Lexer.tokens(of: source, at: start))
        guard parser.tokens.count <= maximumTokens else {
            throw ExpressionError(
                "the expression has more than \(maximumTokens) words", at: parser.tokens[maximumTokens].position)
        }
        let node = try parser.expression(level: 0)
        guard parser.current.kind == .end else {
            throw ExpressionError("\(parser.current.display) was not expected here", at: parser.current.position)
        }
        return node
    }

    private init(tokens: [Token]) { self.tokens = tokens }

    private var current: Token { tokens[min(index, tokens.count - 1)] }

    private mutating func take() -> Token {
        defer { index = min(index + 1, tokens.count - 1) }
        return current
    }

    private mutating func takes(_ symbol: String) -> Bool {
        guard current.kind == .symbol(symbol) else { return false }
        index += 1
        return true
    }

    private mutating func takes(word: String) -> Bool {
        guard current.kind == .name(word) else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ symbol: String) throws(ExpressionError) {
        guard takes(symbol) else {
            throw ExpressionError("'\(symbol)' is missing before \(current.display)", at: current.position)
        }
    }

    /// Operators of that level and of those that bind more closely.
    private mutating func expression(level: Int) throws(ExpressionError) -> Node {
        var left = try unary()
        while let found = BinaryOperator(current), found.level >= level {
            let position = take().position
            left = .binary(found, left, try expression(level: found.level + 1), position)
            if found.level == BinaryOperator.comparisonLevel, let next = BinaryOperator(current),
                next.level == found.level
            {
                throw ExpressionError("comparisons do not chain; join two with 'and'", at: current.position)
            }
        }
        return left
    }

    private mutating func unary() throws(ExpressionError) -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw ExpressionError("the expression is nested more than \(Self.maximumDepth) deep", at: current.position)
        }
        let position = current.position
        if takes("!") { return .not(try unary()) }
        // `not a == b` is `not (a == b)`, as everyone reads it.
        if takes(word: "not") { return .not(try expression(level: BinaryOperator.comparisonLevel)) }
        if takes("-") { return .negative(try unary(), position) }
        return try primary()
    }

    private mutating func primary() throws(ExpressionError) -> Node {
        let token = take()
        switch token.kind {
        case .integer, .number, .duration, .text: return .literal(token)
        case .name("true"), .name("false"): return .literal(token)
        case .symbol("("):
            let inner = try expression(level: 0)
            try expect(")")
            return inner
        case .symbol("{"): return try set(at: token.position)
        case .name(let name):
            if current.kind == .symbol("(") { return try call(Node.Name(text: name, position: token.position)) }
            return try path(Node.Name(text: name, position: token.position))
        case .symbol, .end:
            throw ExpressionError("a value is missing before \(token.display)", at: token.position)
        }
    }

    private mutating func path(_ first: Node.Name) throws(ExpressionError) -> Node {
        var names = [first]
        while takes(".") {
            let token = take()
            guard case .name(let name) = token.kind else {
                throw ExpressionError("a name is missing behind '.'", at: token.position)
            }
            names.append(Node.Name(text: name, position: token.position))
        }
        return .path(names)
    }

    private mutating func set(at position: SourcePosition) throws(ExpressionError) -> Node {
        var members: [Node.Member] = []
        repeat {
            let low = try expression(level: 3)
            members.append(Node.Member(low: low, high: takes("..") ? try expression(level: 3) : nil))
        } while takes(",")
        try expect("}")
        return .set(members, position)
    }

    private mutating func call(_ name: Node.Name) throws(ExpressionError) -> Node {
        try expect("(")
        if let quantifier = Node.Quantifier(rawValue: name.text) {
            return try self.quantifier(quantifier, name.position)
        }
        var arguments: [Node] = []
        if current.kind != .symbol(")") {
            repeat { arguments.append(try expression(level: 0)) } while takes(",")
        }
        try expect(")")
        return .call(name, arguments)
    }

    private mutating func quantifier(
        _ quantifier: Node.Quantifier, _ position: SourcePosition
    ) throws(ExpressionError) -> Node {
        var variable: Node.Name?
        if case .name(let name) = current.kind, index + 1 < tokens.count, tokens[index + 1].kind == .name("in") {
            variable = Node.Name(text: name, position: current.position)
            index += 2
        }
        let list = try expression(level: 3)
        let condition = takes(word: "where") ? try expression(level: 0) : nil
        try expect(")")
        return .quantifier(quantifier, variable: variable, list: list, condition: condition, position)
    }
}
