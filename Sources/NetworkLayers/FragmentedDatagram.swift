import ByteReading
import Evidence

/// One datagram of which fragments have come. Its bytes lie in order of arrival, so that memory grows by what was
/// captured and not by what an offset claims.
struct FragmentedDatagram: Sendable {
    struct Whole {
        var nextHeader: IPProtocol
        /// The captured bytes up to the first that the capture cut off.
        var bytes: [UInt8]
        /// As the fragments claim.
        var length: Int
    }

    struct Addition: OptionSet {
        var rawValue: UInt8
        static let overlapped = Addition(rawValue: 1)
        static let dropped = Addition(rawValue: 2)
    }

    /// A run of bytes that no other run overlaps.
    private struct Run {
        var offset: Int
        var length: Int
        /// Where its captured bytes are in `bytes`.
        var stored: Range<Int>
        var end: Int { offset &+ length }
    }

    let key: FragmentReassembler.Key
    /// Of the first fragment, and once the datagram is whole, of the one that completed it.
    private(set) var time: Timestamp
    private(set) var isWhole = false
    private var nextHeader: IPProtocol
    private var bytes: [UInt8] = []
    /// By offset.
    private var runs: [Run] = []
    private var coveredLength = 0
    /// Known from the last fragment.
    private var totalLength: Int?

    init(key: FragmentReassembler.Key, time: Timestamp) {
        self.key = key
        self.time = time
        nextHeader = key.nextHeader
    }

    mutating func add(
        _ fragment: FragmentReassembler.Fragment, _ captured: Span<UInt8>, limit: Int
    ) -> Addition {
        let end = fragment.offset &+ fragment.length
        if fragment.isLast, totalLength == nil, (runs.last?.end ?? 0) <= end { totalLength = end }
        guard end <= totalLength ?? end, !fragment.isLast || end == totalLength else { return .dropped }
        if fragment.offset == 0 { nextHeader = fragment.nextHeader }

        var addition: Addition = []
        var index = firstRun(endingAfter: fragment.offset)
        var offset = fragment.offset
        while offset < end {
            if index < runs.count, runs[index].offset <= offset {
                addition.insert(.overlapped)
                offset = runs[index].end
                index &+= 1
                continue
            }
            guard runs.count < limit else { return addition.union(.dropped) }
            let gapEnd = index < runs.count ? min(end, runs[index].offset) : end
            let stored = bytes.count
            bytes += captured.array((offset &- fragment.offset)..<(gapEnd &- fragment.offset))
            runs.insert(Run(offset: offset, length: gapEnd &- offset, stored: stored..<bytes.count), at: index)
            coveredLength &+= gapEnd &- offset
            offset = gapEnd
            index &+= 1
        }
        return addition
    }

    /// The datagram, once, when nothing is missing. Then it is remembered only for its copies.
    mutating func takeWhole(time: Timestamp) -> Whole? {
        guard !isWhole, coveredLength == totalLength else { return nil }
        isWhole = true
        self.time = time
        defer {
            bytes = []
            runs = []
        }
        return Whole(nextHeader: nextHeader, bytes: inOrder(), length: coveredLength)
    }

    private func firstRun(endingAfter offset: Int) -> Int {
        var lower = 0
        var upper = runs.count
        while lower < upper {
            let middle = (lower &+ upper) / 2
            if runs[middle].end > offset { upper = middle } else { lower = middle &+ 1 }
        }
        return lower
    }

    private func inOrder() -> [UInt8] {
        let arrivedInOrder = runs.allSatisfy { $0.stored.lowerBound == $0.offset && $0.stored.count == $0.length }
        guard !arrivedInOrder else { return bytes }
        var ordered: [UInt8] = []
        ordered.reserveCapacity(bytes.count)
        for run in runs {
            ordered += bytes[run.stored]
            if run.stored.count < run.length { break }
        }
        return ordered
    }
}
