/// Cuts an expression into tokens.
struct Lexer {
    private let bytes: [UInt8]
    private var index = 0
    private var line: Int
    private var column: Int

    init(_ source: String, at start: SourcePosition) {
        bytes = Array(source.utf8)
        line = start.line
        column = start.column
    }

    static func tokens(of source: String, at start: SourcePosition) throws(ExpressionError) -> [Token] {
        var lexer = Lexer(source, at: start)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    /// Units by name, in seconds or in bytes.
    static let durations: [String: Double] = [
        "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86_400,
    ]
    static let sizes: [String: Int64] = [
        "B": 1, "kB": 1000, "MB": 1_000_000, "GB": 1_000_000_000, "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824,
    ]

    private var position: SourcePosition { SourcePosition(line: line, column: column) }
    private var current: Unicode.Scalar? { scalar(at: index) }

    private func scalar(at index: Int) -> Unicode.Scalar? {
        guard index < bytes.count else { return nil }
        let byte = bytes[index]
        if byte < 0x80 { return Unicode.Scalar(byte) }
        return String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
    }

    /// Over a scalar.
    private mutating func advance() {
        if bytes[index] == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else {
            column += 1
        }
        repeat { index += 1 } while index < bytes.count && bytes[index] & 0xC0 == 0x80
    }

    private mutating func next() throws(ExpressionError) -> Token {
        while let scalar = current, scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" { advance() }
        let start = position
        guard let scalar = current else { return Token(kind: .end, position: start) }
        if scalar == "\"" || scalar == "'" { return Token(kind: .text(try text(quote: scalar)), position: start) }
        if Self.isDigit(scalar) { return Token(kind: try number(), position: start) }
        if Self.isLetter(scalar) { return Token(kind: .name(name()), position: start) }
        if let symbol = symbol() { return Token(kind: .symbol(symbol), position: start) }
        throw ExpressionError("'\(scalar)' has no meaning here", at: start)
    }

    private mutating func symbol() -> String? {
        let start = index
        guard let first = current else { return nil }
        advance()
        switch (first, current) {
        case ("=", "="), ("!", "="), ("<", "="), (">", "="), ("&", "&"), ("|", "|"), (".", "."): advance()
        case ("<", _), (">", _), ("!", _), ("(", _), (")", _), ("{", _), ("}", _), (",", _), (".", _), ("+", _),
            ("-", _), ("*", _), ("/", _), ("%", _), ("&", _):
            break
        default: return nil
        }
        return word(from: start)
    }

    private mutating func name() -> String {
        let start = index
        while let scalar = current, Self.isLetter(scalar) || Self.isDigit(scalar) || scalar == "-" && continuesName {
            advance()
        }
        return word(from: start)
    }

    /// A hyphen inside a name, as in `user-rejection`, has letters on both sides and no space; a difference of two names
    /// is written with spaces.
    private var continuesName: Bool {
        guard let next = scalar(at: index + 1), Self.isLetter(next), index > 0 else { return false }
        // A byte of a longer character is one of a letter: nothing else stands in names.
        return bytes[index - 1] >= 0x80 || Self.isLetter(Unicode.Scalar(bytes[index - 1]))
    }

    private mutating func text(quote: Unicode.Scalar) throws(ExpressionError) -> String {
        let start = position
        advance()
        var text: [UInt8] = []
        while let scalar = current, scalar != quote {
            let place = index
            advance()
            guard scalar == "\\" else {
                text += bytes[place..<index]
                continue
            }
            // A backslash before anything but a quote or itself stays: it is a regular expression's.
            guard let escaped = current else { break }
            if escaped != quote, escaped != "\\" { text.append(UInt8(ascii: "\\")) }
            let second = index
            advance()
            text += bytes[second..<index]
        }
        guard current != nil else { throw ExpressionError("text without a closing \(quote)", at: start) }
        advance()
        return String(decoding: text, as: UTF8.self)
    }

    private func isDigit(at index: Int) -> Bool { scalar(at: index).map(Self.isDigit) ?? false }

    private mutating func number() throws(ExpressionError) -> Token.Kind {
        let start = position
        if current == "0", scalar(at: index + 1) == "x" || scalar(at: index + 1) == "X" {
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
        let isFraction = current == "." && isDigit(at: index + 1)
        if isFraction {
            advance()
            digits += "." + word(Self.isDigit)
            if current == ".", isDigit(at: index + 1) {
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
        let before = self
        while current == " " { advance() }
        let unit = word { Self.isLetter($0) || Self.isDigit($0) }
        if Self.durations[unit] != nil || Self.sizes[unit] != nil { return unit }
        self = before
        return nil
    }

    private mutating func word(_ belongs: (Unicode.Scalar) -> Bool) -> String {
        let start = index
        while let scalar = current, belongs(scalar) { advance() }
        return word(from: start)
    }

    private func word(from start: Int) -> String { String(decoding: bytes[start..<index], as: UTF8.self) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_", "µ": true
        case "\0"..."\u{7F}": false
        default: scalar.properties.isAlphabetic
        }
    }
}
