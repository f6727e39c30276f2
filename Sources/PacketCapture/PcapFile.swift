import Evidence

/// A pcap file: a file header, then records (draft-ietf-opsawg-pcap §4, §5).
///
/// A record's length is a claim. It is believed when it is at most `limit` and what follows it can be a record; see
/// `PcapFile+Damage.swift` for when not.
final class PcapFile: CaptureFile {
    private(set) var dialect: PcapDialect
    private var linkType: UInt32 = 0
    private var version: (major: UInt16, minor: UInt16) = (2, 4)
    /// The longest captured length that is believed: the snap length, but at least what libpcap allows for any link
    /// type in use here, and at most 16 MiB.
    private(set) var limit = PcapFile.usualLimit
    /// Whole seconds of the last good record.
    private(set) var lastSeconds: UInt32?
    private var needsHeader = true

    private static let usualLimit = 262_144
    private static let greatestLimit = 1 << 24

    init(_ summary: CaptureSummary.File, _ window: consuming InputWindow, _ dialect: PcapDialect) {
        self.dialect = dialect
        super.init(summary, window)
    }

    override func advance() -> Bool {
        if needsHeader, !readFileHeader() { return false }
        while true {
            let headerLength = dialect.recordHeaderLength
            guard window.ensure(headerLength) else {
                if window.available > 0 {
                    noteCut(needed: UInt64(headerLength), "a record header")
                    window.advance(window.available)
                }
                return super.advance()
            }
            let header = recordHeader(at: 0)
            if header.captured > limit || header.captured == 0, !isAcceptable(header) { continue }
            var captured = header.captured
            if window.peek(headerLength &+ captured &+ headerLength) {
                if capturedLength(at: headerLength &+ captured) > limit {
                    captured = believableLength(captured)
                }
            } else if !window.ensure(headerLength &+ captured) {
                captured = cutLength(captured)
            }
            accept(header, captured)
            return true
        }
    }

    @inline(__always)
    private func accept(_ header: RecordHeader, _ captured: Int) {
        window.advance(dialect.recordHeaderLength &+ captured)
        lastSeconds = header.seconds
        let time = Int64(header.seconds) &* 1_000_000_000 &+ Int64(header.fraction) &* dialect.nanosecondsPerTick
        record = Record(
            time: Timestamp(nanoseconds: time), linkType: linkType, originalLength: header.original,
            interface: summary.interfaces.count &- 1, place: window.position &- captured, capturedLength: captured)
    }

    struct RecordHeader {
        var seconds: UInt32
        var fraction: UInt32
        var captured: Int
        var original: Int
    }

    /// The caller has made sure that there are 16 bytes.
    @inline(__always)
    func recordHeader(at index: Int) -> RecordHeader {
        let order = dialect.order
        var header = RecordHeader(
            seconds: window.uint32(order, at: index), fraction: window.uint32(order, at: index &+ 4),
            captured: Int(window.uint32(order, at: index &+ 8)), original: Int(window.uint32(order, at: index &+ 12)))
        if lengthsAreExchanged(header) { swap(&header.captured, &header.original) }
        return header
    }

    @inline(__always)
    private func capturedLength(at index: Int) -> Int { recordHeader(at: index).captured }

    /// Before version 2.3 the two lengths stood the other way round, and in 2.3 nobody knows.
    @inline(__always)
    private func lengthsAreExchanged(_ header: RecordHeader) -> Bool {
        if version.major != 2 { return version.major == 543 }
        return version.minor < 3 || (version.minor == 3 && header.captured > header.original)
    }

    private func readFileHeader() -> Bool {
        guard window.ensure(PcapDialect.fileHeaderLength) else {
            let count = window.available
            if !noteSourceFailure(), count > 0 {
                problems.add(
                    "capture/header-cut", at: window.offset,
                    "the file ends after \(count) of the 24 bytes of its file header")
            }
            window.advance(count)
            return super.advance()
        }
        takeFileHeader()
        return true
    }

    /// The caller has made sure that there are 24 bytes and that they begin with a magic number.
    func takeFileHeader() {
        dialect = window.withUnread { PcapDialect($0) } ?? dialect
        let order = dialect.order
        version = (window.uint16(order, at: 4), window.uint16(order, at: 6))
        let snapLength = window.uint32(order, at: 16)
        // The upper bits tell of frame check sequences.
        linkType = window.uint32(order, at: 20) & 0xFFFF
        limit = max(Self.usualLimit, min(Int(snapLength), Self.greatestLimit))
        needsHeader = false
        let interface = CaptureSummary.Interface(linkType: linkType, snapLength: snapLength, name: nil, drops: nil)
        if summary.interfaces.last != interface, summary.interfaces.count < Self.interfaceLimit {
            summary.interfaces.append(interface)
        }
        lastSeconds = nil
        window.advance(PcapDialect.fileHeaderLength)
    }
}
