/// Reads the pattern of a `RegularExpression`.
struct RegularExpressionParser {
    private let pattern: [Unicode.Scalar]
    private let position: SourcePosition
    private var index = 0
    private var depth = 0

    /// Most repetitions that can be counted.
    private static let maximumCount = 255

    init(_ pattern: String, at position: SourcePosition) {
        self.pattern = Array(pattern.unicodeScalars)
        self.position = position
    }

    mutating func parse() throws(ExpressionError) -> RegularExpression.Tree {
        let tree = try choice()
        guard index == pattern.count else { throw error("')' closes nothing") }
        return tree
    }

    private func error(_ message: String) -> ExpressionError {
        ExpressionError("in the regular expression, at its character \(index + 1): \(message)", at: position)
    }

    private var current: Unicode.Scalar? { index < pattern.count ? pattern[index] : nil }

    private mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        index += 1
        return true
    }

    private mutating func choice() throws(ExpressionError) -> RegularExpression.Tree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.maximumDepth else { throw error("parentheses are nested too deep") }
        var parts = [try sequence()]
        while takes("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(ExpressionError) -> RegularExpression.Tree {
        var parts: [RegularExpression.Tree] = []
        while let scalar = current, scalar != "|", scalar != ")" { parts.append(try repetition()) }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func repetition() throws(ExpressionError) -> RegularExpression.Tree {
        let part = try atom()
        if takes("*") { return .repetition(part, minimum: 0, maximum: nil) }
        if takes("+") { return .repetition(part, minimum: 1, maximum: nil) }
        if takes("?") { return .repetition(part, minimum: 0, maximum: 1) }
        if takes("{") { return try counted(part) }
        return part
    }

    private mutating func counted(_ part: RegularExpression.Tree) throws(ExpressionError) -> RegularExpression.Tree {
        guard let minimum = count() else {
            throw error("a number from 0 to \(Self.maximumCount) is missing behind '{'")
        }
        var maximum: Int? = minimum
        if takes(",") { maximum = count() }
        guard takes("}") else { throw error("'}' is missing, or the number is above \(Self.maximumCount)") }
        if let maximum, maximum < minimum { throw error("the second number is below the first") }
        return .repetition(part, minimum: minimum, maximum: maximum)
    }

    private mutating func count() -> Int? {
        var value: Int?
        while let scalar = current, scalar >= "0", scalar <= "9" {
            let next = (value ?? 0) * 10 + Int(scalar.value - 48)
            guard next <= Self.maximumCount else { return nil }
            value = next
            index += 1
        }
        return value
    }

    private mutating func atom() throws(ExpressionError) -> RegularExpression.Tree {
        guard let scalar = current else { return .empty }
        index += 1
        switch scalar {
        case "^": return .begin
        case "$": return .end
        case ".": return .one(RegularExpression.Class(ranges: [], isNegated: true))
        case "(":
            if takes("?") {
                guard takes(":") else { throw error("'(?' is followed by ':' only") }
            }
            let inner = try choice()
            guard takes(")") else { throw error("')' is missing") }
            return inner
        case "[": return .one(try set())
        case "\\": return .one(try escape())
        case "*", "+", "?", "{": throw error("'\(scalar)' repeats nothing")
        default: return .one(RegularExpression.Class(ranges: [scalar.value...scalar.value]))
        }
    }

    private mutating func set() throws(ExpressionError) -> RegularExpression.Class {
        var result = RegularExpression.Class(ranges: [], isNegated: takes("^"))
        var isFirst = true
        while let scalar = current, scalar != "]" || isFirst {
            isFirst = false
            index += 1
            if scalar == "\\" {
                result.ranges += try escape().ranges
                continue
            }
            guard current == "-", index + 1 < pattern.count, pattern[index + 1] != "]" else {
                result.ranges.append(scalar.value...scalar.value)
                continue
            }
            let high = pattern[index + 1].value
            index += 2
            guard high >= scalar.value else { throw error("a range in '[ ]' runs backwards") }
            result.ranges.append(scalar.value...high)
        }
        guard takes("]") else { throw error("']' is missing") }
        return result
    }

    private mutating func escape() throws(ExpressionError) -> RegularExpression.Class {
        guard let scalar = current else { throw error("a sign is missing behind '\\'") }
        index += 1
        switch scalar {
        case "d": return RegularExpression.Class(ranges: [48...57])
        case "w": return RegularExpression.Class(ranges: [48...57, 65...90, 95...95, 97...122])
        case "s": return RegularExpression.Class(ranges: [9...13, 32...32])
        case "a"..."z", "A"..."Z", "0"..."9": throw error("'\\\(scalar)' has no meaning")
        default: return RegularExpression.Class(ranges: [scalar.value...scalar.value])
        }
    }
}
