import ByteReading
import DICOMDictionary

extension ElementCheck {
    mutating func checkValue(_ header: DataElementHeader, _ value: Span<UInt8>, _ entry: DataElementEntry?) {
        if PixelGeometry.reads(header.tag) { item.pixels.note(header, value) }
        if LookupTables.reads(header) { item.lookupTables.note(header, value) }
        if OverlayGeometry.reads(header.tag) { item.overlay.note(header, value) }
        if header.tag.isGroupLength { noteGroupLength(header, value) }
        guard header.vr.isText else { return }
        if header.tag == .specificCharacterSet {
            item.repertoire = DeclaredRepertoire(SpecificCharacterSet(value: value))
        }
        // Of a private element in implicit VR the VR is a guess.
        guard !value.isEmpty, header.isVRExplicit || !header.tag.isPrivate || header.tag.isPrivateCreator else {
            return
        }
        checkText(header, value, entry)
    }

    private mutating func noteGroupLength(_ header: DataElementHeader, _ value: Span<UInt8>) {
        let number = header.isBigEndian ? value.uint32BigEndian(at: 0) : value.uint32LittleEndian(at: 0)
        guard let number, value.count == 4 else { return }
        let start = header.valueOffset &+ 4
        item.group = GroupLength(tag: header.tag, offset: header.offset, start: start, end: start &+ UInt64(number))
    }

    /// Whether the dictionary takes that many values; a query's key takes one where it is no UID (PS3.4 §C.2.2.2).
    mutating func checkMultiplicity(_ header: DataElementHeader, _ count: Int, _ entry: DataElementEntry?) {
        guard let entry, !entry.multiplicity.admits(count), !entry.isRetired, !header.tag.isPrivate,
            entry.admits(header.vr), entry.vr != .otherWord, entry.vr != .otherByte
        else { return }
        if isIdentifier, header.vr == .uniqueIdentifier || count < entry.multiplicity.least { return }
        note(.multiplicity, header, found: UInt64(count))
    }

    private mutating func checkText(_ header: DataElementHeader, _ value: Span<UInt8>, _ entry: DataElementEntry?) {
        let classes = CharacterClass.of(value)
        let vr = header.vr
        let bytes = value.extracting(0..<value.countWithoutPadding)
        if classes.contains(.null) { checkNulls(header, value, bytes) } else { checkSpaces(header, value, bytes) }
        guard bytes.count > 0 else {
            if vr == .applicationEntity, classes == .space, !isIdentifier { note(.aeTitle, header) }
            return
        }
        if header.tag.isPrivateCreator { checkCreator(header, bytes, classes) }
        let isCoded = !classes.isDisjoint(with: [.high, .escape])
        if isCoded, vr.isAffectedByCharacterSet {
            guard checkCharacterSet(header, bytes) else { return }
        }
        if !checkRepertoire(header, bytes, classes) { return }
        if isCoded, vr.isAffectedByCharacterSet {
            checkCoded(header, bytes, entry)
        } else {
            checkValues(header, bytes, classes, entry)
        }
    }

    /// A private creator is of the default repertoire, and reserves one block of its group (PS3.5 §7.8.1).
    private mutating func checkCreator(_ header: DataElementHeader, _ bytes: Span<UInt8>, _ classes: CharacterClass) {
        guard item.creatorNames.count < 256, bytes.count <= 256 else { return }
        let name = bytes.array(0..<bytes.count)
        let isRepeated = item.creatorNames.contains { $0.group == header.tag.group && $0.name == name }
        if isRepeated || classes.contains(.high) { note(.privateCreator, header) }
        item.creatorNames.append((header.tag.group, name))
    }

    /// NUL pads UIDs, to an even length, and nothing else (PS3.5 §6.2).
    private mutating func checkNulls(_ header: DataElementHeader, _ value: Span<UInt8>, _ bytes: Span<UInt8>) {
        if CharacterClass.of(bytes).contains(.null) {
            if header.vr != .uniqueIdentifier { note(.controlCharacters, header) }
        } else if header.vr != .uniqueIdentifier {
            note(.textPadding, header)
        } else if value.count - bytes.count > 1 {
            note(.uidPadding, header)
        }
    }

