import Evidence

/// A pcapng file: sections of blocks, each block with its length in front and behind (draft-ietf-opsawg-pcapng §3, §4).
/// Blocks that tell nothing about packets are skipped.
final class PcapngFile: CaptureFile {
    enum BlockType {
        static let sectionHeader: UInt32 = 0x0A0D_0D0A
        static let interfaceDescription: UInt32 = 1
        /// Obsolete.
        static let packet: UInt32 = 2
        static let simplePacket: UInt32 = 3
        static let interfaceStatistics: UInt32 = 5
        static let enhancedPacket: UInt32 = 6

        /// Others that files have: name resolution, journal entries, secrets, custom. Known, so that a damaged file can be
        /// taken up again at them.
        static let others: Set<UInt32> = [4, 7, 8, 9, 10, 0xBAD, 0x4000_0BAD]
    }

    struct Interface {
        var linkType: UInt32
        var snapLength: Int
        var resolution: TimestampResolution
        /// Index into `summary.interfaces`.
        var index: Int
        /// The sum of what packet blocks say was lost before them, for files without statistics.
        var dropsBetweenPackets: UInt64 = 0
    }

    final var order = ByteOrder.littleEndian
    /// Of the current section.
    final var interfaces: [Interface] = []
    private var hasSection = false
    /// The block in front of the window has had its problem told.
    private(set) var isDamaged = false

    /// The longest block that is believed.
    static let limit = 1 << 24

    static func begins(_ start: Span<UInt8>) -> Bool { start.count >= 4 && mayBegin(start) }

    static func mayBegin(_ start: Span<UInt8>) -> Bool {
        let magic: [UInt8] = [0x0A, 0x0D, 0x0D, 0x0A]
        return (0..<min(4, start.count)).allSatisfy { start[$0] == magic[$0] }
    }

    override func advance() -> Bool {
        while window.ensure(8) {
            // The palindrome that opens a section is the same in both orders; what follows it tells the order.
            if window.uint32(order, at: 0) == BlockType.sectionHeader { order = sectionOrder(at: 0) ?? order }
            let type = window.uint32(order, at: 0)
            let claimed = Int(window.uint32(order, at: 4))
            let isWhole =
                claimed >= 12 && claimed <= Self.limit && claimed & 3 == 0 && window.ensure(claimed)
                && Int(window.uint32(order, at: claimed &- 4)) == claimed
            isDamaged = !isWhole
            let end: Int
            let length: Int
            if isWhole {
                (end, length) = (claimed &- 4, claimed)
            } else if let extent = damagedExtent(type, claimed) {
                (end, length) = extent
            } else {
                continue
            }
            let hasPacket = takeBlock(type, end)
            window.advance(length)
            if hasPacket { return true }
        }
        if window.available > 0 {
            noteCut(needed: 12, "a block")
            window.advance(window.available)
        }
        return super.advance()
    }

    /// The order that the byte-order magic of a section header at `index` tells.
    final func sectionOrder(at index: Int) -> ByteOrder? {
        guard window.ensure(index + 12) else { return nil }
        return [ByteOrder.littleEndian, .bigEndian].first { window.uint32($0, at: index + 8) == 0x1A2B_3C4D }
    }

    /// Takes in the block in front of the window, whose body ends at `end`; true when it holds a packet, which is
    /// `record` then.
    private func takeBlock(_ type: UInt32, _ end: Int) -> Bool {
        switch type {
        case BlockType.enhancedPacket: return takeEnhancedPacket(end)
        case BlockType.packet: return takePacket(end)
        case BlockType.simplePacket: return takeSimplePacket(end)
        case BlockType.interfaceDescription: takeInterface(end)
        case BlockType.interfaceStatistics: takeStatistics(end)
        case BlockType.sectionHeader: takeSection(end)
        default: break
        }
        return false
    }

    private func takeSection(_ end: Int) {
        interfaces.removeAll(keepingCapacity: true)
        guard hasFields(24, end) else { return }
        if !hasSection { summary.byteOrder = order }
        hasSection = true
        let version = (window.uint16(order, at: 12), window.uint16(order, at: 14))
        if version.0 != 1 {
            let offset = window.offset
            problems.add(
                "pcapng/version", at: offset,
                "the section at byte \(offset) is of version \(version.0).\(version.1), which is not known")
        }
    }

    /// Whether the block has `length` bytes in front of its options or packet.
    final func hasFields(_ length: Int, _ end: Int) -> Bool {
        if end >= length { return true }
        if isDamaged { return false }
        let offset = window.offset
        problems.add(
            "pcapng/block-short", at: offset, skipped: UInt64(end),
            "the block at byte \(offset) is too short for its fields")
        return false
    }
}
