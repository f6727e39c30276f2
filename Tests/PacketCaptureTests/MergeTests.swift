import Evidence
import PacketCapture
import Testing

struct MergeTests {
    func packet(_ time: Int64, _ mark: UInt8) -> SamplePacket {
        SamplePacket(nanoseconds: time * 1000, bytes: [mark], originalLength: 1)
    }

    @Test func byTimeThenByFile() throws {
        let first = try pcap([packet(1, 1), packet(5, 2), packet(5, 3), packet(9, 4)])
        let second = try pcapng([packet(0, 5), packet(5, 6), packet(9, 7)])
        let third = try pcap([packet(5, 8)], nanoseconds: true, byteOrder: .bigEndian)
        let reading = try read([.bytes(first, name: "a"), .bytes(gzip(second), name: "b"), .bytes(third, name: "c")])
        #expect(reading.packets.map { $0.bytes[0] } == [5, 1, 2, 3, 6, 8, 4, 7])
        #expect(reading.records.map(\.file) == [1, 0, 0, 0, 1, 2, 0, 1])
        #expect(reading.records.map(\.frame.rawValue) == Array(1...8))
        #expect(reading.summary.files.map(\.name) == ["a", "b", "c"])
        #expect(reading.summary.packets == 8)
    }

    @Test func timesThatGoBackInOneFileStayInOrder() throws {
        let first = try pcap([packet(5, 1), packet(2, 2), packet(6, 3)])
        let second = try pcap([packet(4, 4), packet(5, 5)])
        let reading = try read([.bytes(first), .bytes(second)])
        #expect(reading.packets.map { $0.bytes[0] } == [4, 1, 2, 5, 3])
    }

    @Test func problemsNameTheirFile() throws {
        let reading = try read([.bytes(pcap([packet(1, 1)])), .bytes([]), .bytes(pcap([packet(2, 2)]).dropLast())])
        #expect(reading.packets.count == 2)
        #expect(reading.summary.problems.map(\.file) == [1, 2])
        #expect(reading.codes == ["capture/empty-file", "capture/record-cut"])
    }

    @Test func manyFiles() throws {
        let inputs = try (0..<50).map { index in
            try CaptureInput.bytes(pcap((0..<20).map { packet($0 * 50 + Int64(index), UInt8(index)) }))
        }
        let reading = try read(inputs.reversed())
        #expect(reading.packets.map(\.nanoseconds) == (0..<1000).map { $0 * 1000 })
    }

    @Test func noInputs() throws { #expect(try read([CaptureInput]()).packets.isEmpty) }
}
