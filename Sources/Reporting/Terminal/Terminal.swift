#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the text output may use.
public struct Terminal: Hashable, Sendable {
    public enum ColorChoice: String, Hashable, Sendable, CaseIterable {
        case auto, always, never
    }

    /// In columns.
    public var width: Int
    public var usesColor: Bool
    /// Otherwise everything beyond ASCII is written in ASCII.
    public var usesUnicode: Bool

    public init(width: Int = 100, usesColor: Bool = false, usesUnicode: Bool = true) {
        self.width = max(Self.minimumWidth, width)
        self.usesColor = usesColor
        self.usesUnicode = usesUnicode
    }

    static let minimumWidth = 60

    /// As the descriptor and the environment have it. `COLUMNS` goes before the terminal's own width; where neither is
    /// known it is 100. A locale that names another encoding than UTF-8 gets ASCII; none at all gets UTF-8.
    public static func current(descriptor: Int32, color: ColorChoice) -> Terminal {
        let isTerminal = isatty(descriptor) != 0
        return Terminal(
            width: min(columns(descriptor: descriptor) ?? 100, 1000),
            usesColor: usesColor(color, isTerminal: isTerminal),
            usesUnicode: localeIsUTF8)
    }

    private static func usesColor(_ choice: ColorChoice, isTerminal: Bool) -> Bool {
        switch choice {
        case .always: return true
        case .never: return false
        case .auto:
            if Environment.value("NO_COLOR") != nil { return false }
            if let force = Environment.value("CLICOLOR_FORCE"), force != "0" { return true }
            return isTerminal && Environment.value("TERM") != "dumb"
        }
    }

    private static var localeIsUTF8: Bool {
        guard
            let locale = Environment.value("LC_ALL") ?? Environment.value("LC_CTYPE") ?? Environment.value("LANG")
        else { return true }
        let name = locale.lowercased()
        return name.hasSuffix("utf-8") || name.hasSuffix("utf8")
    }

    /// How wide it is now, however narrow; `nil` where neither the environment nor a terminal tells.
    public static func columns(descriptor: Int32) -> Int? {
        if let columns = Environment.value("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        // Unsafe: the request TIOCGWINSZ fills one `winsize`.
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
