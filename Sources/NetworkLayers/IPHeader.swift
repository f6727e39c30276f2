import ByteReading

/// What the layers inside need of an IP header.
struct IPHeader {
    var source: IPAddress
    var destination: IPAddress
    var timeToLive: UInt8
    var identification: UInt16
}

extension Span<UInt8> {
    /// The caller has checked that the 16 bytes are there; missing ones read as 0.
    func ipv6Address(at index: Int) -> IPAddress {
        func half(_ index: Int) -> UInt64 {
            UInt64(uint32BigEndian(at: index) ?? 0) << 32 | UInt64(uint32BigEndian(at: index &+ 4) ?? 0)
        }
        return .v6(half(index), half(index &+ 8))
    }
}
