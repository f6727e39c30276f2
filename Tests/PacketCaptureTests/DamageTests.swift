import Evidence
import PacketCapture
import Testing

/// Files that end too early or lie about lengths: whatever was in front is there, what follows is found again, and the
/// problem is told.
struct DamageTests {
    static let packets = SamplePacket.series(12)

    /// Where each packet's record begins, and where the last ends.
    static func boundaries(headerLength: Int, recordOverhead: Int, padding: Int) -> [Int] {
        packets.reduce(into: [headerLength]) { boundaries, packet in
            let padded = (packet.bytes.count + padding - 1) / padding * padding
            boundaries.append((boundaries.last ?? 0) + recordOverhead + padded)
        }
    }

    @Test(arguments: [ByteOrder.littleEndian, .bigEndian])
    func pcapCutAtEveryByte(byteOrder: ByteOrder) throws {
        let file = try pcap(Self.packets, byteOrder: byteOrder)
        let boundaries = Self.boundaries(headerLength: 24, recordOverhead: 16, padding: 1)
        #expect(boundaries.last == file.count)
        for length in 0..<file.count {
            let reading = try read(Array(file.prefix(length)))
            let whole = boundaries.filter { $0 <= length }.count - 1
            #expect(Array(reading.packets.prefix(max(0, whole))) == Array(Self.packets.prefix(max(0, whole))))
            if boundaries.contains(length) {
                #expect(reading.codes.isEmpty, "cut at \(length)")
                #expect(reading.packets.count == whole)
            } else {
                let code =
                    length == 0 ? "capture/empty-file" : length < 24 ? "capture/header-cut" : "capture/record-cut"
                #expect(reading.codes == [code], "cut at \(length)")
                #expect(reading.packets.count <= max(0, whole) + 1)
            }
        }
    }

    @Test(arguments: [ByteOrder.littleEndian, .bigEndian])
    func pcapngCutAtEveryByte(byteOrder: ByteOrder) throws {
        let file = try pcapng(Self.packets, byteOrder: byteOrder)
        let headerLength = 28 + 20 + 8 + 8 + 4
        let boundaries = [28] + Self.boundaries(headerLength: headerLength, recordOverhead: 32, padding: 4)
        #expect(boundaries.last == file.count)
        for length in 0..<file.count {
            let reading = try read(Array(file.prefix(length)))
            let whole = max(0, boundaries.filter { $0 <= length }.count - 2)
            #expect(Array(reading.packets.prefix(whole)) == Array(Self.packets.prefix(whole)))
            if boundaries.contains(length) {
                #expect(reading.codes.isEmpty, "cut at \(length)")
                #expect(reading.packets.count == whole)
            } else {
                #expect(reading.codes.count == 1, "cut at \(length): \(reading.codes)")
                #expect(reading.packets.count <= whole + 1)
            }
        }
    }

    @Test func theBytesOfACutPacketAreTold() throws {
        let file = try pcap(Self.packets)
        let reading = try read(Array(file.dropLast(3)))
        #expect(reading.packets.count == 12)
        #expect(reading.packets[11].bytes == Array(Self.packets[11].bytes.dropLast(3)))
        #expect(reading.packets[11].originalLength == Self.packets[11].originalLength)
        #expect(reading.summary.problems[0].offset == UInt64(file.count - Self.packets[11].bytes.count - 16))
        let enhanced = try read(Array(pcapng(Self.packets).dropLast(9)))
        #expect(enhanced.packets.count == 12)
        #expect(enhanced.packets[11].bytes == Array(Self.packets[11].bytes.dropLast(4)))
    }

    @Test(arguments: [0, 4, 11], [UInt32.max, 0x8000_0000, 300_000, 200_000, 150])
    func pcapLengthThatLies(index: Int, claimed: UInt32) throws {
        var file = try pcap(Self.packets)
        let boundaries = Self.boundaries(headerLength: 24, recordOverhead: 16, padding: 1)
        file.replaceSubrange((boundaries[index] + 8)..<(boundaries[index] + 12), with: BlockBuilder().integer(claimed))
        let reading = try read(file)
        var expected = Self.packets
        if claimed > 262_144 {
            expected.remove(at: index)
            #expect(reading.codes == ["pcap/record-damaged"])
            #expect(reading.summary.problems[0].offset == UInt64(boundaries[index]))
            #expect(reading.summary.problems[0].skippedBytes == UInt64(boundaries[index + 1] - boundaries[index]))
        } else if claimed < expected[index].bytes.count {
            expected[index].bytes.removeSubrange(Int(claimed)...)
            #expect(reading.codes == ["pcap/record-damaged"])
        } else if index < 11 {
            #expect(reading.codes == ["pcap/record-length"])
        } else {
            #expect(reading.codes == ["capture/record-cut"])
        }
        #expect(reading.packets == expected)
    }

    @Test func aHoleOfZerosIsSkipped() throws {
        let file = try pcap(Self.packets)
        let boundaries = Self.boundaries(headerLength: 24, recordOverhead: 16, padding: 1)
        let holed =
            Array(file[..<boundaries[3]]) + [UInt8](repeating: 0, count: 100_000) + Array(file[boundaries[3]...])
        let reading = try read(holed)
        #expect(reading.packets == Self.packets)
        #expect(reading.codes == ["pcap/record-damaged"])
        #expect(reading.summary.problems[0].skippedBytes == 100_000)
    }

    @Test(arguments: [0, 4, 11], [0, 4, 13, 16, 64, 2000, 0x0100_0000, 0x7FFF_FFFC, .max] as [UInt32])
    func pcapngLengthThatLies(index: Int, claimed: UInt32) throws {
        let intact = try pcapng(Self.packets)
        let boundaries = Self.boundaries(headerLength: 68, recordOverhead: 32, padding: 4)
        for field in [boundaries[index] + 4, boundaries[index + 1] - 4] {
            var file = intact
            file.replaceSubrange(field..<(field + 4), with: BlockBuilder().integer(claimed))
            let reading = try read(file)
            #expect(reading.packets.prefix(index) == Self.packets.prefix(index))
            if index < 11 || field != boundaries[index] + 4 {
                #expect(reading.packets == Self.packets, "claimed \(claimed) at \(field)")
                #expect(reading.codes == ["pcapng/block-damaged"])
            } else {
                #expect(!reading.codes.isEmpty)
            }
            #expect(reading.summary.problems.first?.offset == UInt64(boundaries[index]))
        }
    }

    @Test func pcapngGarbageBetweenBlocksIsSkipped() throws {
        let intact = try pcapng(Self.packets)
        let boundaries = Self.boundaries(headerLength: 68, recordOverhead: 32, padding: 4)
        for count in [1, 5, 11, 12, 4001] {
            let garbage = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 | 0x80) }
            let reading = try read(Array(intact[..<boundaries[5]]) + garbage + Array(intact[boundaries[5]...]))
            #expect(reading.packets == Self.packets, "\(count) bytes of garbage")
            #expect(reading.codes == ["pcapng/block-damaged"])
        }
    }

    @Test func onlyGarbageAfterTheHeader() throws {
        var state: UInt64 = 7
        let garbage = (0..<100_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        let pcapReading = try read(pcap([]) + garbage)
        #expect(pcapReading.codes.contains("pcap/record-damaged"))
        let pcapngReading = try read(pcapng([]) + garbage)
        #expect(pcapngReading.codes == ["pcapng/block-damaged"])
    }
}
