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

    mutating func draw(_ text: String) {
        guard isShown else { return }
        let width = Terminal.current(descriptor: STDERR_FILENO, color: .never).width
        Self.write("\r\u{1B}[K" + String(text.prefix(width - 1)))
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
