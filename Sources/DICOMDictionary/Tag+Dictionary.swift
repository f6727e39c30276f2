extension Tag {
    /// What the dictionary says of this tag: repeating groups are resolved, group lengths and private creators are known
    /// by their number. `nil` for private elements (see `PrivateDictionary`) and for what PS3.6 does not list.
    public var dictionaryEntry: DataElementEntry? {
        if let index = Self.index(of: rawValue) {
            return DataElementEntry(
                tag: self, facts: DataElementTable.facts[index], start: DataElementTable.starts[index])
        }
        if element == 0 { return .groupLength(self) }
        if isPrivate { return isPrivateCreator ? .privateCreator(self) : nil }
        guard let index = Self.repeatingIndex(of: rawValue) else { return nil }
        return DataElementEntry(
            tag: self, facts: DataElementTable.repeatingFacts[index], start: DataElementTable.repeatingStarts[index])
    }

    /// The VR of this tag in an implicit VR data set as far as the tag alone tells; `UN` if it tells nothing
    /// (PS3.5 §6.2.2). Neither allocates nor touches a name.
    public var dictionaryVR: VR {
        if let index = Self.index(of: rawValue) {
            return VR(rawValue: UInt16(truncatingIfNeeded: DataElementTable.facts[index] >> 16))
        }
        if element == 0 { return .unsignedLong }
        if isPrivate { return isPrivateCreator ? .longString : .unknown }
        guard let index = Self.repeatingIndex(of: rawValue) else { return .unknown }
        return VR(rawValue: UInt16(truncatingIfNeeded: DataElementTable.repeatingFacts[index] >> 16))
    }

    /// (gggg,0010-00FF) of an odd group: reserves a block of elements for a creator (PS3.5 §7.8.1).
    @inlinable
    public var isPrivateCreator: Bool { isPrivate && element >= 0x10 && element <= 0xFF }

    /// (gggg,0000) (PS3.5 §7.2).
    @inlinable
    public var isGroupLength: Bool { element == 0 }

    /// The element with the keyword, exactly as PS3.6 writes it; of a repeating group the first one.
    public init?(keyword: String) {
        let table = DataElementTable.self
        if let place = table.text.index(
            of: keyword, inField: 1, count: table.byKeyword.count, start: { table.starts[Int(table.byKeyword[$0])] })
        {
            self.init(rawValue: table.tags[Int(table.byKeyword[place])])
            return
        }
        guard
            let place = table.repeatingStarts.firstIndex(where: {
                table.text.field(1, ofLineAt: $0) == keyword
            })
        else { return nil }
        self.init(rawValue: table.repeatingTags[place])
    }

    /// Those of all elements PS3.6 lists.
    public static var dictionaryKeywords: [String] {
        let table = DataElementTable.self
        return table.byKeyword.map { table.text.field(1, ofLineAt: table.starts[Int($0)]) }
    }

    private static func index(of tag: UInt32) -> Int? {
        let slots = DataElementTable.slots
        var slot = Int((tag &* DataElementTable.multiplier) >> 19)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) &- 1
            if DataElementTable.tags[index] == tag { return index }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return nil
    }

    private static func repeatingIndex(of tag: UInt32) -> Int? {
        for index in DataElementTable.repeatingMasks.indices
        where tag & DataElementTable.repeatingMasks[index] == DataElementTable.repeatingTags[index] {
            return index
        }
        return nil
    }
}
