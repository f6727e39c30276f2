import ByteReading

/// The checksum of a TCP segment (RFC 9293 §3.1, RFC 8200 §8.1): to tell which of two differing copies was damaged, never
/// to discard a segment.
public enum TCPChecksum {
    /// `nil` when the segment was not captured whole. `bytes` are those that `segment.payload` indexes.
    public static func isValid(_ segment: TCPSegment, in bytes: Span<UInt8>) -> Bool? {
        let start = segment.payload.lowerBound &- segment.headerLength
        let end = segment.payload.upperBound
        guard segment.payload.count == segment.payloadLength, start >= 0, end <= bytes.count else { return nil }
        let length = end &- start
        var sum: UInt64 = UInt64(length) &+ UInt64(IPProtocol.tcp.rawValue)
        for address in [segment.source.address, segment.destination.address] {
            switch address {
            case .v4(let value): sum &+= UInt64(value)
            case .v6(let high, let low):
                sum &+= (high >> 32) &+ (high & 0xFFFF_FFFF) &+ (low >> 32) &+ (low & 0xFFFF_FFFF)
            }
        }
        var position = start
        while position &+ 1 < end {
            sum &+= UInt64(bytes[position]) << 8 | UInt64(bytes[position &+ 1])
            position &+= 2
        }
        if position < end { sum &+= UInt64(bytes[position]) << 8 }
        while sum > 0xFFFF { sum = (sum >> 16) &+ (sum & 0xFFFF) }
        return sum == 0xFFFF
    }
}
