import Evidence
import PacketCapture
import Testing

/// Any bytes at all: no trap, no hang, no more packets than there is room for, the same answer twice.
struct MutationTests {
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    static func samples() throws -> [[UInt8]] {
        let packets = SamplePacket.series(6)
        let mixed = packets + SamplePacket.series(3, linkType: 113)
        let plain = try [
            pcap(packets), pcap(packets, nanoseconds: true, byteOrder: .bigEndian), pcapng(mixed),
            pcapng(mixed, byteOrder: .bigEndian) + pcapng(packets),
        ]
        return plain + plain.map(gzip)
    }

    @Test(arguments: 0..<8)
    func mutations(sample: Int) throws {
        let original = try Self.samples()[sample]
        var generator = Generator(state: UInt64(sample))
        let values: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]
        for _ in 0..<500 {
            var file = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<file.count, using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: file[index] = values.randomElement(using: &generator) ?? 0
                case 1: file[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 2: file.removeSubrange(index..<min(file.count, index + Int.random(in: 1...9, using: &generator)))
                case 3: file.insert(contentsOf: file[max(0, index - 20)..<index], at: index)
                default: file = Array(file.prefix(max(8, index)))
                }
            }
            guard let reading = try? read(file) else { continue }
            #expect(reading.packets.count <= 64 * file.count)
            #expect(reading.summary.problems.count <= 16)
            #expect(try read(file).packets == reading.packets)
        }
    }

    /// Every single bit of a small file of each kind.
    @Test(arguments: 0..<4)
    func bitFlips(sample: Int) throws {
        let original = try Self.samples()[sample]
        for index in 0..<min(original.count, 400) {
            for bit in 0..<8 {
                var file = original
                file[index] ^= 1 << UInt8(bit)
                guard let reading = try? read(file) else { continue }
                #expect(reading.packets.count <= 2 * original.count)
            }
        }
    }
}
