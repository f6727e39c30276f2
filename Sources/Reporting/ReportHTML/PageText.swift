import Mustache

/// Every value on its way into the page: what HTML would act on is escaped; what a reader could not see, or what would turn
/// the text around it about, is shown by its number. The library's own escaping goes by grapheme clusters, and lets a
/// quotation mark with a combining mark behind it through.
struct PageText: MustacheContentType {
    static let name = "PAGE"
    /// A longer text is cut: nobody reads it, and a page may hold it thousands of times.
    static let longest = 4096

    func escapeText(_ text: String) -> String { Self.escaped(text) }

    static func escaped(_ text: String) -> String {
        if text.utf8.count <= longest, text.utf8.allSatisfy({ isPlain($0) && !isSpecial($0) }) { return text }
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count + 16)
        for scalar in harmless(text).unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// For where something else escapes what HTML would act on.
    static func harmless(_ text: String) -> String {
        if text.utf8.count <= longest, text.utf8.allSatisfy(isPlain) { return text }
        var shown = ""
        var marks = 0
        for (index, scalar) in text.unicodeScalars.enumerated() {
            guard index < longest else { return shown + "…" }
            marks = PrintableScalar.isCombining(scalar) ? marks + 1 : 0
            switch PrintableScalar(scalar, usesUnicode: true) {
            case .escaped where scalar == "\n": shown += " "
            case .escaped(let number): shown += number
            case .shown where marks > TextLayout.mostMarks: continue
            case .shown: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == 0x3C || byte == 0x3E || byte == 0x26 || byte == 0x22 || byte == 0x27
    }
}
