import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A bar on standard error, when that is a terminal and the work takes longer than a second.
struct Progress {
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var drawn = ContinuousClock.now
    private var isDrawn = false

    private static let width = 40

    /// `shares`: results appear on the same terminal meanwhile, where a bar would be in the way.
    init(shares: Bool) { isShown = !shares && isatty(STDERR_FILENO) != 0 }

    mutating func update(bytesRead: UInt64, total: UInt64?) {
        guard isShown else { return }
        let now = ContinuousClock.now
        guard now - start > .seconds(1), !isDrawn || now - drawn > .milliseconds(100) else { return }
        drawn = now
        isDrawn = true
        let megabytes = "\(bytesRead / 1_000_000) MB"
        guard let total, total > 0 else { return Self.write("\r" + megabytes + " read") }
        let share = min(1, Double(bytesRead) / Double(total))
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
        Self.write("\r[\(bar)] \(Int(share * 100))% \(megabytes)")
    }

    /// Removes the bar.
    mutating func finish() {
        if isDrawn { Self.write("\r\u{1B}[K") }
        isDrawn = false
    }

    private static func write(_ text: String) {
        var output = BufferedOutput(descriptor: STDERR_FILENO)
        try? output.write(text)
        try? output.flush()
    }
}
