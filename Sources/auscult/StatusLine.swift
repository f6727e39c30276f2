import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One line at the bottom of a terminal that is written again and again, on standard error.
struct StatusLine {
    private let isShown = isatty(STDERR_FILENO) != 0
    private var isDrawn = false

    /// As many of the parts as there is room for.
    mutating func draw(_ parts: [String]) {
        guard isShown else { return }
        let terminal = Terminal.current(descriptor: STDERR_FILENO, color: .never)
        let separator = terminal.usesUnicode ? " · " : " | "
        let room = (Terminal.columns(descriptor: STDERR_FILENO) ?? terminal.width) - 1
        var line = parts.first.map { String($0.prefix(max(0, room))) } ?? ""
        for part in parts.dropFirst() {
            guard line.count + separator.count + part.count <= room else { break }
            line += separator + part
        }
        Self.write("\r\u{1B}[K" + line)
        isDrawn = true
    }

    /// To be called before anything else is written to the terminal.
    mutating func clear() {
        if isDrawn { Self.write("\r\u{1B}[K") }
        isDrawn = false
    }

    private static func write(_ text: String) {
        var output = BufferedOutput(descriptor: STDERR_FILENO)
        try? output.write(text)
        try? output.flush()
    }
}
