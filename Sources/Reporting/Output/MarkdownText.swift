/// Text that nobody vouches for, made harmless in Markdown.
enum MarkdownText {
    /// Nothing of it is markup, an HTML tag, a link, or a mention of somebody.
    static func escaped(_ text: String) -> String {
        var escaped = beginning(of: text)
        for scalar in PrintableText.oneLine(text).unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "~", "!", "$":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "@": escaped += "&#64;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        // What readers turn into links by themselves.
        for (link, harmless) in [("://", "&#58;//"), ("www.", "www&#46;")] {
            escaped = escaped.replacing(link, with: harmless)
        }
        return escaped
    }

    /// What would make a list of the line is no beginning.
    private static func beginning(of text: String) -> String {
        guard let first = text.unicodeScalars.first else { return "" }
        if first == "-" || first == "+" || first == "=" { return "\\" }
        let rest = text.drop { $0.isASCII && $0.isNumber }
        return rest.hasPrefix(". ") && rest.count < text.count ? "&#8203;" : ""
    }

    static func plain(_ text: StyledText) -> String { escaped(text.plainText) }

    /// Between backticks, as many as it needs.
    static func code(_ text: StyledText) -> String {
        let line = verbatim(text)
        guard line.contains("`") else { return "`\(line)`" }
        var fence = "``"
        while line.contains(fence) { fence += "`" }
        return "\(fence) \(line) \(fence)"
    }

    /// For a block of code: a line, and never the fence that would end it.
    static func verbatim(_ text: StyledText) -> String {
        PrintableText.oneLine(text.plainText).replacing("```", with: "'''")
    }
}

extension StyledText {
    /// Without styles; columns become two spaces.
    var plainText: String {
        var plain = ""
        for piece in pieces {
            switch piece {
            case .text(let text, _, _): plain += text
            case .column: plain += plain.isEmpty ? "" : "  "
            }
        }
        return plain
    }
}
