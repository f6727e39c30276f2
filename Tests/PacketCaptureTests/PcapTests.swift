import Evidence
import PacketCapture
import Testing

struct PcapTests {
    static let packets = SamplePacket.series(40)

    @Test(arguments: [ByteOrder.littleEndian, .bigEndian], [false, true])
    func allDialects(byteOrder: ByteOrder, nanoseconds: Bool) throws {
        let packets = Self.packets.map { packet in
            var packet = packet
            if nanoseconds { packet.nanoseconds += 7 }
            return packet
        }
        let reading = try read(pcap(packets, nanoseconds: nanoseconds, byteOrder: byteOrder))
        #expect(reading.packets == packets)
        #expect(reading.records.map(\.frame.rawValue) == Array(1...40))
        let file = try #require(reading.summary.files.first)
        #expect(file.format == .pcap)
        #expect(file.byteOrder == byteOrder)
        #expect(!file.isCompressed)
        #expect(reading.summary.problems.isEmpty)
        #expect(reading.summary.linkTypes == [1])
        #expect(reading.summary.drops == nil)
    }

    @Test func summaryCounts() throws {
        let reading = try read(pcap(Self.packets))
        #expect(reading.summary.packets == 40)
        #expect(reading.summary.bytes == UInt64(Self.packets.map(\.bytes.count).reduce(0, +)))
        #expect(reading.summary.originalBytes == UInt64(Self.packets.map(\.originalLength).reduce(0, +)))
        #expect(reading.summary.truncatedPackets == 14)
        #expect(reading.summary.firstPacket == Self.packets.first?.time)
        #expect(reading.summary.lastPacket == Self.packets.last?.time)
    }

    @Test(arguments: [ByteOrder.littleEndian, .bigEndian])
    func modifiedPcapHasLongerRecordHeaders(byteOrder: ByteOrder) throws {
        let builder = BlockBuilder(order: byteOrder)
        var file = try pcap([], byteOrder: byteOrder)
        file.replaceSubrange(0..<4, with: builder.integer(0xA1B2_CD34 as UInt32))
        for packet in Self.packets {
            file += builder.integer(UInt32(packet.nanoseconds / 1_000_000_000))
            file += builder.integer(UInt32(packet.nanoseconds % 1_000_000_000 / 1000))
            file += builder.integer(UInt32(packet.bytes.count)) + builder.integer(UInt32(packet.originalLength))
            file += [UInt8](repeating: 0xEE, count: 8) + packet.bytes
        }
        let reading = try read(file)
        #expect(reading.packets == Self.packets)
        #expect(reading.codes.isEmpty)
    }

    @Test func beforeVersion23TheLengthsAreExchanged() throws {
        var file = try pcap([SamplePacket(nanoseconds: 1000, bytes: [1, 2, 3], originalLength: 9)])
        file[6] = 2
        file.swapAt(32, 36)
        let reading = try read(file)
        #expect(reading.packets == [SamplePacket(nanoseconds: 1000, bytes: [1, 2, 3], originalLength: 9)])
    }

    @Test func linkTypeIsWithoutFrameCheckSequenceBits() throws {
        let reading = try read(pcap(Self.packets, linkType: 0x2400_0001))
        #expect(reading.summary.linkTypes == [1])
    }

    @Test func timesMayGoBackAndEmptyPacketsAreKept() throws {
        let packets = [
            SamplePacket(nanoseconds: 5_000_000, bytes: [1], originalLength: 1),
            SamplePacket(nanoseconds: 3_000_000, bytes: [], originalLength: 60),
            SamplePacket(nanoseconds: 4_000_000, bytes: [2], originalLength: 1),
        ]
        let reading = try read(pcap(packets))
        #expect(reading.packets == packets)
        #expect(reading.codes.isEmpty)
        #expect(reading.summary.firstPacket?.nanoseconds == 3_000_000)
        #expect(reading.summary.lastPacket?.nanoseconds == 5_000_000)
    }

    @Test func timesAfter2038() throws {
        let packets = [SamplePacket(nanoseconds: 4_000_000_000_000_000_000, bytes: [1], originalLength: 1)]
        #expect(try read(pcap(packets)).packets == packets)
    }

    @Test func packetsLargerThanTheWindow() throws {
        let large = (0..<3).map { index in
            SamplePacket(
                nanoseconds: Int64(index), bytes: [UInt8](repeating: UInt8(index), count: 200_000 + index),
                originalLength: 250_000)
        }
        var writer = PcapWriter(linkType: 1)
        for packet in large {
            try writer.write(packet.bytes.span, time: packet.time, originalLength: packet.originalLength)
        }
        // With so many inputs each has a window of 64 KiB.
        let empty = try CaptureInput.bytes(pcap([]))
        let reading = try read([.bytes(writer.output.bytes)] + Array(repeating: empty, count: 299))
        #expect(reading.packets == large)
        #expect(reading.codes.isEmpty)
    }

    @Test func concatenatedFilesAreAllRead() throws {
        let second = SamplePacket.series(5, linkType: 113)
        let reading = try read(pcap(Self.packets) + pcap(second, linkType: 113, byteOrder: .bigEndian))
        #expect(reading.packets == Self.packets + second)
        #expect(reading.codes == ["pcap/file-header"])
        #expect(reading.summary.linkTypes == [1, 113])
        #expect(reading.records.last?.interface == 1)
    }
}
