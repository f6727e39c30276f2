/// Round trips measured between the place of the capture and one end: one sample at a time, none across a
/// retransmission (RFC 6298 §3).
public struct RoundTrip: Hashable, Sendable {
    public internal(set) var samples: UInt64 = 0
    public internal(set) var minimum: Duration?
    public internal(set) var maximum: Duration?
    var total: Duration = .zero

    public var average: Duration? { samples == 0 ? nil : total / Int(clamping: samples) }

    mutating func add(_ sample: Duration) {
        samples &+= 1
        total += sample
        minimum = min(minimum ?? sample, sample)
        maximum = max(maximum ?? sample, sample)
    }
}
