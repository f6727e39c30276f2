import ByteReading
import DICOMDictionary

/// Walks over the elements of a command set's bytes.
struct CommandElements {
    struct Slot {
        var tag: Tag
        /// Of the tag.
        var offset: Int
        /// As claimed.
        var length: UInt32
        /// As far as the bytes go.
        var value: Range<Int>
    }

    let isExplicit: Bool
    private(set) var position = 0
    private var count = 0

    init(isExplicit: Bool) { self.isExplicit = isExplicit }

    /// `(0000,0000) UL 4` in explicit VR begins 00 00 00 00 'U' 'L'. In implicit VR those two would be a length of
    /// 0x4C55, which no command set has.
    static func looksExplicit(_ bytes: [UInt8]) -> Bool {
        func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
        return bytes.count >= 8 && isUpper(bytes[4]) && isUpper(bytes[5])
    }

    @inline(__always)
    mutating func next(in bytes: Span<UInt8>) -> Slot? {
        guard count < CommandSet.maximumElements, let group = bytes.uint16LittleEndian(at: position),
            let element = bytes.uint16LittleEndian(at: position + 2),
            let length = isExplicit
                ? bytes.uint16LittleEndian(at: position + 6).map(UInt32.init)
                : bytes.uint32LittleEndian(at: position + 4)
        else { return nil }
        let offset = position
        let begin = offset + 8
        position = begin + Int(min(UInt64(length), UInt64(bytes.count - begin)))
        count += 1
        return Slot(tag: Tag(group, element), offset: offset, length: length, value: begin..<position)
    }

    /// Reads all elements. At most `CommandSet.maximumElements` faults are told.
    consuming func read(
        _ bytes: Span<UInt8>
    ) -> (faults: [CommandSet.Fault], frequent: FrequentCommandFields, beginsWithGroupLength: Bool) {
        var faults: [CommandSet.Fault] = isExplicit ? [.explicitVR] : []
        var frequent = FrequentCommandFields()
        var previous: Tag?
        var groupLength: UInt32?
        var beginsWithGroupLength = false
        while let slot = next(in: bytes) {
            if previous == nil, slot.tag == Tag(0, 0) {
                beginsWithGroupLength = true
                if slot.value.count >= 4 { groupLength = bytes.uint32LittleEndian(at: slot.value.lowerBound) }
            }
            frequent.take(slot, bytes)
            if slot.tag.group != 0 { faults.append(.notGroup0000(tag: slot.tag, offset: slot.offset)) }
            if let previous, slot.tag <= previous { faults.append(.notAscending(tag: slot.tag, offset: slot.offset)) }
            previous = slot.tag
            if UInt64(slot.length) > UInt64(slot.value.count) {
                faults.append(
                    .valueCut(
                        tag: slot.tag, offset: slot.offset, claimed: slot.length, available: slot.value.count))
            }
        }
        if position < bytes.count, count < CommandSet.maximumElements {
            faults.append(.headerCut(offset: position, available: bytes.count - position))
        }
        let actual = bytes.count - 12
        if !bytes.isEmpty, groupLength.map(Int.init) != actual {
            faults.append(
                .groupLength(stated: groupLength, actual: max(0, groupLength == nil ? bytes.count : actual)))
        }
        return (faults, frequent, beginsWithGroupLength)
    }
}
