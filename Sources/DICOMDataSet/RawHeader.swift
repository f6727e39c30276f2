import ByteReading
import DICOMDictionary

/// Tag, VR and length as they stand in the bytes (PS3.5 §7.1.2, §7.1.3), nothing looked up beyond what reading them takes.
struct RawHeader {
    var tag: Tag
    /// `nil` in implicit VR, in items and delimiters, and where the field holds no VR.
    var vr: VR?
    var length: UInt32
    /// 8 or 12 bytes.
    var size: Int
    /// What is wrong with it although it could be read.
    var oddity: FaultCode?

    static let undefinedLength: UInt32 = 0xFFFF_FFFF
    static let smallestSize = 8

    var isUndefinedLength: Bool { length == Self.undefinedLength }

    enum Outcome {
        case header(RawHeader)
        /// 12 bytes are needed.
        case needsMore
        /// Neither explicit nor implicit VR explains these bytes.
        case unreadable
    }

    /// Reads at `index`, where at least 8 bytes stand.
    static func decode(_ bytes: Span<UInt8>, at index: Int, _ encoding: ElementEncoding) -> Outcome {
        let fields = Fields(bytes, at: index, isBigEndian: encoding.isBigEndian)
        if fields.tag.group == 0xFFFE {
            return .header(RawHeader(tag: fields.tag, length: fields.implicitLength, size: 8))
        }
        return encoding.isExplicitVR ? explicit(fields) : implicit(fields)
    }

    /// Reads tag and 32-bit length, as items and delimiters have them (PS3.5 §7.5).
    static func decodeItem(_ bytes: Span<UInt8>, at index: Int, _ encoding: ElementEncoding) -> RawHeader {
        let fields = Fields(bytes, at: index, isBigEndian: encoding.isBigEndian)
        return RawHeader(tag: fields.tag, length: fields.implicitLength, size: 8)
    }

    private static func explicit(_ fields: Fields) -> Outcome {
        let vr = fields.letters
        if vr.hasLongLength { return long(fields, vr, oddity: nil) }
        if vr.isKnown { return short(fields, vr, oddity: nil) }
        if isLetter(vr.rawValue >> 8), isLetter(vr.rawValue & 0xFF) {
            // VRs the standard will add have the long form (PS3.5 §7.1.2), whose reserved bytes are zero.
            return fields.shortLength == 0
                ? long(fields, vr, oddity: .unknownVR) : short(fields, vr, oddity: .unknownVR)
        }
        return withoutVR(fields)
    }

    /// No VR stands where one should: the sender left the field blank, or wrote this element in implicit VR.
    private static func withoutVR(_ fields: Fields) -> Outcome {
        let expected = fields.tag.dictionaryVR
        let length = fields.implicitLength
        if isBlank(fields.letters) || (fields.letters == .absent && (length == 0 || !expected.hasLongLength)) {
            return short(fields, nil, oddity: .absentVR)
        }
        let isPlausible = length <= 0xFFFF || length == undefinedLength || expected.hasLongLength
        guard isPlausible, expected != .unknown || fields.tag.isPrivate else { return .unreadable }
        return .header(RawHeader(tag: fields.tag, length: length, size: 8, oddity: .implicitInExplicit))
    }

    private static func implicit(_ fields: Fields) -> Outcome {
        let vr = fields.letters
        let length = fields.implicitLength
        if vr.isKnown {
            // Read as a length, two letters make at least 16,705, and an odd number for most VRs. Short values are
            // never that long, and OB to OW are all odd.
            let expected = fields.tag.dictionaryVR
            let form = vr.hasLongLength ? fields.shortLength == 0 : fields.shortLength & 1 == 0
            if form, vr == expected || (expected == .unknown && length & 1 == 1) {
                return vr.hasLongLength
                    ? long(fields, vr, oddity: .explicitInImplicit)
                    : short(fields, vr, oddity: .explicitInImplicit)
            }
        }
        return .header(RawHeader(tag: fields.tag, length: length, size: 8))
    }

    private static func short(_ fields: Fields, _ vr: VR?, oddity: FaultCode?) -> Outcome {
        .header(RawHeader(tag: fields.tag, vr: vr, length: UInt32(fields.shortLength), size: 8, oddity: oddity))
    }

    private static func long(_ fields: Fields, _ vr: VR?, oddity: FaultCode?) -> Outcome {
        guard let length = fields.longLength else { return .needsMore }
        let oddity = oddity ?? (fields.shortLength == 0 ? nil : .reservedNotZero)
        return .header(RawHeader(tag: fields.tag, vr: vr, length: length, size: 12, oddity: oddity))
    }

    /// What senders write who do not know the VR.
    static func isBlank(_ vr: VR) -> Bool { vr == "  " || vr == "??" || vr == "--" }

    private static func isLetter(_ byte: UInt16) -> Bool { byte >= 0x41 && byte <= 0x5A }

    /// The bytes of a header in their byte order. Whoever reads has seen to it that the first 8 exist.
    private struct Fields {
        private let first: UInt32
        private let second: UInt32
        private let third: UInt32?
        private let isBigEndian: Bool

        init(_ bytes: Span<UInt8>, at index: Int, isBigEndian: Bool) {
            first = bytes.uint32BigEndian(at: index) ?? 0
            second = bytes.uint32BigEndian(at: index &+ 4) ?? 0
            third = bytes.uint32BigEndian(at: index &+ 8)
            self.isBigEndian = isBigEndian
        }

        var tag: Tag { Tag(ordered(UInt16(first >> 16)), ordered(UInt16(truncatingIfNeeded: first))) }
        /// Bytes 4 and 5, in the order they stand.
        var letters: VR { VR(rawValue: UInt16(second >> 16)) }
        /// Bytes 6 and 7: the short form's length, the long form's reserved bytes.
        var shortLength: UInt16 { ordered(UInt16(truncatingIfNeeded: second)) }
        var implicitLength: UInt32 { isBigEndian ? second : second.byteSwapped }
        var longLength: UInt32? { isBigEndian ? third : third?.byteSwapped }

        private func ordered(_ value: UInt16) -> UInt16 { isBigEndian ? value : value.byteSwapped }
    }
}
