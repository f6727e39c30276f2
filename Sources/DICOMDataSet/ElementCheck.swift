import DICOMDictionary

/// Holds each element of a data set, in every item, against the dictionary and against the form of its value
/// (PS3.5 §6.2, §6.4, §7.2, §7.8; PS3.6). Values are looked at as they pass; nothing of them is kept.
public struct ElementCheck: DataSetVisitor, Sendable {
    /// The first ones, each tag once for each kind of fault.
    public private(set) var faults: [ElementFault] = []
    /// All there were.
    public private(set) var faultCount = 0

    /// What a data set is for.
    public enum Purpose: Sendable {
        /// An instance to be stored.
        case instance
        /// What a query asks for: wildcards, ranges and lists of UIDs are in place (PS3.4 §C.2.2.2).
        case identifier
        case other
    }

    private let purpose: Purpose
    private let transferSyntax: TransferSyntax
    var item = Item()
    private var outer: [Item] = []
    private var path: [ElementFault.Step] = []
    /// What follows may have been read from a wrong place.
    private var isUncertain = false
    /// Pixel Data, or where it is to be had (JPIP), has come at the top level.
    private var hasPixels = false
    private var table: OffsetTable?

    /// What holds in one item, or at the top level.
    struct Item {
        var repertoire = ElementCheck.defaultRepertoire
        var pixels = PixelGeometry()
        var lookupTables = LookupTables()
        var overlay = OverlayGeometry()
        /// Private creators, and whether there may be one that was not read.
        var creators = 0
        var creatorNames: [(group: UInt16, name: [UInt8])] = []
        var hasUnreadCreator = false
        var group: GroupLength?
    }

    /// A group's length as told, `end` where the group should end by it.
    struct GroupLength {
        var tag: Tag
        var offset: UInt64
        var start: UInt64
        var end: UInt64
    }

    private static let defaultRepertoire = DeclaredRepertoire(.defaultRepertoire)
    static let most = 64
    static let mostOfKind = 16

    public init(transferSyntax: TransferSyntax, purpose: Purpose) {
        self.transferSyntax = transferSyntax
        self.purpose = purpose
    }

    var isIdentifier: Bool { purpose == .identifier }

    /// The data set has ended; `isComplete` tells whether every byte was captured and read.
    public mutating func finish(isComplete: Bool) {
        guard isComplete, !isUncertain, purpose == .instance, !hasPixels, !transferSyntax.isEncapsulated,
            let lengths = item.pixels.lengths
        else { return }
        note(
            .pixelsTooShort, .pixelData, Tag.pixelData.dictionaryVR, 0, found: 0, expected: lengths.exact)
    }

    public mutating func wantsValue(of header: DataElementHeader) -> Bool {
        header.vr.isText || header.tag.isGroupLength || LookupTables.reads(header)
            || (header.length == 2 && (PixelGeometry.reads(header.tag) || OverlayGeometry.reads(header.tag)))
    }

    public mutating func element(_ header: DataElementHeader, value: Span<UInt8>?, isComplete: Bool) {
        guard isComplete else {
            if header.tag.isPrivateCreator { item.hasUnreadCreator = true }
            return
        }
        guard !isUncertain else { return }
        let entry = checkPlace(header)
        if header.depth == 0, Self.holdsPixels(header.tag) { hasPixels = true }
        if let value { checkValue(header, value, entry) }
        if !header.vr.isText { checkLength(header, entry) }
    }

    private static func holdsPixels(_ tag: Tag) -> Bool {
        switch tag {
        case .pixelData, .floatPixelData, .doubleFloatPixelData, Tag(0x0028, 0x7FE0): true
        default: false
        }
    }

    public mutating func sequenceBegan(_ header: DataElementHeader) {
        if !isUncertain { checkPlace(header) }
        path.append(ElementFault.Step(sequence: header.tag, item: 0))
    }

    public mutating func sequenceEnded(_ header: DataElementHeader) { _ = path.popLast() }

    public mutating func itemBegan(_ index: Int, length: UInt32?, offset: UInt64, depth: Int) {
        if !path.isEmpty { path[path.count - 1].item = index + 1 }
        outer.append(item)
        item = Item(repertoire: item.repertoire)
    }

    public mutating func itemEnded(_ index: Int, depth: Int) {
        if let around = outer.popLast() { item = around }
    }

    public mutating func pixelFragment(_ index: Int, length: UInt32, offset: UInt64) {
        if index > 0 { table?.passed(offset) }
    }

    public var readsOffsetTable: Bool { true }

    public mutating func offsetTable(_ bytes: Span<UInt8>) { table = bytes.count >= 4 ? OffsetTable(bytes) : nil }

    public mutating func fault(_ fault: DataSetFault) {
        switch FaultCode(rawValue: fault.code) {
        case .order?, .duplicate?, .oddLength?, .groupNotAllowed?, .reservedNotZero?, .transferSyntaxMismatch?,
            .absentVR?, .delimiterLength?, .encapsulatedInNative?, .nativeInEncapsulated?, .offsetTableLength?,
            .zlibWrapper?:
            break
        default: isUncertain = true
        }
    }

    mutating func note(
        _ kind: ElementFault.Kind, _ header: DataElementHeader, found: UInt64 = 0, expected: UInt64 = 0
    ) {
        note(kind, header.tag, header.vr, header.offset, found: found, expected: expected)
    }