    private mutating func checkSpaces(_ header: DataElementHeader, _ value: Span<UInt8>, _ bytes: Span<UInt8>) {
        if header.vr == .uniqueIdentifier, bytes.count < value.count { note(.uidPadding, header) }
    }

    /// Whether the bytes are characters of the set declared.
    private mutating func checkCharacterSet(_ header: DataElementHeader, _ bytes: Span<UInt8>) -> Bool {
        switch item.repertoire.violation(in: bytes, vr: header.vr) {
        case .undeclared?: note(.characterSetUndeclared, header)
        case .undecodable?: note(.characterSetViolated, header)
        case .utf8?: note(.utf8Undeclared, header)
        case .escape?: note(.escapeUndeclared, header)
        case nil: return !item.repertoire.isUnknown
        }
        return false
    }

    /// Whether the value has only characters its VR can have, where that is all there is to its form.
    private mutating func checkRepertoire(
        _ header: DataElementHeader, _ bytes: Span<UInt8>, _ classes: CharacterClass
    ) -> Bool {
        let key: CharacterClass = isIdentifier ? [.wildcard] : []
        switch header.vr {
        // Its terms are held against those the standard defines.
        case .codeString where header.tag == .specificCharacterSet: break
        case .codeString:
            let isFine = classes.isSubset(of: CharacterClass.codeString.union([.backslash, .null]).union(key))
            if !isFine, !isEmptyKey(bytes) { note(.codeString, header) }
            return isFine
        case .longText, .shortText, .unlimitedText:
            if classes.contains(.otherControl) { note(.controlCharacters, header) }
        case .longString, .shortString, .personName, .unlimitedCharacters:
            if !classes.isDisjoint(with: [.otherControl, .format]) { note(.controlCharacters, header) }
        case .applicationEntity:
            let isFine = classes.isDisjoint(with: [.otherControl, .format, .escape, .high])
            if !isFine { note(.aeTitle, header) }
            return isFine
        default: break
        }
        return true
    }

    /// Two quotes are the key that matches what is empty (PS3.4 §C.2.2.2).
    private func isEmptyKey(_ value: Span<UInt8>) -> Bool {
        isIdentifier && value.count == 2 && value[0] == UInt8(ascii: "\"") && value[1] == UInt8(ascii: "\"")
    }

    /// Text that has to be decoded to count its characters and values.
    private mutating func checkCoded(_ header: DataElementHeader, _ bytes: Span<UInt8>, _ entry: DataElementEntry?) {
        let text = item.repertoire.set.decode(bytes, vr: header.vr)
        let values =
            header.vr.isMultivaluedText
            ? text.split(separator: "\\", omittingEmptySubsequences: false) : [text[...]]
        if header.vr.isMultivaluedText { checkMultiplicity(header, values.count, entry) }
        for value in values {
            let groups = header.vr == .personName ? value.split(separator: "=", omittingEmptySubsequences: false) : []
            let longest = groups.isEmpty ? value.unicodeScalars.count : groups.map(\.unicodeScalars.count).max() ?? 0
            if let limit = header.vr.longestText, longest > limit {
                note(.tooLong, header, found: UInt64(longest), expected: UInt64(limit))
                return
            }
            if groups.count > 3 || groups.contains(where: { $0.count { $0 == "^" } > 4 }) {
                note(.name, header)
                return
            }
        }
    }

    /// ASCII: a byte is a character.
    private mutating func checkValues(
        _ header: DataElementHeader, _ bytes: Span<UInt8>, _ classes: CharacterClass, _ entry: DataElementEntry?
    ) {
        let vr = header.vr
        guard vr.isMultivaluedText, classes.contains(.backslash) else {
            checkForm(header, bytes, classes)
            if vr.isMultivaluedText { checkMultiplicity(header, 1, entry) }
            return
        }
        var start = 0
        var count = 0
        var isFine = true
        for index in 0...bytes.count where index == bytes.count || bytes[index] == UInt8(ascii: "\\") {
            // One fault of one value is enough.
            if isFine { isFine = checkForm(header, bytes.extracting(start..<index), classes) }
            start = index + 1
            count += 1
        }
        checkMultiplicity(header, count, entry)
    }

