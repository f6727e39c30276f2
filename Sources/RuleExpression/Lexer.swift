/// Cuts an expression into tokens.
struct Lexer {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line: Int
    private var column: Int

    init(_ source: String, at start: SourcePosition) {
        scalars = Array(source.unicodeScalars)
        line = start.line
        column = start.column
    }

    static func tokens(of source: String, at start: SourcePosition) throws(ExpressionError) -> [Token] {
        var lexer = Lexer(source, at: start)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private static let symbols = [
        "==", "!=", "<=", ">=", "&&", "||", "..", "<", ">", "!", "(", ")", "{", "}", ",", ".", "+", "-", "*", "/", "%",
        "&",
    ]

    /// Units by name, in seconds or in bytes.
    private static let durations: [String: Double] = [
        "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86_400,
    ]
    private static let sizes: [String: Int64] = [
        "B": 1, "kB": 1000, "MB": 1_000_000, "GB": 1_000_000_000, "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824,
    ]

    private var position: SourcePosition { SourcePosition(line: line, column: column) }
    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func advance() {
        if scalars[index] == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
        index += 1
    }

    private mutating func next() throws(ExpressionError) -> Token {
        while let scalar = current, scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" { advance() }
        let start = position
        guard let scalar = current else { return Token(kind: .end, position: start) }
        if scalar == "\"" || scalar == "'" { return Token(kind: .text(try text(quote: scalar)), position: start) }
        if Self.isDigit(scalar) { return Token(kind: try number(), position: start) }
        if Self.isLetter(scalar) { return Token(kind: .name(name()), position: start) }
        for symbol in Self.symbols where matches(symbol) {
            for _ in symbol.unicodeScalars { advance() }
            return Token(kind: .symbol(symbol), position: start)
        }
        throw ExpressionError("'\(scalar)' has no meaning here", at: start)
    }

    private func matches(_ symbol: String) -> Bool {
        var place = index
        for scalar in symbol.unicodeScalars {
            guard place < scalars.count, scalars[place] == scalar else { return false }
            place += 1
        }
        return true
    }

    private mutating func name() -> String {
        var name = ""
        while let scalar = current, Self.isLetter(scalar) || Self.isDigit(scalar) || scalar == "-" && continuesName {
            name.unicodeScalars.append(scalar)
            advance()
        }
        return name
    }

    /// A hyphen inside a name, as in `user-rejection`, has letters on both sides and no space; a difference of two names
    /// is written with spaces.
    private var continuesName: Bool {
        index > 0 && Self.isLetter(scalars[index - 1]) && index + 1 < scalars.count && Self.isLetter(scalars[index + 1])
    }

    private mutating func text(quote: Unicode.Scalar) throws(ExpressionError) -> String {
        let start = position
        advance()
        var text = ""
        while let scalar = current, scalar != quote {
            advance()
            guard scalar == "\\" else {
                text.unicodeScalars.append(scalar)
                continue
            }
            // A backslash before anything but a quote or itself stays: it is a regular expression's.
            guard let escaped = current else { break }
            if escaped != quote, escaped != "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(escaped)
            advance()
        }
        guard current != nil else { throw ExpressionError("text without a closing \(quote)", at: start) }
        advance()
        return text
    }

    private mutating func number() throws(ExpressionError) -> Token.Kind {
        let start = position
        if matches("0x") || matches("0X") {
            advance()
            advance()
            let digits = word { $0.properties.isASCIIHexDigit }
            guard let value = Int64(digits, radix: 16) else {
                throw ExpressionError("0x\(digits) is no hexadecimal number of up to 16 digits", at: start)
            }
            return .integer(value)
        }
        var digits = word(Self.isDigit)
        // 1..5 is a range, 1.5 a number, 1.2.840 a UID that should be quoted.
        let isFraction = current == "." && index + 1 < scalars.count && Self.isDigit(scalars[index + 1])
        if isFraction {
            advance()
            digits += "." + word(Self.isDigit)
            if current == ".", index + 1 < scalars.count, Self.isDigit(scalars[index + 1]) {
                throw ExpressionError("a UID is written in quotes or by its keyword", at: start)
            }
        }
        return try withUnit(digits, isFraction: isFraction, at: start)
    }

    private mutating func withUnit(
        _ digits: String, isFraction: Bool, at start: SourcePosition
    ) throws(ExpressionError) -> Token.Kind {
        let unit = unit()
        if let seconds = unit.flatMap({ Self.durations[$0] }), let value = Double(digits) {
            return .duration(value * seconds)
        }
        if let bytes = unit.flatMap({ Self.sizes[$0] }), let value = Double(digits) {
            let size = value * Double(bytes)
            guard size < 9e18 else { throw ExpressionError("\(digits) \(unit ?? "") is too large", at: start) }
            return .integer(Int64(size))
        }
        if isFraction, let value = Double(digits) { return .number(value) }
        guard let value = Int64(digits) else { throw ExpressionError("\(digits) is too large", at: start) }
        return .integer(value)
    }

    /// The unit behind a number, with a space or without; nothing is taken where what follows is no unit.
    private mutating func unit() -> String? {
        var end = index
        while end < scalars.count, scalars[end] == " " { end += 1 }
        let begin = end
        while end < scalars.count, Self.isLetter(scalars[end]) || Self.isDigit(scalars[end]) { end += 1 }
        var unit = ""
        unit.unicodeScalars.append(contentsOf: scalars[begin..<end])
        guard Self.durations[unit] != nil || Self.sizes[unit] != nil else { return nil }
        while index < end { advance() }
        return unit
    }

    private mutating func word(_ belongs: (Unicode.Scalar) -> Bool) -> String {
        var word = ""
        while let scalar = current, belongs(scalar) {
            word.unicodeScalars.append(scalar)
            advance()
        }
        return word
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_", "µ": true
        case "\0"..."\u{7F}": false
        default: scalar.properties.isAlphabetic
        }
    }
}
