import ByteReading
import Evidence

extension PDUStreamDecoder {
    /// Looks for the next PDU outside any known one. Bytes that may yet turn out to begin one are held back; there are
    /// never more of them than a verdict takes.
    @usableFromInline
    struct Searching: Sendable {
        enum Cause: String, Sendable {
            case start = "the capture's start"
            case gap = "a gap"
            case unrecognized = "bytes that are no PDU"
        }

        var cause: Cause
        var held: [UInt8] = []
        /// Where the bytes held came from, in order.
        var runs: [(count: Int, origin: ByteOrigin)] = []
        var skipped: UInt64 = 0
        /// Of the first byte skipped.
        var skippedFrom: ByteOrigin?

        init(cause: Cause) { self.cause = cause }

        /// No byte was turned down yet.
        var place: PDUPlausibility.Place { skipped == 0 && cause != .unrecognized ? .first : .within }

        mutating func hold(_ bytes: Span<UInt8>, _ range: Range<Int>, _ origin: ByteOrigin) {
            guard !range.isEmpty else { return }
            held.append(contentsOf: bytes.array(range))
            runs.append((range.count, origin.advanced(by: range.lowerBound)))
        }

        mutating func skip(_ count: UInt64, _ origin: ByteOrigin) {
            guard count > 0 else { return }
            if skippedFrom == nil { skippedFrom = origin }
            skipped &+= count
        }

        /// Turns down the first `count` bytes held.
        mutating func drop(_ count: Int) {
            guard count > 0, let first = runs.first else { return }
            skip(UInt64(count), first.origin)
            held.removeFirst(count)
            var rest = count
            while rest > 0, let run = runs.first {
                if run.count > rest {
                    runs[0] = (run.count - rest, run.origin.advanced(by: rest))
                    return
                }
                rest -= run.count
                runs.removeFirst()
            }
        }
    }

    /// The first place from `start` on, and before `limit`, where a PDU begins (`yes`) or may (`needMore`).
    private static func scan(
        _ bytes: Span<UInt8>, from start: Int, to limit: Int, _ first: PDUPlausibility.Place, atEnd: Bool
    ) -> (index: Int, verdict: PDUPlausibility.Verdict) {
        var place = first
        var index = start
        while index < limit {
            if bytes[index] &- 1 < 7 {
                let verdict = PDUPlausibility.verdict(bytes, at: index, place, atEnd: atEnd)
                if verdict != .no { return (index, verdict) }
            }
            place = .within
            index &+= 1
        }
        return (limit, .no)
    }

    /// `origin` is that of the first of `bytes`.
    mutating func search(
        _ bytes: Span<UInt8>, _ start: Int, _ origin: ByteOrigin, _ consumer: inout some PDUConsumer & ~Copyable
    ) -> Int {
        guard case .searching(var searching) = state else { return start }
        state = .header(Header())
        if !searching.held.isEmpty {
            let held = searching.held.count
            let taken = min(bytes.count - start, PDUPlausibility.lookAhead)
            searching.hold(bytes, start..<(start + taken), origin)
            let (index, verdict) = Self.scan(
                searching.held.span, from: 0, to: held, searching.place, atEnd: false)
            searching.drop(index)
            switch verdict {
            case .needMore:
                // Only the bytes' end can have kept the verdict back, so all of them are held now.
                state = .searching(searching)
                return bytes.count
            case .yes:
                found(searching, replaying: held - index, &consumer)
                return start
            case .no:
                searching.held = []
                searching.runs = []
            }
        }
        let (index, verdict) = Self.scan(bytes, from: start, to: bytes.count, searching.place, atEnd: false)
        searching.skip(UInt64(index - start), origin.advanced(by: start))
        switch verdict {
        case .yes:
            found(searching, replaying: 0, at: origin.advanced(by: index), &consumer)
            return index
        case .needMore:
            searching.hold(bytes, index..<bytes.count, origin)
            state = .searching(searching)
        case .no: state = .searching(searching)
        }
        return bytes.count
    }

    /// A PDU begins with the first byte held, or at `origin` where none is. The first `count` bytes held are taken again.
    private mutating func found(
        _ searching: Searching, replaying count: Int, at origin: ByteOrigin? = nil,
        _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        var searching = searching
        let skipped = searching.skipped
        let from = searching.skippedFrom
        flush(&searching, &consumer)
        if let place = from ?? searching.runs.first?.origin ?? origin, skipped > 0 {
            report(.resynchronised, EvidenceRange(place, length: skipped), "PS3.8 §9.3.1", &consumer) {
                (
                    "After \(searching.cause.rawValue), \(skipped) bytes were passed over to find the next PDU.",
                    [.init("skipped", Int64(clamping: skipped)), .init("after", searching.cause.rawValue)]
                )
            }
        }
        state = .header(Header())
        var position = 0
        for run in searching.runs where position < count {
            let end = min(count, position + run.count)
            advance(searching.held.span.extracting(position..<end), run.origin, &consumer)
            position = end
        }
    }

    /// Decides on the bytes held, because no more follow them.
    mutating func settleSearch(_ consumer: inout some PDUConsumer & ~Copyable) {
        while case .searching(var searching) = state, !searching.held.isEmpty {
            let held = searching.held.count
            let (index, verdict) = Self.scan(
                searching.held.span, from: 0, to: held, searching.place, atEnd: true)
            searching.drop(index)
            if verdict == .yes {
                found(searching, replaying: held - index, &consumer)
            } else {
                state = .searching(searching)
            }
        }
    }

    /// Tells of the bytes skipped so far.
    func flush(_ searching: inout Searching, _ consumer: inout some PDUConsumer & ~Copyable) {
        guard let origin = searching.skippedFrom else { return }
        consumer.lost(searching.skipped, origin: origin)
        searching.skippedFrom = nil
        searching.skipped = 0
    }

    /// A header that cannot be one: the stream is out of step, or no DICOM.
    mutating func unrecognized(
        _ header: PDUHeader, _ collected: UInt64, _ evidence: EvidenceRange,
        _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        var evidence = evidence
        evidence.length = UInt64(PDUHeader.size)
        let bytes = Self.bytes(collected)
        if !header.type.isKnown {
            consumer.received(.unknown(header.type, bytes), header: header, bytes: bytes.span, evidence: evidence)
        }
        report(.unrecognized, evidence, "PS3.8 §9.3.1", &consumer) {
            (
                "Where a PDU should begin stand the bytes \(PDUText.hexadecimal(bytes[...])), which begin none.",
                [.init("type", Int(header.type.rawValue)), .init("bytes", .bytes(bytes))]
            )
        }
        var searching = Searching(cause: .unrecognized)
        searching.skip(1, evidence.firstOrigin)
        searching.hold(bytes.span, 1..<bytes.count, evidence.firstOrigin)
        // The bytes held were not scanned yet.
        state = .searching(searching)
    }
}