    private mutating func note(
        _ kind: ElementFault.Kind, _ tag: Tag, _ vr: VR, _ offset: UInt64, found: UInt64, expected: UInt64
    ) {
        faultCount += 1
        var ofKind = 0
        for index in faults.indices where faults[index].kind == kind {
            if faults[index].tag == tag {
                faults[index].count += 1
                return
            }
            ofKind += 1
        }
        guard faults.count < Self.most, ofKind < Self.mostOfKind else { return }
        faults.append(
            ElementFault(
                kind: kind, tag: tag, vr: vr, path: path, offset: offset, found: found, expected: expected))
    }
}

extension ElementCheck {
    /// What the tag and the VR alone tell.
    @discardableResult
    private mutating func checkPlace(_ header: DataElementHeader) -> DataElementEntry? {
        if let group = item.group, group.tag.group != header.tag.group {
            if group.end != header.offset {
                note(
                    .groupLengthWrong, group.tag, .unsignedLong, group.offset, found: group.end &- group.start,
                    expected: header.offset &- group.start)
            }
            item.group = nil
        }
        let entry = header.tag.dictionaryEntry
        if header.tag.isPrivate, !header.tag.isGroupLength { checkPrivate(header) }
        guard let entry else {
            if !header.tag.isPrivate, header.tag.group > 7 { note(.notInDictionary, header) }
            return nil
        }
        if entry.isRetired {
            if header.tag.group > 7 { note(header.tag.isGroupLength ? .groupLength : .retired, header) }
        } else if header.isVRExplicit, !entry.admits(header.vr) {
            checkRepresentation(header, entry)
        }
        return entry
    }

    private mutating func checkRepresentation(_ header: DataElementHeader, _ entry: DataElementEntry) {
        switch header.vr {
        case .unknown:
            // What is too long for the length field of its VR can only be UN (PS3.5 §6.2.2).
            if let length = header.length, length <= 0xFFFF || entry.vr.hasLongLength { note(.unknownForKnown, header) }
        // Earlier editions had it so.
        case .unlimitedText where entry.vr == .universalResource || entry.vr == .unlimitedCharacters: break
        default: note(.representation, header)
        }
    }

    private mutating func checkPrivate(_ header: DataElementHeader) {
        let tag = header.tag
        // These groups are nobody's (PS3.5 §7.8), which is told of them already.
        guard tag.group > 7, tag.group != 0xFFFF else { return }
        if tag.isPrivateCreator {
            item.creators += 1
            // The parser reads creators of a sensible length and number.
            if header.length ?? 0 > 256 || item.creators > 256 { item.hasUnreadCreator = true }
        } else if tag.element < 0x1000 {
            note(.privateNumber, header)
        } else if header.privateCreator == nil, !item.hasUnreadCreator {
            note(.privateWithoutCreator, header)
        }
    }

    /// Of bulk data, and numbers.
    private mutating func checkLength(_ header: DataElementHeader, _ entry: DataElementEntry?) {
        guard let length = header.length else {
            checkOffsets(header)
            return
        }
        switch header.tag {
        case .pixelData, .floatPixelData, .doubleFloatPixelData: checkPixels(header, length)
        default:
            if let expected = item.lookupTables.expected(of: header.tag, length: length) {
                note(.lookupTableLength, header, found: UInt64(length), expected: expected)
            } else if let expected = item.overlay.length(of: header.tag), expected != UInt64(length) {
                note(.overlayLength, header, found: UInt64(length), expected: expected)
            }
            checkUnits(header, length, entry)
        }
    }

    mutating func checkUnits(_ header: DataElementHeader, _ length: UInt32, _ entry: DataElementEntry?) {
        guard let width = header.vr.valueWidth, width > 1, length & 1 == 0 else { return }
        if length % UInt32(width) != 0 {
            note(.unitLength, header, found: UInt64(length), expected: UInt64(width))
        } else if length > 0, !isBulk(header.vr) {
            checkMultiplicity(header, Int(length) / width, entry)
        }
    }

    private mutating func checkPixels(_ header: DataElementHeader, _ length: UInt32) {
        guard !transferSyntax.isEncapsulated || header.depth > 0, header.vr != .unknown,
            let lengths = item.pixels.lengths
        else {
            return
        }
        let found = UInt64(length) + UInt64(length & 1)
        guard found != lengths.exact, found != lengths.padded else { return }
        note(
            found < lengths.exact ? .pixelsTooShort : .pixelsTooLong, header, found: UInt64(length),
            expected: lengths.exact)
    }

    /// Of encapsulated pixel data whose last fragment has passed.
    private mutating func checkOffsets(_ header: DataElementHeader) {
        guard let table = table.take() else { return }
        if let frames = item.pixels.numberOfFrames, frames != UInt64(table.count) {
            note(.offsetCount, header, found: UInt64(table.count), expected: frames)
        } else if !table.leadsToFragments {
            note(.offsetTable, header)
        }
    }

    private func isBulk(_ vr: VR) -> Bool {
        switch vr {
        case .otherByte, .otherWord, .otherFloat, .otherDouble, .otherLong, .otherVeryLong: true
        default: false
        }
    }
}
