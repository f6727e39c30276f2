import Evidence
import PacketCapture
import Testing

struct PcapngTests {
    @Test(arguments: [ByteOrder.littleEndian, .bigEndian])
    func twoLinkTypes(byteOrder: ByteOrder) throws {
        let packets = zip(SamplePacket.series(10), SamplePacket.series(10, linkType: 113)).flatMap { [$0, $1] }
        let reading = try read(pcapng(packets, byteOrder: byteOrder))
        #expect(reading.packets == packets)
        #expect(reading.codes.isEmpty)
        let file = try #require(reading.summary.files.first)
        #expect(file.format == .pcapng)
        #expect(file.byteOrder == byteOrder)
        #expect(file.interfaces.map(\.linkType) == [1, 113])
        #expect(file.interfaces.map(\.name) == ["eth0", "eth0"])
        #expect(reading.records.map(\.interface) == (0..<20).map { $0 % 2 })
    }

    @Test func commentsDoNotDisturb() throws {
        var writer = PcapngWriter()
        let interface = writer.addInterface(linkType: 1)
        try writer.write([1, 2, 3].span, time: Timestamp(nanoseconds: 5), interface: interface, comment: "hello")
        try writer.write([4].span, time: Timestamp(nanoseconds: 6), interface: interface)
        let reading = try read(writer.output.bytes)
        #expect(reading.packets.map(\.bytes) == [[1, 2, 3], [4]])
        #expect(reading.codes.isEmpty)
    }

    @Test(
        arguments: [
            (6, 1_500_000, 1_500_000_000), (9, 1_500_000_000, 1_500_000_000), (3, 1500, 1_500_000_000),
            (0, 7, 7_000_000_000), (12, 1_500_000_000_000, 1_500_000_000), (127, 1 << 63, 0), (0x80, 3, 3_000_000_000),
            (0x8A, 1536, 1_500_000_000), (0xA0, 3 << 31, 1_500_000_000), (0xC0, 1 << 63, 500_000_000), (0xFF, .max, 0),
            (6, .max, Int64.max), (0x80, .max, Int64.max), (0x81, .max, Int64.max),
        ] as [(UInt8, UInt64, Int64)])
    func resolutions(resolution: UInt8, ticks: UInt64, nanoseconds: Int64) throws {
        var builder = BlockBuilder()
        builder.section()
        builder.interface(linkType: 1, options: builder.option(9, [resolution]))
        builder.enhanced(ticks: ticks, [1])
        #expect(try read(builder.bytes).packets.map(\.nanoseconds) == [nanoseconds])
    }

    @Test(
        arguments: [
            (10, 10_000_000_000), (-10, -10_000_000_000), (.max, .max), (.min, .min),
        ] as [(Int64, Int64)])
    func offsets(seconds: Int64, nanoseconds: Int64) throws {
        var builder = BlockBuilder(order: .bigEndian)
        builder.section()
        builder.interface(linkType: 1, options: builder.option(14, builder.integer(UInt64(bitPattern: seconds))))
        builder.enhanced(ticks: 0, [1])
        #expect(try read(builder.bytes).packets.map(\.nanoseconds) == [nanoseconds])
    }

    @Test func sectionsOfEitherOrder() throws {
        let first = SamplePacket.series(4)
        let second = SamplePacket.series(4, linkType: 276)
        let reading = try read(pcapng(first, byteOrder: .bigEndian) + pcapng(second) + pcapng(first))
        #expect(reading.packets == first + second + first)
        #expect(reading.summary.files[0].byteOrder == .bigEndian)
        #expect(reading.summary.files[0].interfaces.count == 3)
        #expect(reading.summary.linkTypes == [1, 276])
        #expect(reading.codes.isEmpty)
    }

