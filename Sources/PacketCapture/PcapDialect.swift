/// The kinds of pcap that a file header's first four bytes tell apart
/// (draft-ietf-opsawg-pcap §4; the third is that of Kuznetzov's patched libpcap).
struct PcapDialect: Equatable {
    var order: ByteOrder
    var isNanoseconds: Bool
    /// Records have eight bytes more in front of the packet: interface index, protocol, packet type.
    var isModified: Bool

    static let fileHeaderLength = 24

    private static let magics: [(magic: UInt32, isNanoseconds: Bool, isModified: Bool)] = [
        (0xA1B2_C3D4, false, false), (0xA1B2_3C4D, true, false), (0xA1B2_CD34, false, true),
    ]

    var magic: UInt32 {
        Self.magics.first { $0.isNanoseconds == isNanoseconds && $0.isModified == isModified }?.magic ?? 0
    }

    var recordHeaderLength: Int { isModified ? 24 : 16 }
    var nanosecondsPerTick: Int64 { isNanoseconds ? 1 : 1000 }
    var ticksPerSecond: UInt32 { isNanoseconds ? 1_000_000_000 : 1_000_000 }
}

extension PcapDialect {
    init?(_ start: Span<UInt8>) {
        guard start.count >= 4 else { return nil }
        for order in [ByteOrder.littleEndian, .bigEndian] {
            let magic = order.uint32(start, at: 0)
            if let found = Self.magics.first(where: { $0.magic == magic }) {
                self.order = order
                isNanoseconds = found.isNanoseconds
                isModified = found.isModified
                return
            }
        }
        return nil
    }

    /// Whether fewer than four bytes can be the beginning of a file header.
    static func mayBegin(_ start: Span<UInt8>) -> Bool {
        magics.contains { magic, _, _ in
            (0..<min(4, start.count)).allSatisfy { start[$0] == UInt8(truncatingIfNeeded: magic >> (8 * UInt32($0))) }
                || (0..<min(4, start.count)).allSatisfy {
                    start[$0] == UInt8(truncatingIfNeeded: magic >> (24 - 8 * UInt32($0)))
                }
        }
    }
}
