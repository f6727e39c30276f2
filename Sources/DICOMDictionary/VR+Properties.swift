/// The value representations of PS3.5 Table 6.2-1 and what decides how their values are read.
extension VR {
    @inlinable public static var applicationEntity: VR { "AE" }
    @inlinable public static var ageString: VR { "AS" }
    @inlinable public static var attributeTag: VR { "AT" }
    @inlinable public static var codeString: VR { "CS" }
    @inlinable public static var date: VR { "DA" }
    @inlinable public static var decimalString: VR { "DS" }
    @inlinable public static var dateTime: VR { "DT" }
    @inlinable public static var floatingPointSingle: VR { "FL" }
    @inlinable public static var floatingPointDouble: VR { "FD" }
    @inlinable public static var integerString: VR { "IS" }
    @inlinable public static var longString: VR { "LO" }
    @inlinable public static var longText: VR { "LT" }
    @inlinable public static var otherByte: VR { "OB" }
    @inlinable public static var otherDouble: VR { "OD" }
    @inlinable public static var otherFloat: VR { "OF" }
    @inlinable public static var otherLong: VR { "OL" }
    @inlinable public static var otherVeryLong: VR { "OV" }
    @inlinable public static var otherWord: VR { "OW" }
    @inlinable public static var personName: VR { "PN" }
    @inlinable public static var shortString: VR { "SH" }
    @inlinable public static var signedLong: VR { "SL" }
    @inlinable public static var sequence: VR { "SQ" }
    @inlinable public static var signedShort: VR { "SS" }
    @inlinable public static var shortText: VR { "ST" }
    @inlinable public static var signedVeryLong: VR { "SV" }
    @inlinable public static var time: VR { "TM" }
    @inlinable public static var unlimitedCharacters: VR { "UC" }
    @inlinable public static var uniqueIdentifier: VR { "UI" }
    @inlinable public static var unsignedLong: VR { "UL" }
    @inlinable public static var unknown: VR { "UN" }
    @inlinable public static var universalResource: VR { "UR" }
    @inlinable public static var unsignedShort: VR { "US" }
    @inlinable public static var unlimitedText: VR { "UT" }
    @inlinable public static var unsignedVeryLong: VR { "UV" }

    /// Of items and delimitation items, which have none (PS3.5 §7.5).
    @inlinable public static var absent: VR { VR(rawValue: 0) }

    /// One of the 34 of PS3.5 Table 6.2-1.
    public var isKnown: Bool {
        switch self {
        case .applicationEntity, .ageString, .attributeTag, .codeString, .date, .decimalString, .dateTime,
            .floatingPointSingle, .floatingPointDouble, .integerString, .longString, .longText, .personName,
            .shortString, .signedLong, .signedShort, .shortText, .time, .uniqueIdentifier, .unsignedLong,
            .unsignedShort:
            true
        default: hasLongLength
        }
    }

    /// In explicit VR: two reserved bytes and a 32-bit length (PS3.5 Table 7.1-1) instead of a 16-bit length.
    public var hasLongLength: Bool {
        switch self {
        case .otherByte, .otherDouble, .otherFloat, .otherLong, .otherVeryLong, .otherWord, .sequence, .signedVeryLong,
            .unlimitedCharacters, .unknown, .universalResource, .unlimitedText, .unsignedVeryLong:
            true
        default: false
        }
    }

    /// Characters, of whatever repertoire.
    public var isText: Bool {
        switch self {
        case .applicationEntity, .ageString, .codeString, .date, .decimalString, .dateTime, .integerString, .time,
            .uniqueIdentifier, .universalResource:
            true
        default: isAffectedByCharacterSet
        }
    }

    /// Read by Specific Character Set (0008,0005) (PS3.5 §6.1.2.3).
    public var isAffectedByCharacterSet: Bool {
        switch self {
        case .longString, .longText, .personName, .shortString, .shortText, .unlimitedCharacters, .unlimitedText: true
        default: false
        }
    }

    /// Text in which a backslash separates values; in the others it is a character (PS3.5 §6.4).
    public var isMultivaluedText: Bool {
        switch self {
        case .longText, .shortText, .unlimitedText, .universalResource: false
        default: isText
        }
    }

    /// The byte that makes a value's length even (PS3.5 §6.2): NULL, or SPACE for text other than UIDs.
    public var paddingByte: UInt8 { isText && self != .uniqueIdentifier ? 0x20 : 0 }

    /// The width in bytes of one binary value, and of what byte order swaps; `nil` for text, sequences and UN.
    /// AT counts as 4 although it is swapped as two 16-bit numbers.
    public var valueWidth: Int? {
        switch self {
        case .otherByte: 1
        case .signedShort, .unsignedShort, .otherWord: 2
        case .signedLong, .unsignedLong, .floatingPointSingle, .otherFloat, .otherLong, .attributeTag: 4
        case .signedVeryLong, .unsignedVeryLong, .floatingPointDouble, .otherDouble, .otherVeryLong: 8
        default: nil
        }
    }
}
