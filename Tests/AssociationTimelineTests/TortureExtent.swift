import Foundation

/// How much of the torture is done: a sample in `swift test`, all of it with AUSCULT_TORTURE=full (`make torture`).
enum TortureExtent {
    static let isFull = ProcessInfo.processInfo.environment["AUSCULT_TORTURE"] == "full"

    /// Captures with one and with several connections, losses, and every kind of end.
    private static let sample = [
        "echo.pcap", "find-cancelled.pcap", "parallel-associations.pcap", "odd-fragments.pcap", "mpps.pcap",
        "storage-commitment-reverse-association.pcap", "lost-segment.pcap", "port-reuse.pcap",
    ]

    static let captures: [String] = {
        guard isFull else { return sample }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: Captures.directory)) ?? []
        return files.filter { $0.hasSuffix(".pcap") }.sorted()
    }()

    /// Of so many variants, those to be tried: all, or some spread evenly.
    static func chosen(of count: Int, sample: Int) -> [Int] {
        guard !isFull, count > sample else { return Array(0..<count) }
        return (0..<sample).map { $0 * count / sample }
    }
}
