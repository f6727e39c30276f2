/// An expression as written.
indirect enum Node {
    case literal(Token)
    /// `assoc.accept.maximumLength`, or a single name.
    case path([Name])
    case not(Node)
    case negative(Node, SourcePosition)
    case binary(BinaryOperator, Node, Node, SourcePosition)
    /// `{1, 3..5, failure}`.
    case set([Member], SourcePosition)
    case quantifier(Quantifier, variable: Name?, list: Node, condition: Node?, SourcePosition)
    case call(Name, [Node])

    struct Name {
        var text: String
        var position: SourcePosition
    }

    struct Member {
        var low: Node
        /// `nil` for a single value.
        var high: Node?
    }

    enum Quantifier: String, CaseIterable {
        case any, all, count
    }

    /// What is joined by `and`, in order.
    var conjuncts: [Node] {
        guard case .binary(.and, let left, let right, _) = self else { return [self] }
        return left.conjuncts + right.conjuncts
    }

    var position: SourcePosition {
        switch self {
        case .literal(let token): token.position
        case .path(let names): names.first?.position ?? SourcePosition(line: 1, column: 1)
        case .not(let operand): operand.position
        case .call(let name, _): name.position
        case .negative(_, let position), .binary(_, _, _, let position), .set(_, let position),
            .quantifier(_, _, _, _, let position):
            position
        }
    }
}

enum BinaryOperator: String, CaseIterable {
    case or, and
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contains, matches
    case within = "in"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case remainder = "%"
    case bitwiseAnd = "&"

    /// Operators of one level bind from the left; a higher level binds more closely.
    var level: Int {
        switch self {
        case .or: 0
        case .and: 1
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .matches, .within: 2
        case .plus, .minus: 3
        case .times, .divided, .remainder, .bitwiseAnd: 4
        }
    }

    static let comparisonLevel = 2

    /// How it is written.
    var spellings: [String] {
        switch self {
        case .or: ["or", "||"]
        case .and: ["and", "&&"]
        default: [rawValue]
        }
    }

    private static let bySpelling = Dictionary(
        allCases.flatMap { symbol in symbol.spellings.map { ($0, symbol) } }, uniquingKeysWith: { first, _ in first })

    init?(_ token: Token) {
        switch token.kind {
        case .symbol(let spelling), .name(let spelling):
            guard let found = Self.bySpelling[spelling] else { return nil }
            self = found
        default: return nil
        }
    }
}
