/// The elements one private creator defines. Found once for a reserved block, it answers for each element of the block
/// without looking at the creator again.
public struct PrivateVocabulary: Hashable, Sendable {
    private let range: Range<Int>

    /// - Parameter creator: the value of the Private Creator element, with or without its padding.
    /// - Returns: `nil` for creators that are not known.
    public init?(creator: String) {
        let table = PrivateElementTable.self
        guard
            let owner = table.text.index(
                of: Self.trimmed(creator), inField: 0, count: table.creators.count, start: { table.creators[$0] })
        else { return nil }
        range = Int(table.ranges[owner])..<Int(table.ranges[owner + 1])
    }

    /// - Parameter tag: the element, in whatever block it is: (gggg,bbee).
    public func entry(of tag: Tag) -> PrivateElementEntry? {
        guard tag.isPrivate, tag.element >= 0x1000 else { return nil }
        // As written; with any block; with any block of any group of the same upper byte.
        for mask: UInt32 in [0xFFFF_FFFF, 0xFFFF_00FF, 0xFF00_00FF] {
            guard let index = index(of: tag.rawValue & mask) else { continue }
            return PrivateElementEntry(
                vr: VR(rawValue: PrivateElementTable.vrs[index]), start: PrivateElementTable.starts[index])
        }
        return nil
    }

    private func index(of key: UInt32) -> Int? {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            if PrivateElementTable.keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < range.upperBound && PrivateElementTable.keys[low] == key ? low : nil
    }

    private static func trimmed(_ creator: String) -> String {
        guard let last = creator.utf8.lastIndex(where: { $0 != 0x20 && $0 != 0 }) else { return "" }
        let end = creator.utf8.index(after: last)
        return end == creator.endIndex ? creator : String(creator[..<end])
    }
}
