import ByteReading
import Evidence

/// Whether a PDU may begin at some place of a stream nobody can vouch for. Bytes that are no PDU must not be taken for
/// one: dark 16-bit pixels (`04 00 00 00 xx 00 00 00 yy 00 01 00`) look much like the header of a P-DATA-TF.
enum PDUPlausibility {
    enum Verdict: Hashable {
        case no
        /// So far nothing speaks against it, and there are too few bytes to be sure.
        case needMore
        case yes
    }

    /// The most bytes a verdict takes.
    static let lookAhead = 26

    /// What is known of the place apart from its bytes.
    enum Place {
        /// The first byte of a stream or behind a gap: mostly a segment's first, where a PDU is likely to begin.
        case first
        /// A connection's first bytes, with no reason to expect DICOM.
        case alone
        /// Anywhere, among bytes that are not understood.
        case within
    }

    /// `atEnd`: nothing follows `bytes` that could be waited for.
    static func verdict(_ bytes: Span<UInt8>, at index: Int, _ place: Place, atEnd: Bool) -> Verdict {
        guard index < bytes.count else { return atEnd ? .no : .needMore }
        let type = bytes[index]
        guard type >= 1, type <= 7 else { return .no }
        guard index &+ 1 < bytes.count else { return atEnd ? .no : .needMore }
        // Byte 2 is reserved and sent as 0, though not tested by a receiver.
        let isAssociate = type <= PDUType.associateAC.rawValue
        guard bytes[index &+ 1] == 0 || (isAssociate && place != .within) else { return .no }
        guard let length = bytes.uint32BigEndian(at: index &+ 2) else { return atEnd ? .no : .needMore }
        switch PDUType(rawValue: type) {
        case .associateRQ, .associateAC: return associate(bytes, index, Int(length), place, atEnd)
        case .dataTF: return dataTransfer(bytes, index, length, place, atEnd)
        case .associateRJ, .releaseRQ, .releaseRP, .abort: return fixed(bytes, index, length, place, atEnd)
        default: return .no
        }
    }

    /// A called AE title of printable characters behind a version and reserved bytes (PS3.8 Tables 9-11 and 9-17). Who
    /// offers another version than 1, or does not leave the reserved bytes 0, must have a title without a flaw; among
    /// other bytes nobody may.
    private static func associate(
        _ bytes: Span<UInt8>, _ index: Int, _ length: Int, _ place: Place, _ atEnd: Bool
    ) -> Verdict {
        // One that claims more than any takes is one at the beginning of a connection, and without another flaw.
        let isTooLong = length > 1 << 20
        guard length >= 68, !isTooLong || place == .alone else { return .no }
        let end = min(bytes.count, index &+ lookAhead)
        var isSound = bytes[index &+ 1] == 0
        var isPlain = true
        var isBlank = true
        var position = index &+ 6
        while position < end {
            let byte = bytes[position]
            switch position &- index {
            case 6: break
            case 7: isSound = isSound && byte & 1 == 1
            case 8, 9: isSound = isSound && byte == 0
            default:
                if byte != 0, byte < 0x20 || byte == 0x7F { return .no }
                isPlain = isPlain && byte < 0x80
                isBlank = isBlank && byte == 0
            }
            position &+= 1
        }
        guard isTooLong ? isSound && isPlain : isSound || (isPlain && place != .within) else { return .no }
        if position == index &+ lookAhead { return isBlank ? .no : .yes }
        return atEnd ? .no : .needMore
    }

    /// Its first PDV fits into it, has an odd presentation context ID and no reserved bit set. Away from a first place
    /// it must also fill the PDU exactly, as most do, or begin a command set with its group length (PS3.7 §9.3).
    private static func dataTransfer(
        _ bytes: Span<UInt8>, _ index: Int, _ length: UInt32, _ place: Place, _ atEnd: Bool
    ) -> Verdict {
        guard length >= 6 else { return .no }
        guard let valueLength = bytes.uint32BigEndian(at: index &+ 6) else { return atEnd ? .no : .needMore }
        guard valueLength >= 2, valueLength <= length &- 4 else { return .no }
        guard bytes.count > index &+ 11 else { return atEnd ? .no : .needMore }
        guard bytes[index &+ 10] & 1 == 1, bytes[index &+ 11] < 4 else { return .no }
        if place == .first || valueLength == length &- 4 { return .yes }
        guard bytes[index &+ 11] & 1 == 1 else { return .no }
        // (0000,0000) in implicit VR little endian, 4 bytes long.
        let end = min(bytes.count, index &+ 20)
        var position = index &+ 12
        while position < end {
            if bytes[position] != (position &- index == 16 ? 4 : 0) { return .no }
            position &+= 1
        }
        if position == index &+ 20 { return .yes }
        return atEnd ? .no : .needMore
    }

    /// The PDUs of ten bytes. Among other bytes a further header, or the end, must follow them.
    private static func fixed(
        _ bytes: Span<UInt8>, _ index: Int, _ length: UInt32, _ place: Place, _ atEnd: Bool
    ) -> Verdict {
        guard length == 4 else { return .no }
        guard bytes.count >= index &+ 10 else { return atEnd ? .no : .needMore }
        let (first, second, third, fourth) = (
            bytes[index &+ 6], bytes[index &+ 7], bytes[index &+ 8], bytes[index &+ 9]
        )
        switch PDUType(rawValue: bytes[index]) {
        case .associateRJ: guard first == 0, 1...2 ~= second, 1...3 ~= third, fourth <= 10 else { return .no }
        case .abort: guard first == 0, second == 0, third <= 2, fourth <= 6 else { return .no }
        default: guard first == 0, second == 0, third == 0, fourth == 0 else { return .no }
        }
        if place != .within { return .yes }
        let next = index &+ 10
        guard next < bytes.count else { return atEnd ? .yes : .needMore }
        guard 1...7 ~= bytes[next] else { return .no }
        guard next &+ 1 < bytes.count else { return atEnd ? .yes : .needMore }
        return bytes[next &+ 1] == 0 ? .yes : .no
    }
}
