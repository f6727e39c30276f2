import DICOMDictionary

/// Tells a data set's encoding from its first bytes, for when the presentation context's negotiation was not captured.
public enum TransferSyntaxInference {
    /// Needs 8 bytes, and for a deflated data set some hundred; `nil` is "cannot tell". Encapsulated syntaxes are Explicit
    /// VR Little Endian as far as this goes.
    public static func infer(_ firstBytes: Span<UInt8>) -> TransferSyntax? {
        guard firstBytes.count >= RawHeader.smallestSize else { return nil }
        if let encoding = encoding(of: firstBytes) { return transferSyntax(encoding) }
        let inflated = Inflater.beginning(of: firstBytes, atMost: 64)
        guard inflated.count >= RawHeader.smallestSize, encoding(of: inflated.span) == .explicitLittleEndian
        else { return nil }
        return .deflatedExplicitVRLittleEndian
    }

    /// By the first element's header; if more than one encoding explains it, the preferred one.
    static func encoding(of bytes: Span<UInt8>, preferring preferred: ElementEncoding? = nil) -> ElementEncoding? {
        if let preferred, isExplained(bytes, by: preferred) { return preferred }
        for encoding: ElementEncoding in [.explicitLittleEndian, .explicitBigEndian, .implicitLittleEndian]
        where isExplained(bytes, by: encoding) {
            return encoding
        }
        return nil
    }

    private static func isExplained(_ bytes: Span<UInt8>, by encoding: ElementEncoding) -> Bool {
        let item = RawHeader.decodeItem(bytes, at: 0, encoding)
        guard isFirst(item.tag) else { return false }
        let vr = VR(bytes[4], bytes[5])
        if encoding.isExplicitVR { return vr.isKnown }
        return !RawHeader.isBlank(vr) && item.length <= 0xFFFF
            || item.isUndefinedLength && item.tag.dictionaryVR == .sequence
    }

    /// Whether a data set may begin with the tag. No group that has private elements or a group length at the beginning of
    /// a data set has a number that is low in both byte orders.
    private static func isFirst(_ tag: Tag) -> Bool {
        let vr = tag.dictionaryVR
        return vr != .unknown && vr != .absent && (tag.group < 0x100 || !tag.isGroupLength && !tag.isPrivate)
    }

    private static func transferSyntax(_ encoding: ElementEncoding) -> TransferSyntax {
        switch encoding {
        case .explicitBigEndian: .explicitVRBigEndian
        case .implicitLittleEndian: .implicitVRLittleEndian
        default: .explicitVRLittleEndian
        }
    }
}