    /// Whether one value has the form of its VR.
    @discardableResult
    private mutating func checkForm(
        _ header: DataElementHeader, _ bytes: Span<UInt8>, _ classes: CharacterClass
    ) -> Bool {
        let value = header.vr == .uniqueIdentifier ? bytes : bytes.extracting(bytes.rangeWithoutSpaces)
        guard value.count > 0 else { return true }
        if let limit = header.vr.longestText, value.count > limit, header.vr != .personName {
            note(
                header.vr == .uniqueIdentifier ? .uidTooLong : .tooLong, header, found: UInt64(value.count),
                expected: UInt64(limit))
            return false
        }
        guard let fault = formFault(header.vr, value, classes) else { return true }
        if isIdentifier, isKey(header.vr, value, classes) { return true }
        note(fault, header, found: UInt64(value.count), expected: 64)
        return false
    }

    private func formFault(_ vr: VR, _ value: Span<UInt8>, _ classes: CharacterClass) -> ElementFault.Kind? {
        switch vr {
        case .uniqueIdentifier: return ValueForm.isUID(value) ? nil : .uid
        case .date where ValueForm.isDate(value): return nil
        case .date: return ValueForm.isDateWithPeriods(value) ? .dateWithPeriods : .date
        case .time where ValueForm.isTime(value): return nil
        case .time: return ValueForm.isTimeWithColons(value) ? .timeWithColons : .time
        case .dateTime: return ValueForm.isDateTime(value) ? nil : .dateTime
        case .ageString: return ValueForm.isAge(value) ? nil : .age
        case .integerString: return ValueForm.isInteger(value) ? nil : .integer
        case .decimalString: return ValueForm.isDecimal(value) ? nil : .decimal
        case .universalResource:
            return classes.isDisjoint(with: [.high, .escape, .format, .otherControl]) ? nil : .uri
        case .personName where classes.contains(.nameDelimiter): return nameFault(value)
        case .personName: return value.count > 64 ? .tooLong : nil
        default: return nil
        }
    }

    private func nameFault(_ value: Span<UInt8>) -> ElementFault.Kind? {
        var (groups, components, length) = (1, 1, 0)
        for index in value.indices {
            switch value[index] {
            case UInt8(ascii: "="):
                groups += 1
                (components, length) = (1, 0)
            case UInt8(ascii: "^"):
                components += 1
                length += 1
            default: length += 1
            }
            if length > 64 { return .tooLong }
            if groups > 3 || components > 5 { return .name }
        }
        return nil
    }

    /// A query's key in a form that values do not have: a range, a wildcard, `""`.
    private func isKey(_ vr: VR, _ value: Span<UInt8>, _ classes: CharacterClass) -> Bool {
        if classes.contains(.wildcard) || isEmptyKey(value) { return true }
        switch vr {
        case .dateTime: return classes.contains(.sign)
        case .date, .time: return isRange(vr, value)
        default: return false
        }
    }

    /// `first-last`, one of them missing or not.
    private func isRange(_ vr: VR, _ value: Span<UInt8>) -> Bool {
        guard let hyphen = value.indices.first(where: { value[$0] == UInt8(ascii: "-") }), value.count > 1 else {
            return false
        }
        return [0..<hyphen, (hyphen + 1)..<value.count].allSatisfy { range in
            let part = value.extracting(range)
            let end = part.extracting(part.rangeWithoutSpaces)
            return end.isEmpty || (vr == .date ? ValueForm.isDate(end) : ValueForm.isTime(end))
        }
    }
}

extension VR {
    /// Characters of one value (PS3.5 Table 6.2-1); of a name, of each component group.
    fileprivate var longestText: Int? {
        switch self {
        case .applicationEntity, .codeString, .decimalString, .shortString: 16
        case .integerString: 12
        case .longString, .personName, .uniqueIdentifier: 64
        case .longText: 10_240
        case .shortText: 1024
        default: nil
        }
    }
}

extension Span<UInt8> {
    /// Spaces before and after a value do not count where they may be there at all.
    fileprivate var rangeWithoutSpaces: Range<Int> {
        var (start, end) = (0, count)
        while start < end, self[start] == 0x20 { start += 1 }
        while end > start, self[end - 1] == 0x20 { end -= 1 }
        return start..<end
    }
}
