/// Whether bytes of an unknown connection are DICOM. What is taken for it goes by no port, so the bar is high: what
/// other protocols and random bytes send passes for a PDU less than once in 10¹² tries.
public enum DICOMRecognition: Hashable, Sendable {
    case no
    /// Nothing speaks against it so far; with `needMore` more bytes the answer is certain.
    case maybe(needMore: Int)
    case yes

    /// Whether a PDU begins with the first of `bytes`.
    public static func recognise(_ bytes: Span<UInt8>) -> DICOMRecognition {
        switch PDUPlausibility.verdict(bytes, at: 0, .alone, atEnd: false) {
        case .no: .no
        case .needMore: .maybe(needMore: max(1, PDUPlausibility.lookAhead - bytes.count))
        case .yes: .yes
        }
    }

    /// Where the first PDU that is beyond doubt begins in `bytes`, which may begin in the middle of one.
    public static func firstPDU(in bytes: Span<UInt8>) -> Int? {
        var index = 0
        while index < bytes.count {
            if bytes[index] &- 1 < 7, PDUPlausibility.verdict(bytes, at: index, .within, atEnd: false) == .yes {
                return index
            }
            index &+= 1
        }
        return nil
    }
}
