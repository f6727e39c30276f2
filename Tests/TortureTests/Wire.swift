import Evidence
import PacketCapture

/// Writes raw IPv4 packets that carry TCP between two ends, 10 µs apart.
struct Wire {
    enum Side: Int { case requestor, acceptor }

    private var writer: PcapWriter
    private var time: Int64 = 1_767_225_600_000_000_000
    private var sequence: [UInt32]
    private(set) var frames = 0
    /// Addresses and ports of both ends.
    private var ends: [(address: UInt32, port: UInt16)] = [(0x0A00_0001, 40_000), (0x0A80_0001, 104)]

    /// What a segment's headers say beside the usual.
    struct Header {
        var flags: UInt8 = 0x10
        var timeToLive: UInt8 = 64
        var checksum: UInt16 = 0
        var urgentPointer: UInt16 = 0
    }

    init(_ output: consuming CaptureOutput = CaptureOutput(), sequence: [UInt32] = [1000, 5000]) {
        writer = PcapWriter(linkType: 101, to: output, nanoseconds: true)
        self.sequence = sequence
    }

    /// What was written into memory.
    var bytes: [UInt8] { writer.output.bytes }

    mutating func flush() throws { try writer.flush() }

    /// Another connection, numbered.
    mutating func connect(_ number: Int, handshake: Bool = true) throws {
        ends[0] = (0x0A00_0001 + UInt32(number / 60_000), UInt16(1024 + number % 60_000))
        sequence = [1000, 5000]
        if handshake { try shakeHands() } else { try segment(.requestor, [], Header(flags: 0x02)) }
    }

    /// `early`: bytes in the SYN.
    mutating func shakeHands(early: [UInt8] = []) throws {
        try segment(.requestor, early, Header(flags: 0x02))
        sequence[0] &+= 1 &+ UInt32(early.count)
        try segment(.acceptor, [], Header(flags: 0x12))
        sequence[1] &+= 1
        try segment(.requestor, [])
    }

    mutating func close() throws {
        for side in [Side.requestor, .acceptor] {
            try segment(side, [], Header(flags: 0x11))
            sequence[side.rawValue] &+= 1
        }
        try segment(.requestor, [])
    }

    mutating func wait(seconds: Int64) { time += seconds * 1_000_000_000 }

    mutating func send(
        _ bytes: [UInt8], from side: Side = .requestor, pieces: Int = 1400, _ header: Header = Header()
    ) throws {
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            let piece = Array(bytes[start..<min(start + pieces, bytes.count)])
            try segment(side, piece, header)
            sequence[side.rawValue] &+= UInt32(piece.count)
        }
    }

    /// `offset` from what was sent last; nothing counts as sent.
    mutating func stray(
        _ bytes: [UInt8], offset: Int, from side: Side = .requestor, _ header: Header = Header()
    ) throws {
        let before = sequence
        sequence[side.rawValue] &+= UInt32(truncatingIfNeeded: offset)
        try segment(side, bytes, header)
        sequence = before
    }

    mutating func fragment(_ bytes: [UInt8], identification: Int, offset: Int, more: Bool) throws {
        try packet(
            .requestor, bytes, identification: UInt16(truncatingIfNeeded: identification),
            fragment: UInt16(truncatingIfNeeded: offset / 8) & 0x1FFF | (more ? 0x2000 : 0))
    }

    /// Counts bytes as sent, which strays have carried.
    mutating func skip(_ count: Int) { sequence[0] &+= UInt32(truncatingIfNeeded: count) }

    /// One segment of the requestor in two fragments; behind the first comes one more with other bytes in its place.
    mutating func sendFragments(_ bytes: [UInt8], contradicted: [UInt8]) throws {
        let (real, forged) = (tcp(.requestor, bytes, Header()), tcp(.requestor, contradicted, Header()))
        try fragment(Array(real[..<48]), identification: 9, offset: 0, more: true)
        try fragment(Array(forged[..<48]), identification: 9, offset: 0, more: true)
        try fragment(Array(real[48...]), identification: 9, offset: 48, more: false)
        skip(bytes.count)
    }

    private mutating func segment(_ side: Side, _ payload: [UInt8], _ header: Header = Header()) throws {
        try packet(side, tcp(side, payload, header), timeToLive: header.timeToLive)
    }

    private func tcp(_ side: Side, _ payload: [UInt8], _ header: Header) -> [UInt8] {
        let (from, to) = (side.rawValue, 1 - side.rawValue)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + payload.count)
        bytes += Self.big(ends[from].port) + Self.big(ends[to].port)
        bytes += Self.big(sequence[from]) + Self.big(header.flags == 0x02 ? 0 : sequence[to])
        bytes += [0x50, header.flags, 0xFF, 0xFF] + Self.big(header.checksum) + Self.big(header.urgentPointer)
        return bytes + payload
    }

    private mutating func packet(
        _ side: Side, _ payload: [UInt8], identification: UInt16 = 0, fragment: UInt16 = 0x4000, timeToLive: UInt8 = 64
    ) throws {
        var bytes: [UInt8] = [0x45, 0]
        bytes.reserveCapacity(20 + payload.count)
        bytes += Self.big(UInt16(20 + payload.count)) + Self.big(identification) + Self.big(fragment)
        bytes +=
            [timeToLive, 6, 0, 0] + Self.big(ends[side.rawValue].address) + Self.big(ends[1 - side.rawValue].address)
        bytes += payload
        try writer.write(bytes.span, time: Timestamp(nanoseconds: time))
        time += 10_000
        frames += 1
    }

    static func big<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        stride(from: Value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] { big(value).reversed() }
}
