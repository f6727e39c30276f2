import Evidence
import NetworkLayers

/// The last segments of one sender, to know the second copy of a frame that a mirror port delivers twice.
struct RecentFrames {
    private struct Trace {
        var key: UInt64 = 0
        var time: Int64 = .min
    }

    private static let size = 8
    /// With an IP identification of its own a copy is sure; without (0, and all of IPv6) it could be sent again.
    private static let identifiedSpan: Int64 = 50_000_000
    private static let unidentifiedSpan: Int64 = 500_000

    private var traces = InlineArray<8, Trace>(repeating: Trace())
    private var newest = 0

    mutating func add(_ segment: borrowing TCPSegment, at time: Timestamp) {
        newest = (newest &+ 1) & (Self.size - 1)
        traces[newest] = Trace(key: Self.key(of: segment), time: time.nanoseconds)
    }

    func contains(_ segment: borrowing TCPSegment, at time: Timestamp) -> Bool {
        let key = Self.key(of: segment)
        let span = segment.ipIdentification == 0 ? Self.unidentifiedSpan : Self.identifiedSpan
        for index in 0..<Self.size where traces[index].key == key && traces[index].time != .min {
            if (traces[index].time &- time.nanoseconds).magnitude <= UInt64(span) { return true }
        }
        return false
    }

    private static func key(of segment: borrowing TCPSegment) -> UInt64 {
        let place = UInt64(segment.sequence) | UInt64(segment.ipIdentification) &<< 32
        let shape = UInt64(truncatingIfNeeded: segment.payloadLength) &<< 8 | UInt64(segment.flags.rawValue)
        let rest = UInt64(segment.acknowledgement) ^ shape &<< 32 ^ UInt64(segment.window) &<< 16
        return place ^ rest &* 0x9E37_79B9_7F4A_7C15
    }
}
