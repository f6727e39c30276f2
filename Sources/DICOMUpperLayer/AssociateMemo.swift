import Synchronization

/// A-ASSOCIATE PDUs as decoded, by their bytes. A peer sends the same ones for every association, so that most need be
/// read only once, and share their parts. Shared by the decoders of a capture; it keeps few, and none that is long.
public final class AssociateMemo: Sendable {
    private struct Known {
        var bytes: [UInt8]
        var decoded: DecodedPDU
    }

    private struct Kept {
        /// By hash.
        var known = [Known?](repeating: nil, count: AssociateMemo.size)
        /// The places of the latest A-ASSOCIATE-RQ and A-ASSOCIATE-AC.
        var latest = (request: 0, accept: 0)
    }

    private let kept = Mutex(Kept())

    private static let size = 64
    private static let longest = 8192

    public init() {}

    func decoded(_ bytes: [UInt8], header: PDUHeader) -> DecodedPDU {
        let isRequest = header.type == .associateRQ
        guard isRequest || header.type == .associateAC, bytes.count <= Self.longest else {
            return FieldReader.read(bytes, header: header)
        }
        return kept.withLock { kept in
            var place = isRequest ? kept.latest.request : kept.latest.accept
            if let known = kept.known[place], known.bytes == bytes { return known.decoded }
            place = Self.hash(bytes) % Self.size
            if isRequest { kept.latest.request = place } else { kept.latest.accept = place }
            if let known = kept.known[place], known.bytes == bytes { return known.decoded }
            let decoded = FieldReader.read(bytes, header: header)
            kept.known[place] = Known(bytes: bytes, decoded: decoded)
            return decoded
        }
    }

    /// FNV-1a. Where it brings different PDUs to one place they are read each time.
    private static func hash(_ bytes: [UInt8]) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash >> 32)
    }
}
