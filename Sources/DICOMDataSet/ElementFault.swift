import DICOMDictionary

/// Something wrong with one element: its value representation, multiplicity or value against PS3.5 §6.2 and PS3.6, or the
/// place it has. The value itself is not told: it may be a patient's.
public struct ElementFault: Hashable, Sendable {
    public var kind: Kind
    public var tag: Tag
    /// As sent, or as the dictionary has it in implicit VR.
    public var vr: VR
    /// The open sequences around the first one, outermost first.
    public var path: [Step]
    /// Of the first one, from the data set's first byte.
    public var offset: UInt64
    /// What was found and what was expected, in the unit of the kind.
    public var found: UInt64
    public var expected: UInt64
    /// Elements of this tag with this fault in the data set.
    public var count = 1

    /// An item of a sequence, counted from 1.
    public struct Step: Hashable, Sendable {
        public var sequence: Tag
        public var item: Int
    }

    /// The raw values are stable codes.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case representation = "element/value-representation"
        case unknownForKnown = "element/unknown-for-known"
        case multiplicity = "element/multiplicity"
        case tooLong = "element/value-too-long"
        case uidTooLong = "element/uid-too-long"
        case unitLength = "element/length-not-of-unit"
        case controlCharacters = "element/control-characters"
        case aeTitle = "element/ae-title-malformed"
        case codeString = "element/code-string-malformed"
        case age = "element/age-malformed"
        case date = "element/date-malformed"
        case dateWithPeriods = "element/date-with-periods"
        case time = "element/time-malformed"
        case timeWithColons = "element/time-with-colons"
        case dateTime = "element/date-time-malformed"
        case integer = "element/integer-malformed"
        case decimal = "element/decimal-malformed"
        case uid = "element/uid-malformed"
        case uri = "element/uri-malformed"
        case name = "element/name-structure"
        case uidPadding = "element/uid-padding"
        case textPadding = "element/text-padded-with-nul"
        case privateWithoutCreator = "element/private-without-creator"
        case privateNumber = "element/private-number"
        case privateCreator = "element/private-creator-malformed"
        case retired = "element/retired"
        case notInDictionary = "element/not-in-dictionary"
        case groupLength = "element/group-length"
        case groupLengthWrong = "element/group-length-wrong"
        case characterSetUndeclared = "character-set/undeclared"
        case characterSetViolated = "character-set/violated"
        case utf8Undeclared = "character-set/utf-8-undeclared"
        case escapeUndeclared = "character-set/escape-undeclared"
        case pixelsTooShort = "pixel-data/too-short"
        case pixelsTooLong = "pixel-data/too-long"
        case offsetTable = "pixel-data/offset-table"
        case offsetCount = "pixel-data/offset-count"
        case lookupTableLength = "pixel-data/lookup-table-length"
        case overlayLength = "pixel-data/overlay-length"
    }

    public var code: String { kind.rawValue }
}

extension ElementFault {
    /// `ReferencedSeriesSequence[1].ReferencedSOPSequence[3]`; empty at the top level.
    public var place: String {
        path.map { step in (Self.keyword(step.sequence) ?? "\(step.sequence)") + "[\(step.item)]" }.joined(
            separator: ".")
    }

    /// What PS3.5 and PS3.6 have instead.
    public var expectation: String {
        let entry = tag.dictionaryEntry
        switch kind {
        case .representation, .unknownForKnown:
            return entry.map { $0.vrAlternatives.description ?? "\($0.vr)" } ?? "another"
        case .multiplicity: return entry?.vm ?? "1"
        case .tooLong, .uidTooLong: return "at most \(expected)"
        case .unitLength: return "a multiple of \(expected) bytes"
        case .controlCharacters: return vr.isMultivaluedText ? "none" : "line ends and tabs only"
        case .aeTitle: return "up to 16 printable characters, not spaces alone"
        case .codeString: return "capital letters, digits, space and underscore"
        case .age: return "three digits and D, W, M or Y"
        case .date, .dateWithPeriods: return "YYYYMMDD"
        case .time, .timeWithColons: return "HHMMSS.FFFFFF"
        case .dateTime: return "YYYYMMDDHHMMSS.FFFFFF&ZZXX"
        case .integer: return "an integer of 32 bits in digits"
        case .decimal: return "a number in digits, sign, point and exponent"
        case .uid: return "digits and periods, no component empty or with a leading zero"
        case .uri: return "the characters of a URI, without spaces"
        case .name: return "up to 3 component groups of up to 5 components"
        case .uidPadding: return "one NUL where the length would be odd"
        case .textPadding: return "spaces"
        case .privateWithoutCreator: return "\(Tag(tag.group, tag.element >> 8)) in the same item"
        case .privateCreator: return "ASCII, and once in its group"
        case .privateNumber: return "(gggg,0010) to (gggg,00FF), or from (gggg,1000) on"
        case .retired, .groupLength: return "nothing"
        case .notInDictionary: return "an element of PS3.6"
        case .groupLengthWrong: return "\(expected)"
        case .characterSetUndeclared: return "Specific Character Set"
        case .characterSetViolated: return "characters of the Specific Character Set"
        case .utf8Undeclared: return "ISO_IR 192 as Specific Character Set"
        case .escapeUndeclared: return "the code extension in Specific Character Set"
        case .pixelsTooShort, .pixelsTooLong, .lookupTableLength, .overlayLength: return "\(expected) bytes"
        case .offsetTable: return "where fragments begin"
        case .offsetCount: return "\(expected)"
        }
    }

