import DICOMDictionary

/// What a header means where it stands. `false`: a level was closed instead, and the header belongs to the one around it.
extension ElementParser {
    mutating func interpretInItem<Visitor: DataSetVisitor & ~Copyable>(
        _ raw: RawHeader, _ offset: UInt64, visitor: inout Visitor
    ) -> Bool {
        let isOpenEnded = nesting.context.isUndefinedLength
        switch raw.tag {
        case .itemDelimitation where isOpenEnded:
            checkDelimiter(raw, offset, visitor: &visitor)
            endLevel(visitor: &visitor)
            closeFinishedLevels(visitor: &visitor)
        case .sequenceDelimitation where isOpenEnded && nesting.isEnclosingUndefinedLength:
            faults.note(.missingDelimiter, tag: .itemDelimitation, offset: offset, visitor: &visitor)
            endLevel(visitor: &visitor)
            endLevel(visitor: &visitor)
            closeFinishedLevels(visitor: &visitor)
        case .item where isOpenEnded:
            faults.note(.missingDelimiter, tag: .itemDelimitation, offset: offset, visitor: &visitor)
            endLevel(visitor: &visitor)
            beginItem(raw, offset: offset, visitor: &visitor)
        case .itemDelimitation, .sequenceDelimitation:
            misplaced(raw, offset, visitor: &visitor)
        case .item:
            faults.note(.misplacedDelimiter, tag: raw.tag, offset: offset, visitor: &visitor)
            let length = raw.isUndefinedLength ? 0 : UInt64(raw.length)
            passOver(min(length, nesting.context.end &- position), visitor: &visitor)
        default:
            beginElement(raw, offset, visitor: &visitor)
        }
        return true
    }

    mutating func interpretInSequence<Visitor: DataSetVisitor & ~Copyable>(
        _ raw: RawHeader, _ offset: UInt64, visitor: inout Visitor
    ) -> Bool {
        let isOpenEnded = nesting.context.isUndefinedLength
        switch raw.tag {
        case .item:
            beginItem(raw, offset: offset, visitor: &visitor)
        case .sequenceDelimitation where isOpenEnded:
            checkDelimiter(raw, offset, visitor: &visitor)
            endLevel(visitor: &visitor)
            closeFinishedLevels(visitor: &visitor)
        case .itemDelimitation, .sequenceDelimitation:
            misplaced(raw, offset, visitor: &visitor)
        case _ where isOpenEnded:
            faults.note(.missingDelimiter, tag: .sequenceDelimitation, offset: offset, visitor: &visitor)
            endLevel(visitor: &visitor)
            return false
        default:
            faults.note(.notAnItem, tag: raw.tag, offset: offset, visitor: &visitor)
            position = offset
            loseHeader(raw.size, visitor: &visitor)
        }
        return true
    }

    /// In encapsulated pixel data (PS3.5 §A.4): what an item holds is never looked at.
    mutating func interpretInFragments<Visitor: DataSetVisitor & ~Copyable>(
        _ raw: RawHeader, _ offset: UInt64, visitor: inout Visitor
    ) -> Bool {
        switch raw.tag {
        case .item where !raw.isUndefinedLength:
            beginFragment(raw, offset, visitor: &visitor)
        case .sequenceDelimitation:
            checkDelimiter(raw, offset, visitor: &visitor)
            endLevel(visitor: &visitor)
            closeFinishedLevels(visitor: &visitor)
        case _ where raw.tag.group != 0xFFFE && raw.tag > .pixelData && raw.tag.dictionaryVR != .unknown:
            faults.note(.missingDelimiter, tag: .sequenceDelimitation, offset: offset, visitor: &visitor)
            endLevel(visitor: &visitor)
            return false
        default:
            faults.note(.notAnItem, tag: raw.tag, offset: offset, visitor: &visitor)
            position = offset
            loseHeader(raw.size, visitor: &visitor)
        }
        return true
    }

    private mutating func beginFragment<Visitor: DataSetVisitor & ~Copyable>(
        _ raw: RawHeader, _ offset: UInt64, visitor: inout Visitor
    ) {
        if raw.length & 1 == 1 { faults.note(.oddLength, tag: raw.tag, offset: offset, visitor: &visitor) }
        if !nesting.isHidden {
            let index = nesting.innermost.index
            nesting.innermost.index &+= 1
            if index == 0, raw.length & 3 != 0 {
                faults.note(.offsetTableLength, tag: raw.tag, offset: offset, visitor: &visitor)
            }
            visitor.pixelFragment(index, length: raw.length, offset: offset)
            if index == 0, visitor.readsOffsetTable {
                beginValue(nil, length: raw.length, isOffsetTable: true, visitor: &visitor)
                return
            }
        }
        beginValue(nil, length: raw.length, visitor: &visitor)
    }

    private mutating func misplaced<Visitor: DataSetVisitor & ~Copyable>(
        _ raw: RawHeader, _ offset: UInt64, visitor: inout Visitor
    ) {
        faults.note(.misplacedDelimiter, tag: raw.tag, offset: offset, visitor: &visitor)
        closeFinishedLevels(visitor: &visitor)
    }

    private mutating func checkDelimiter<Visitor: DataSetVisitor & ~Copyable>(
        _ raw: RawHeader, _ offset: UInt64, visitor: inout Visitor
    ) {
        if raw.length != 0 { faults.note(.delimiterLength, tag: raw.tag, offset: offset, visitor: &visitor) }
    }
}
