import CZlib
import Evidence
import PacketCapture

/// A packet as tests write it and expect to read it.
struct SamplePacket: Equatable {
    var nanoseconds: Int64
    var bytes: [UInt8]
    var originalLength: Int
    var linkType: UInt32 = 1

    var time: Timestamp { Timestamp(nanoseconds: nanoseconds) }

    /// Packets of different lengths, some cut, a millisecond apart; times are whole microseconds.
    static func series(_ count: Int, start: Int64 = 1_700_000_000_000_001_000, linkType: UInt32 = 1) -> [SamplePacket] {
        (0..<count).map { index in
            let length = 20 + (index * 37) % 180
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ index &* 13 &+ 1) }
            return SamplePacket(
                nanoseconds: start + Int64(index) * 1_000_000, bytes: bytes,
                originalLength: index % 3 == 0 ? length + 100 : length, linkType: linkType)
        }
    }
}

func pcap(
    _ packets: [SamplePacket], linkType: UInt32 = 1, nanoseconds: Bool = false, byteOrder: ByteOrder = .littleEndian
) throws -> [UInt8] {
    var writer = PcapWriter(linkType: linkType, nanoseconds: nanoseconds, byteOrder: byteOrder)
    for packet in packets {
        try writer.write(packet.bytes.span, time: packet.time, originalLength: packet.originalLength)
    }
    return writer.output.bytes
}

func pcapng(_ packets: [SamplePacket], byteOrder: ByteOrder = .littleEndian) throws -> [UInt8] {
    var writer = PcapngWriter(byteOrder: byteOrder)
    var interfaces: [UInt32: UInt32] = [:]
    for packet in packets {
        let interface =
            interfaces[packet.linkType] ?? writer.addInterface(linkType: UInt16(packet.linkType), name: "eth0")
        interfaces[packet.linkType] = interface
        try writer.write(
            packet.bytes.span, time: packet.time, interface: interface, originalLength: packet.originalLength)
    }
    return writer.output.bytes
}

/// Blocks that `PcapngWriter` does not write.
struct BlockBuilder {
    var order = ByteOrder.littleEndian
    var bytes: [UInt8] = []

    func integer(_ value: some FixedWidthInteger) -> [UInt8] {
        let count = value.bitWidth / 8
        let littleEndian = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return order == .littleEndian ? littleEndian : littleEndian.reversed()
    }

    mutating func block(_ type: UInt32, _ body: [UInt8]) {
        let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
        let length = integer(UInt32(padded.count + 12))
        bytes += integer(type) + length + padded + length
    }

    mutating func section(major: UInt16 = 1) {
        block(0x0A0D_0D0A, integer(0x1A2B_3C4D as UInt32) + integer(major) + integer(0 as UInt16) + integer(UInt64.max))
    }

    func option(_ code: UInt16, _ value: [UInt8]) -> [UInt8] {
        integer(code) + integer(UInt16(value.count)) + value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
    }

    mutating func interface(linkType: UInt16, snapLength: UInt32 = 0, options: [UInt8] = []) {
        block(1, integer(linkType) + integer(0 as UInt16) + integer(snapLength) + options)
    }

    mutating func enhanced(
        interface: UInt32 = 0, ticks: UInt64, _ packet: [UInt8], claimed: UInt32? = nil, options: [UInt8] = []
    ) {
        let padding = [UInt8](repeating: 0, count: (4 - packet.count % 4) % 4)
        block(
            6,
            integer(interface) + integer(UInt32(ticks >> 32)) + integer(UInt32(truncatingIfNeeded: ticks))
                + integer(claimed ?? UInt32(packet.count)) + integer(UInt32(packet.count)) + packet + padding + options)
    }
}

func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: bytes.count + 1000)
    var input = bytes
    var stream = unsafe z_stream()
    let gzipFormat = 16 + MAX_WBITS
    unsafe deflateInit2_(
        &stream, 6, Z_DEFLATED, gzipFormat, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    let count = unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe stream.next_in = input.baseAddress
            unsafe stream.avail_in = UInt32(input.count)
            unsafe stream.next_out = output.baseAddress
            unsafe stream.avail_out = UInt32(output.count)
            unsafe deflate(&stream, Z_FINISH)
            return Int(unsafe stream.total_out)
        }
    }
    unsafe deflateEnd(&stream)
    return Array(output.prefix(count))
}

struct Reading {
    var packets: [SamplePacket] = []
    var records: [PacketRecord] = []
    var summary: CaptureSummary

    var codes: [String] { summary.problems.map(\.code.rawValue) }
}

func read(_ inputs: [CaptureInput]) throws -> Reading {
    var reader = try CaptureReader(inputs: inputs)
    var packets: [SamplePacket] = []
    var records: [PacketRecord] = []
    while let record = reader.next() {
        let bytes = reader.bytes
        let copy = bytes.indices.map { bytes[$0] }
        packets.append(
            SamplePacket(
                nanoseconds: record.time.nanoseconds, bytes: copy, originalLength: record.originalLength,
                linkType: record.linkType))
        records.append(record)
    }
    return Reading(packets: packets, records: records, summary: reader.summary)
}

func read(_ bytes: [UInt8]) throws -> Reading { try read([.bytes(bytes)]) }
