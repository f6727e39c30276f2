import DICOMDictionary

extension ElementParser {
    mutating func beginElement<Visitor: DataSetVisitor & ~Copyable>(
        _ raw: RawHeader, _ offset: UInt64, visitor: inout Visitor
    ) {
        if let oddity = raw.oddity { faults.note(oddity, tag: raw.tag, offset: offset, visitor: &visitor) }
        check(raw, offset, visitor: &visitor)
        let creator = nesting.innermost.creators.name(for: raw.tag)
        let header = DataElementHeader(
            tag: raw.tag, vr: raw.vr ?? impliedVR(raw.tag, creator), length: raw.isUndefinedLength ? nil : raw.length,
            offset: offset, valueOffset: position, depth: nesting.depth,
            isBigEndian: nesting.context.encoding.isBigEndian,
            privateCreator: creator, isVRExplicit: raw.vr != nil)
        if let length = header.length, header.vr != .sequence {
            if isEncapsulated, raw.tag == .pixelData, header.depth == 0, !nesting.isHidden {
                faults.note(.nativeInEncapsulated, tag: raw.tag, offset: offset, visitor: &visitor)
            }
            beginValue(nesting.isHidden ? nil : header, length: length, visitor: &visitor)
            return
        }
        let (kind, encoding) = contents(header, encoding: nesting.context.encoding, visitor: &visitor)
        beginSequence(kind, header, encoding: encoding, visitor: &visitor)
    }

    /// What a sequence or an element of undefined length holds, and how that is encoded.
    private mutating func contents<Visitor: DataSetVisitor & ~Copyable>(
        _ header: DataElementHeader, encoding: ElementEncoding, visitor: inout Visitor
    ) -> (Level.Kind, ElementEncoding) {
        switch header.vr {
        case _ where header.tag == .pixelData && header.length == nil:
            if !isEncapsulated {
                faults.note(.encapsulatedInNative, tag: header.tag, offset: header.offset, visitor: &visitor)
            }
            return (.fragments, encoding)
        case .sequence:
            return (.sequence, encoding)
        case .unknown:
            // PS3.5 §6.2.2, note on UN of undefined length.
            return (.sequence, .implicitLittleEndian)
        case .otherByte, .otherWord, .otherFloat, .otherDouble, .otherLong, .otherVeryLong:
            faults.note(.undefinedLength, tag: header.tag, offset: header.offset, visitor: &visitor)
            return (.fragments, encoding)
        default:
            faults.note(.undefinedLength, tag: header.tag, offset: header.offset, visitor: &visitor)
            return (.sequence, encoding)
        }
    }

    private func impliedVR(_ tag: Tag, _ creator: String?) -> VR {
        let vr = tag.dictionaryVR
        if vr == .unknown, let creator { return PrivateDictionary.entry(creator: creator, tag: tag)?.vr ?? vr }
        if vr == .unsignedShort, nesting.innermost.isSigned,
            tag.dictionaryEntry?.vrAlternatives != .single
        {
            return .signedShort
        }
        return vr
    }

    /// Tags ascend (PS3.5 §7.1), values have even lengths, and some groups are not for data sets.
    private mutating func check<Visitor: DataSetVisitor & ~Copyable>(
        _ raw: RawHeader, _ offset: UInt64, visitor: inout Visitor
    ) {
        if raw.length & 1 == 1, !raw.isUndefinedLength {
            faults.note(.oddLength, tag: raw.tag, offset: offset, visitor: &visitor)
        }
        switch raw.tag.group {
        case 0...7, 0xFFFF: faults.note(.groupNotAllowed, tag: raw.tag, offset: offset, visitor: &visitor)
        default: break
        }
        guard !nesting.isHidden else { return }
        let last = nesting.innermost.lastTag
        if raw.tag < last { faults.note(.order, tag: raw.tag, offset: offset, visitor: &visitor) }
        if raw.tag == last, offset > 0 { faults.note(.duplicate, tag: raw.tag, offset: offset, visitor: &visitor) }
        nesting.innermost.lastTag = max(last, raw.tag)
    }
}
