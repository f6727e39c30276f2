/// How one character of text that nobody vouches for is shown. All text goes this way before it reaches a terminal:
/// what a capture holds may be meant to clear the screen, to turn words round or to hide.
enum PrintableScalar {
    /// As it is, so many columns wide.
    case shown(width: Int)
    /// By its number, in ASCII.
    case escaped(String)

    @inline(__always)
    static func isPlainASCII(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x20 && scalar.value < 0x7F }

    /// One column wide and shown as it is, where more than ASCII may be.
    @inline(__always)
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool { isPlainASCII(scalar) || isOurs(scalar) }

    init(_ scalar: Unicode.Scalar, usesUnicode: Bool) {
        if Self.isPlainASCII(scalar) || usesUnicode && Self.isOurs(scalar) {
            self = .shown(width: 1)
        } else if !Self.isVisible(scalar) {
            self = .escaped(Self.number(scalar))
        } else if usesUnicode {
            self = .shown(width: Self.width(scalar))
        } else {
            self = .escaped(Self.transliteration(scalar) ?? Self.number(scalar))
        }
    }

    /// `\x1B`, `\u{202E}`.
    static func number(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return scalar.value < 0x100 ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{\(digits)}"
    }

    /// False for what a reader could not see, or that changes how its neighbours are shown.
    static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        case .spaceSeparator: return scalar == " " || scalar == "\u{3000}"
        default: return !properties.isDefaultIgnorableCodePoint
        }
    }

    /// The signs most lines have, known without asking Unicode's tables.
    private static func isOurs(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "→", "←", "⇄", "·", "×", "–", "…", "✓", "✗", "µ", "“", "”": true
        default: false
        }
    }

    static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
        if isPlain(scalar) { return false }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        if isCombining(scalar) { return 0 }
        switch scalar.value {
        // East Asian Wide and Fullwidth (UAX #11), by block.
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    /// For the signs this program itself writes.
    private static func transliteration(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "→": "->"
        case "←": "<-"
        case "⇄": "<>"
        case "×": "x"
        case "·": "|"
        case "–": "-"
        case "…": "..."
        case "✓": "+"
        case "✗": "x"
        case "µ": "u"
        case "“", "”": "\""
        case "─": "-"
        case "│": "|"
        case "├", "└": "+"
        default: nil
        }
    }
}