    @Test func simplePacketBlocks() throws {
        var builder = BlockBuilder()
        builder.section()
        builder.interface(linkType: 101, snapLength: 3)
        builder.enhanced(ticks: 8, [9])
        builder.block(3, builder.integer(5 as UInt32) + [1, 2, 3])
        builder.block(3, builder.integer(2 as UInt32) + [1, 2])
        let reading = try read(builder.bytes)
        #expect(reading.packets.map(\.bytes) == [[9], [1, 2, 3], [1, 2]])
        #expect(reading.packets.map(\.originalLength) == [1, 5, 2])
        #expect(reading.packets.map(\.nanoseconds) == [8000, 8000, 8000])
        #expect(reading.codes == ["pcapng/time-unknown"])
        #expect(reading.summary.problems[0].count == 2)
    }

    @Test func obsoletePacketBlocks() throws {
        var builder = BlockBuilder(order: .bigEndian)
        builder.section()
        builder.interface(linkType: 1)
        for drops in [0, 3, .max] as [UInt16] {
            builder.block(
                2,
                builder.integer(0 as UInt16) + builder.integer(drops) + builder.integer(0 as UInt32)
                    + builder.integer(77 as UInt32) + builder.integer(2 as UInt32) + builder.integer(60 as UInt32) + [
                        1, 2,
                    ])
        }
        let reading = try read(builder.bytes)
        #expect(reading.packets.count == 3)
        #expect(
            reading.packets.allSatisfy {
                $0 == SamplePacket(nanoseconds: 77_000, bytes: [1, 2], originalLength: 60)
            })
        #expect(reading.summary.drops == 3)
    }

    @Test func unknownBlocksAreSkippedAndDropsCounted() throws {
        var builder = BlockBuilder()
        builder.section()
        builder.interface(linkType: 1, options: builder.option(2, Array("lan".utf8)) + builder.option(0, []))
        builder.interface(linkType: 1)
        builder.block(0x7777_7777, [1, 2, 3, 4, 5])
        builder.enhanced(
            ticks: 1, [1], options: builder.option(4, builder.integer(2 as UInt64)) + builder.option(0, []))
        builder.block(4, [0, 0, 0, 0])
        let head = builder.integer(0 as UInt32) + builder.integer(0 as UInt64)
        builder.block(5, head + builder.option(5, builder.integer(40 as UInt64)))
        builder.block(
            5,
            head + builder.option(4, builder.integer(1000 as UInt64)) + builder.option(5, builder.integer(41 as UInt64))
                + builder.option(7, builder.integer(1 as UInt64)) + builder.option(0, []))
        builder.enhanced(interface: 1, ticks: 1, [2])
        let reading = try read(builder.bytes)
        #expect(reading.packets.map(\.bytes) == [[1], [2]])
        #expect(reading.summary.files[0].interfaces.map(\.drops) == [42, nil])
        #expect(reading.summary.files[0].interfaces[0].name == "lan")
        #expect(reading.summary.drops == 42)
        #expect(reading.codes.isEmpty)
    }

    @Test func oddBlocksAreToldAndTheRestIsRead() throws {
        var builder = BlockBuilder()
        builder.section(major: 2)
        builder.enhanced(ticks: 1, [9])
        builder.interface(linkType: 1)
        builder.block(1, [])
        builder.block(6, [0, 0, 0, 0])
        builder.block(3, [])
        builder.block(5, [])
        builder.enhanced(interface: 7, ticks: 1, [9])
        builder.enhanced(ticks: 1, [1, 2, 3, 4], claimed: .max)
        builder.block(5, builder.integer(UInt32.max) + builder.integer(0 as UInt64))
        builder.enhanced(ticks: 1, [5])
        let reading = try read(builder.bytes)
        #expect(reading.packets.map(\.bytes) == [[1, 2, 3, 4], [5]])
        #expect(
            reading.codes == [
                "pcapng/version", "pcapng/interface-unknown", "pcapng/block-short", "pcapng/captured-length",
            ])
        #expect(reading.summary.problems.map(\.count) == [1, 2, 4, 1])
    }
}
