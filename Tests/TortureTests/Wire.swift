import Evidence
import PacketCapture

/// Writes raw IPv4 packets that carry TCP between two ends, 10 µs apart.
struct Wire {
    enum Side: Int { case requestor, acceptor }

    private var writer: PcapWriter
    private var time: Int64 = 1_767_225_600_000_000_000
    private var sequence: [UInt32] = [1000, 5000]
    private(set) var frames = 0
    /// Addresses and ports of both ends.
    private var ends: [(address: UInt32, port: UInt16)] = [(0x0A00_0001, 40_000), (0x0A80_0001, 104)]

    init(_ output: consuming CaptureOutput) {
        writer = PcapWriter(linkType: 101, to: output, nanoseconds: true)
    }

    mutating func flush() throws { try writer.flush() }

    /// Another connection, numbered.
    mutating func connect(_ number: Int, handshake: Bool = true) throws {
        ends[0] = (0x0A00_0001 + UInt32(number / 60_000), UInt16(1024 + number % 60_000))
        sequence = [1000, 5000]
        try segment(.requestor, flags: 0x02, [])
        guard handshake else { return }
        sequence[0] += 1
        try segment(.acceptor, flags: 0x12, [])
        sequence[1] += 1
        try segment(.requestor, flags: 0x10, [])
    }

    mutating func send(_ bytes: [UInt8], from side: Side = .requestor, pieces: Int = 1400) throws {
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            let piece = Array(bytes[start..<min(start + pieces, bytes.count)])
            try segment(side, flags: 0x10, piece)
            sequence[side.rawValue] &+= UInt32(piece.count)
        }
    }

    /// `offset` from what was sent last; nothing counts as sent.
    mutating func stray(_ bytes: [UInt8], offset: Int, from side: Side = .requestor) throws {
        let before = sequence
        sequence[side.rawValue] &+= UInt32(truncatingIfNeeded: offset)
        try segment(side, flags: 0x10, bytes)
        sequence = before
    }

    mutating func fragment(_ bytes: [UInt8], identification: Int, offset: Int, more: Bool) throws {
        try packet(
            .requestor, bytes, identification: UInt16(truncatingIfNeeded: identification),
            fragment: UInt16(truncatingIfNeeded: offset / 8) & 0x1FFF | (more ? 0x2000 : 0))
    }

    private mutating func segment(_ side: Side, flags: UInt8, _ payload: [UInt8]) throws {
        let (from, to) = (side.rawValue, 1 - side.rawValue)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + payload.count)
        bytes += Self.big(ends[from].port) + Self.big(ends[to].port)
        bytes += Self.big(sequence[from]) + Self.big(flags == 0x02 ? 0 : sequence[to])
        bytes += [0x50, flags, 0xFF, 0xFF, 0, 0, 0, 0]
        try packet(side, bytes + payload)
    }

    private mutating func packet(
        _ side: Side, _ payload: [UInt8], identification: UInt16 = 0, fragment: UInt16 = 0x4000
    ) throws {
        var bytes: [UInt8] = [0x45, 0]
        bytes.reserveCapacity(20 + payload.count)
        bytes += Self.big(UInt16(20 + payload.count)) + Self.big(identification) + Self.big(fragment)
        bytes += [64, 6, 0, 0] + Self.big(ends[side.rawValue].address) + Self.big(ends[1 - side.rawValue].address)
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
