import DICOMDictionary

/// What kinds of characters a value has, found in one pass over its bytes.
struct CharacterClass: OptionSet {
    let rawValue: UInt16

    static let digit = CharacterClass(rawValue: 1 << 0)
    /// A to Z.
    static let capital = CharacterClass(rawValue: 1 << 1)
    static let small = CharacterClass(rawValue: 1 << 2)
    static let space = CharacterClass(rawValue: 1 << 3)
    static let underscore = CharacterClass(rawValue: 1 << 4)
    static let backslash = CharacterClass(rawValue: 1 << 5)
    static let period = CharacterClass(rawValue: 1 << 6)
    static let sign = CharacterClass(rawValue: 1 << 7)
    /// `^` and `=`.
    static let nameDelimiter = CharacterClass(rawValue: 1 << 8)
    /// `*` and `?`.
    static let wildcard = CharacterClass(rawValue: 1 << 9)
    static let otherPrinting = CharacterClass(rawValue: 1 << 10)
    static let null = CharacterClass(rawValue: 1 << 11)
    /// TAB, LF, FF, CR (PS3.5 §6.1.3).
    static let format = CharacterClass(rawValue: 1 << 12)
    static let escape = CharacterClass(rawValue: 1 << 13)
    static let otherControl = CharacterClass(rawValue: 1 << 14)
    /// Beyond ASCII.
    static let high = CharacterClass(rawValue: 1 << 15)

    static let uid: CharacterClass = [.digit, .period]
    static let codeString: CharacterClass = [.capital, .digit, .space, .underscore]

    /// By byte.
    static let table: [CharacterClass] = (0...255).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .capital
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .small
        case UInt8(ascii: " "): .space
        case UInt8(ascii: "_"): .underscore
        case UInt8(ascii: "\\"): .backslash
        case UInt8(ascii: "."): .period
        case UInt8(ascii: "+"), UInt8(ascii: "-"): .sign
        case UInt8(ascii: "^"), UInt8(ascii: "="): .nameDelimiter
        case UInt8(ascii: "*"), UInt8(ascii: "?"): .wildcard
        case 0: .null
        case 0x09, 0x0A, 0x0C, 0x0D: .format
        case 0x1B: .escape
        case 0x01..<0x20, 0x7F: .otherControl
        case 0x80...: .high
        default: .otherPrinting
        }
    }

    static func of(_ bytes: Span<UInt8>) -> CharacterClass {
        let table = table
        var classes: UInt16 = 0
        for index in bytes.indices { classes |= table[Int(bytes[index])].rawValue }
        return CharacterClass(rawValue: classes)
    }
}
