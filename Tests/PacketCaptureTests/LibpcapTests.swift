import CPcap
import Evidence
import Foundation
import PacketCapture
import Testing

/// libpcap as the judge: both readers agree on time, lengths and bytes wherever libpcap can read the file.
struct LibpcapTests {
    func readWithLibpcap(_ bytes: [UInt8]) throws -> [SamplePacket] {
        let url = FileManager.default.temporaryDirectory.appending(component: "\(UUID().uuidString).pcap")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard
            let capture = unsafe pcap_open_offline_with_tstamp_precision(
                url.path, UInt32(PCAP_TSTAMP_PRECISION_NANO), &message)
        else { return [] }
        defer { unsafe pcap_close(capture) }
        let linkType = unsafe UInt32(pcap_datalink(capture))
        var packets: [SamplePacket] = []
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        while unsafe pcap_next_ex(capture, &header, &data) == 1, let header = unsafe header, let data = unsafe data {
            let fields = unsafe header.pointee
            let copy = unsafe Array(UnsafeBufferPointer(start: data, count: Int(fields.caplen)))
            packets.append(
                SamplePacket(
                    nanoseconds: Int64(fields.ts.tv_sec) * 1_000_000_000 + Int64(fields.ts.tv_usec), bytes: copy,
                    originalLength: Int(fields.len), linkType: linkType))
        }
        return packets
    }

    @Test(arguments: [ByteOrder.littleEndian, .bigEndian])
    func agreement(byteOrder: ByteOrder) throws {
        let packets = SamplePacket.series(500)
        var odd = BlockBuilder(order: byteOrder)
        odd.section()
        odd.interface(
            linkType: 1, snapLength: 1000, options: odd.option(9, [0x94]) + odd.option(14, odd.integer(90 as UInt64)))
        odd.block(0x7777_7777, [1, 2, 3])
        for packet in packets {
            odd.enhanced(ticks: UInt64(packet.nanoseconds / 1000), packet.bytes, options: odd.option(1, [0x41]))
        }
        let files = try [
            pcap(packets, byteOrder: byteOrder), pcap(packets, nanoseconds: true, byteOrder: byteOrder),
            pcapng(packets, byteOrder: byteOrder), odd.bytes, pcap(packets, byteOrder: byteOrder).dropLast(1),
        ]
        for (index, file) in files.enumerated() {
            let judged = try readWithLibpcap(file)
            let reading = try read(file)
            #expect(judged.count >= 499)
            #expect(Array(reading.packets.prefix(judged.count)) == judged, "file \(index)")
        }
    }

    @Test func agreementOnModifiedPcap() throws {
        let builder = BlockBuilder()
        var file = try pcap([])
        file.replaceSubrange(0..<4, with: builder.integer(0xA1B2_CD34 as UInt32))
        for packet in SamplePacket.series(20) {
            file += builder.integer(UInt32(1000)) + builder.integer(UInt32(17))
            file += builder.integer(UInt32(packet.bytes.count)) + builder.integer(UInt32(packet.originalLength))
            file += [UInt8](repeating: 0, count: 8) + packet.bytes
        }
        #expect(try read(file).packets == readWithLibpcap(file))
    }
}