    /// One sentence: `PatientAge (0010,1010), AS: not an age, which is three digits and D, W, M or Y.`
    public var message: String {
        let inside = path.isEmpty ? "" : " in \(place)"
        let times = count > 1 ? ", \(count) times in this data set" : ""
        let word = Self.keyword(tag) ?? (tag.isPrivate ? "Private element" : "Element")
        return "\(word) \(tag)\(inside), \(vr): \(statement)\(times)."
    }

    private var statement: String {
        switch kind {
        case .representation, .unknownForKnown: "the dictionary has \(expectation)"
        case .multiplicity: "\(found) \(found == 1 ? "value" : "values"), the dictionary has \(expectation)"
        case .tooLong where vr == .decimalString || vr == .integerString: "\(found) bytes, \(expectation)"
        case .tooLong, .uidTooLong: "\(found) characters, \(expectation)"
        case .unitLength: "\(found) bytes, not \(expectation)"
        case .controlCharacters: "control characters; there may be \(expectation)"
        case .aeTitle: "no AE title, which is \(expectation)"
        case .codeString: "not a code string, which has \(expectation)"
        case .age: "not an age, which is \(expectation)"
        case .date: "not a date, which is \(expectation)"
        case .dateWithPeriods: "a date with periods instead of \(expectation)"
        case .time: "not a time, which is \(expectation)"
        case .timeWithColons: "a time with colons instead of \(expectation)"
        case .dateTime: "not a date and time, which is \(expectation)"
        case .integer: "not an integer string, which is \(expectation)"
        case .decimal: "not a decimal string, which is \(expectation)"
        case .uid: "not a UID, which has \(expectation)"
        case .uri: "not a URI, which has \(expectation)"
        case .name: "not a person name, which has \(expectation)"
        case .uidPadding: "padded otherwise than with \(expectation)"
        case .textPadding: "padded with NUL instead of \(expectation)"
        case .privateWithoutCreator: "no private creator has reserved its block by \(expectation)"
        case .privateCreator: "no private creator as it should be, which is \(expectation)"
        case .privateNumber: "no number of a private element, which is \(expectation)"
        case .retired: "retired"
        case .notInDictionary: "not in PS3.6 of 2024c"
        case .groupLength: "a group length, which is retired"
        case .groupLengthWrong: "\(found), but the group has \(expectation) bytes"
        case .characterSetUndeclared: "bytes beyond ASCII, and no \(expectation) declares what they are"
        case .characterSetViolated: "bytes that are no \(expectation)"
        case .utf8Undeclared: "the bytes are UTF-8; \(expectation) would say so"
        case .escapeUndeclared: "an escape sequence without \(expectation)"
        case .pixelsTooShort, .pixelsTooLong: "\(found) bytes, the image attributes make \(expectation)"
        case .offsetTable: "the Basic Offset Table has offsets other than \(expectation)"
        case .offsetCount:
            "the Basic Offset Table has \(found) \(found == 1 ? "offset" : "offsets") for "
                + "\(expectation) \(expected == 1 ? "frame" : "frames")"
        case .lookupTableLength: "\(found) bytes, its descriptor makes \(expectation)"
        case .overlayLength: "\(found) bytes, the attributes of the overlay make \(expectation)"
        }
    }

    private static func keyword(_ tag: Tag) -> String? {
        tag.dictionaryEntry.map { $0.keyword.isEmpty ? $0.name : $0.keyword }
    }
}
