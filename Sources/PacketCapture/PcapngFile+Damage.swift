/// What a pcapng file's blocks are where the two lengths of one disagree.
extension PcapngFile {
    /// Where the body of a block ends and how long the block is, when its lengths are wrong or the file ends in it: as
    /// far as where the next block is found. `nil` when nothing of it can be used; the window has moved on then.
    func damagedExtent(_ type: UInt32, _ claimed: Int) -> (end: Int, length: Int)? {
        let offset = window.offset
        if claimed >= 12, claimed & 3 == 0, claimed <= Self.limit {
            if window.ensure(claimed) {
                if isPlausibleBlock(at: claimed) || !window.ensure(claimed + 8) {
                    noteDamage(
                        at: offset, skipped: 0, "the block at byte \(offset) does not end with its length, \(claimed)")
                    return (claimed - 4, claimed)
                }
            } else if nextBlock() == nil {
                noteCut(needed: UInt64(claimed), "the block")
                return (window.available, window.available)
            }
        }
        guard let next = nextBlock() else {
            let skipped = min(window.available, Self.limit)
            noteDamage(
                at: offset, skipped: UInt64(skipped),
                "the block at byte \(offset) claims \(claimed) bytes and no block was found in the \(skipped) after it")
            window.advance(skipped)
            return nil
        }
        noteDamage(
            at: offset, skipped: 0,
            "the block at byte \(offset) claims \(claimed) bytes but the next block begins after \(next)")
        return (max(8, next - 4), next)
    }

    private func noteDamage(at offset: UInt64, skipped: UInt64, _ message: @autoclosure () -> String) {
        problems.add("pcapng/block-damaged", at: offset, skipped: skipped, message())
    }

    /// Where the next whole block of a known type begins; not farther than the longest block.
    private func nextBlock() -> Int? {
        var index = 1
        while index < Self.limit, window.ensure(index + 12) {
            if isPlausibleBlock(at: index) { return index }
            index += 1
        }
        return nil
    }

    private func isPlausibleBlock(at index: Int) -> Bool {
        guard window.ensure(index + 12) else { return false }
        var order = order
        let type = window.uint32(order, at: index)
        switch type {
        case BlockType.sectionHeader:
            guard let sectionOrder = sectionOrder(at: index) else { return false }
            order = sectionOrder
        case BlockType.interfaceDescription...BlockType.enhancedPacket: break
        default: if !BlockType.others.contains(type) { return false }
        }
        let length = Int(window.uint32(order, at: index + 4))
        guard length >= 12, length & 3 == 0, length <= Self.limit, window.ensure(index + length) else { return false }
        return Int(window.uint32(order, at: index + length - 4)) == length
    }
}
