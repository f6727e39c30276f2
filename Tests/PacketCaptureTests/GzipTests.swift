import Evidence
import PacketCapture
import Testing

struct GzipTests {
    static let packets = SamplePacket.series(300)

    @Test func bothFormats() throws {
        for file in [try pcap(Self.packets), try pcapng(Self.packets)] {
            let reading = try read(gzip(file))
            #expect(reading.packets == Self.packets)
            #expect(reading.summary.files[0].isCompressed)
            #expect(reading.codes.isEmpty)
        }
    }

    @Test func severalMembersAndPaddingAreOneStream() throws {
        let file = try pcap(Self.packets)
        let members = [file[..<10], file[10..<1000], [], file[1000...]].flatMap { gzip(Array($0)) }
        for padding in [0, 1, 512] {
            let reading = try read(members + [UInt8](repeating: 0, count: padding))
            #expect(reading.packets == Self.packets)
            #expect(reading.codes.isEmpty)
        }
    }

    @Test func cutCompressedDataGivesWhatWasReadable() throws {
        let compressed = gzip(try pcap(Self.packets))
        for length in stride(from: compressed.count - 1, through: 2, by: -101) {
            let reading = try read(Array(compressed.prefix(length)))
            #expect(reading.codes == ["gzip/cut"])
            #expect(reading.packets.dropLast() == Self.packets.prefix(max(0, reading.packets.count - 1)))
        }
        #expect(try read(Array(compressed.dropLast(8))).packets == Self.packets)
    }

    @Test func damagedCompressedDataGivesWhatWasReadable() throws {
        var compressed = gzip(try pcap(Self.packets))
        compressed[compressed.count - 6] ^= 0x55
        let checksum = try read(compressed)
        #expect(checksum.packets == Self.packets)
        #expect(checksum.codes == ["gzip/corrupt"])
        #expect(try read([0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]).codes == ["gzip/corrupt"])
    }

    @Test func whatFollowsTheCompressedDataIsTold() throws {
        let reading = try read(gzip(try pcap(Self.packets)) + Array("tail".utf8))
        #expect(reading.packets == Self.packets)
        #expect(reading.codes == ["gzip/trailing-bytes"])
    }

    @Test func compressedEmptyFile() throws {
        #expect(try read(gzip([])).codes == ["capture/empty-file"])
        #expect(throws: CaptureError.self) { try read(gzip(gzip([]))) }
    }
}
