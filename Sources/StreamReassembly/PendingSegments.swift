import Evidence

/// Bytes that came before those they follow: kept in stream order, each offset once, the first copy of each.
///
/// The order is a sorted array of 4-byte numbers apart from the segments, so that an insertion in the worst place moves
/// a few KiB at the most (`Limits.pendingSegments`), whatever order segments come in.
struct PendingSegments {
    struct Segment {
        var offset: StreamOffset
        /// As sent; more than `bytes` has where the frame was cut.
        var length: UInt64
        var bytes: [UInt8]
        var frame: FrameNumber
        var time: Timestamp

        var end: StreamOffset { offset &+ length }
    }

    struct Insertion {
        var newBytes: UInt64 = 0
        var keptBytes = 0
        /// From the first byte in which two copies differ to the last.
        var differing: Range<StreamOffset>?
    }

    private var segments: [Segment] = []
    private var free: [UInt32] = []
    private var order: [UInt32] = []
    private(set) var byteCount = 0

    var count: Int { order.count }
    var isEmpty: Bool { order.isEmpty }
    /// `UInt64.max` where nothing waits.
    var firstOffset: StreamOffset { order.isEmpty ? .max : segments[Int(order[0])].offset }
    var end: StreamOffset { order.last.map { segments[Int($0)].end } ?? 0 }

    /// `bytes` are the captured ones of `length`.
    mutating func insert(_ bytes: Span<UInt8>, length: UInt64, at origin: ByteOrigin) -> Insertion {
        var result = Insertion()
        let end = origin.offset &+ length
        var cursor = origin.offset
        var index = firstIndex(endingAfter: cursor)
        while cursor < end {
            var pieceEnd = end
            if index < order.count {
                let known = segments[Int(order[index])]
                if known.offset <= cursor {
                    pieceEnd = min(end, known.end)
                    compare(bytes, from: origin.offset, with: known, in: cursor..<pieceEnd, into: &result)
                    cursor = pieceEnd
                    index += 1
                    continue
                }
                pieceEnd = min(end, known.offset)
            }
            let piece = bytes.extracting(bytes.captured(from: cursor &- origin.offset, to: pieceEnd &- origin.offset))
            place(
                Segment(
                    offset: cursor, length: pieceEnd &- cursor, bytes: [UInt8](copying: piece), frame: origin.frame,
                    time: origin.time), at: index)
            result.newBytes &+= pieceEnd &- cursor
            result.keptBytes += piece.count
            cursor = pieceEnd
            index += 1
        }
        return result
    }

    mutating func removeFirst() -> Segment? {
        guard !order.isEmpty else { return nil }
        let number = order.removeFirst()
        var segment = Segment(offset: 0, length: 0, bytes: [], frame: FrameNumber(0), time: Timestamp(nanoseconds: 0))
        swap(&segment, &segments[Int(number)])
        byteCount -= segment.bytes.count
        if order.isEmpty { self = PendingSegments() } else { free.append(number) }
        return segment
    }

    private mutating func place(_ segment: Segment, at index: Int) {
        byteCount += segment.bytes.count
        let number: UInt32
        if let reused = free.popLast() {
            number = reused
            segments[Int(number)] = segment
        } else {
            number = UInt32(segments.count)
            segments.append(segment)
        }
        order.insert(number, at: index)
    }

    private func firstIndex(endingAfter offset: StreamOffset) -> Int {
        if offset >= end { return order.count }
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if segments[Int(order[middle])].end <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func compare(
        _ bytes: Span<UInt8>, from start: StreamOffset, with known: Segment, in range: Range<StreamOffset>,
        into result: inout Insertion
    ) {
        let comparable = min(range.upperBound, start &+ UInt64(bytes.count), known.offset &+ UInt64(known.bytes.count))
        var offset = range.lowerBound
        while offset < comparable {
            if bytes[Int(offset &- start)] != known.bytes[Int(offset &- known.offset)] {
                result.differing = (result.differing?.lowerBound ?? offset)..<(offset &+ 1)
            }
            offset &+= 1
        }
    }
}

extension Span<UInt8> {
    /// What of a range of the bytes sent was captured: a cut frame holds fewer.
    fileprivate func captured(from start: UInt64, to end: UInt64) -> Range<Int> {
        let upper = Int(min(end, UInt64(count)))
        return min(Int(min(start, UInt64(count))), upper)..<upper
    }
}

extension [UInt8] {
    fileprivate init(copying span: Span<UInt8>) {
        // One copy of memory; appending byte by byte is many times slower.
        // Unsafe: the pointer is good as long as the closure runs.
        self = unsafe span.withUnsafeBufferPointer { unsafe [UInt8]($0) }
    }
}
