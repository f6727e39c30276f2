import Evidence

/// One direction of a connection: where its sequence numbers stand, what its receiver acknowledged, what waits.
///
/// A class, as its fields are changed one by one and between calls of the consumer, which reads the statistics: parts
/// of a structure in a class would be guarded against overlapping access at each of these.
///
/// Offsets are 64-bit; a 32-bit sequence number is taken as the offset nearest to `next` (RFC 9293 §3.4).
final class HalfStream {
    enum Start {
        case unknown
        /// Known only from what the other side acknowledges.
        case acknowledged
        /// The sender's own first segment without a SYN.
        case midstream
        case synchronized
    }

    /// A segment further back than any receive window in use is no retransmission.
    static let oldest: Int64 = -(1 << 26)
    /// The largest window there can be (RFC 7323 §2.3).
    static let furthest: Int64 = 1 << 30
    static let greatestShift: UInt8 = 14

    // Unsafe: checked at run time, its accesses for every segment took a twentieth of the time of bulk data (measured). None
    // overlap: no method of it calls anybody.
    @exclusivity(unchecked) private var uncheckedStatistics = DirectionStatistics()
    var statistics: DirectionStatistics {
        @inline(__always)
        _read { yield unsafe uncheckedStatistics }
        @inline(__always)
        _modify { yield unsafe &uncheckedStatistics }
    }
    var start = Start.unknown
    /// The sequence number of offset 0.
    private(set) var base: UInt32 = 0
    /// The sequence number by which Wireshark tells a new connection between the same endpoints: the SYN's, or one less
    /// than the first seen or acknowledged.
    var identity: UInt32?
    /// The next byte to deliver.
    private(set) var next: StreamOffset = 0
    /// The end of the furthest byte seen.
    private(set) var sent: StreamOffset = 0
    /// How far the receiver says to have all bytes; -1 before it acknowledged the SYN.
    private(set) var acknowledged: Int64 = -1
    /// The length of the stream, once the FIN was seen.
    var fin: StreamOffset?
    private var synCount = 0
    private var synAnswerCount = 0
    var isFinDelivered = false

    /// Bytes the sender is ready to receive, scaled.
    var window: UInt64 = 0
    /// The largest it ever was.
    var largestWindow: UInt64 = 0
    /// Of `window`, once both SYNs have offered it (RFC 7323 §2.2).
    var windowShift: UInt8 = 0
    var windowClosedSince: Timestamp?

    private var pending = PendingSegments()
    /// The first byte that waits; `UInt64.max` where none does.
    private(set) var pendingOffset = StreamOffset.max
    var hole = Hole()
    /// The last run given up.
    var lastLost: Range<StreamOffset> = 0..<0
    var recent = RecentFrames()
    /// Bytes whose acknowledgement is waited for to measure a round trip.
    var sample: (end: StreamOffset, sent: Timestamp)?
    var outOfWindow = OutOfWindowRun()

    /// Segments in a row that fit no window but follow one another.
    struct OutOfWindowRun {
        private var nextSequence: UInt32 = 0
        var count = 0

        /// Takes one more; three that follow one another are no chance.
        mutating func isEnough(with arrival: Arrival) -> Bool {
            count = count > 0 && arrival.sequence == nextSequence ? count + 1 : 1
            nextSequence = arrival.sequence &+ UInt32(truncatingIfNeeded: arrival.length)
            return count >= 3
        }
    }

    func offset(of sequence: UInt32) -> Int64 {
        let distance = Int32(bitPattern: sequence &- base &- UInt32(truncatingIfNeeded: next))
        return Int64(bitPattern: next) &+ Int64(distance)
    }

    func sequence(of offset: StreamOffset) -> UInt32 { base &+ UInt32(truncatingIfNeeded: offset) }

    func isPlausible(_ offset: Int64) -> Bool {
        let distance = offset &- Int64(bitPattern: next)
        return distance >= Self.oldest && distance <= Self.furthest
    }

    var isEndAcknowledged: Bool {
        guard let fin else { return false }
        return acknowledged > Int64(bitPattern: fin)
    }

    var hasUnacknowledged: Bool { Int64(bitPattern: sent) > acknowledged }

    /// Returns how many came before.
    func countSYN(isAnswer: Bool) -> Int {
        if isAnswer { synAnswerCount += 1 } else { synCount += 1 }
        return (isAnswer ? synAnswerCount : synCount) - 1
    }

    /// As `begin`, but for bytes that have been given up already: they keep their offsets.
    func restart(at sequence: UInt32, _ start: Start) {
        if next == 0 { begin(at: sequence, start) } else { self.start = start }
    }

    private func begin(at sequence: UInt32, _ start: Start) {
        // The acknowledgements seen so far keep their meaning.
        if acknowledged >= 0 { acknowledged &+= Int64(Int32(bitPattern: base &- sequence)) }
        base = sequence
        self.start = start
    }

    /// Bytes up to `offset` have been delivered or given up.
    func advance(to offset: StreamOffset) {
        next = offset
        if sent < offset { sent = offset }
    }

    func noteSent(_ end: StreamOffset) {
        if sent < end { sent = end }
    }

    /// All that is known of this direction so far is what the other side waits for next.
    func begin(acknowledgedAt number: UInt32, _ start: Start) {
        base = number
        acknowledged = 0
        self.start = start
    }

    func advances(_ number: UInt32) -> Bool { offset(of: number) > acknowledged }

    /// Returns whether it acknowledges more than any before.
    func acknowledge(_ number: UInt32) -> Bool {
        let offset = offset(of: number)
        if offset > acknowledged {
            guard offset &- Int64(bitPattern: next) <= Self.furthest else { return false }
            acknowledged = offset
            return true
        }
        // A number beyond all bytes seen that the receiver does not repeat was no acknowledgement of this stream.
        if acknowledged > Int64(bitPattern: sent) &+ 1, offset >= Int64(bitPattern: next) &+ Self.oldest {
            acknowledged = max(offset, -1)
        }
        return false
    }

    var hasPending: Bool { pendingOffset != .max }
    var pendingCount: Int { pending.count }
    var pendingByteCount: Int { pending.byteCount }

    func keep(_ bytes: Span<UInt8>, length: UInt64, at origin: ByteOrigin) -> PendingSegments.Insertion {
        let insertion = pending.insert(bytes, length: length, at: origin)
        pendingOffset = pending.firstOffset
        return insertion
    }

    /// The first of those that wait, if all before it have been delivered.
    func takePending() -> PendingSegments.Segment? {
        guard pendingOffset <= next, let segment = pending.removeFirst() else { return nil }
        pendingOffset = pending.firstOffset
        return segment
    }

    func discardPending() {
        pending = PendingSegments()
        pendingOffset = .max
    }

    /// Ends the measurement once the bytes it was begun with are acknowledged.
    func measureRoundTrip(at time: Timestamp) {
        guard let begun = sample, acknowledged >= Int64(bitPattern: begun.end) else { return }
        sample = nil
        var roundTrip = statistics.roundTrip
        roundTrip.add(time.duration(since: begun.sent))
        statistics.roundTrip = roundTrip
    }

    /// The end of the bytes the receiver has acknowledged, a FIN left out. One number beyond all bytes seen is taken for
    /// a FIN that was not captured, until bytes beyond it prove otherwise.
    var acknowledgedBytes: StreamOffset {
        guard acknowledged > Int64(bitPattern: next) else { return next }
        let end = UInt64(bitPattern: acknowledged)
        if let fin { return max(next, min(end, fin)) }
        return !hasPending && end == next &+ 1 ? next : end
    }

    var hasHole: Bool { hasPending || acknowledgedBytes > next }

    /// Keeps `hole` up with what has been delivered and acknowledged.
    func updateHole(at time: Timestamp) {
        guard hasHole else {
            hole = Hole()
            return
        }
        if hole.opened == nil { hole.opened = time }
        if hole.acknowledgedEnd <= next, acknowledgedBytes > next {
            hole.acknowledgedEnd = acknowledgedBytes
            hole.acknowledgedAt = time
            hole.segmentsSince = 0
            hole.oppositeSegmentsSince = 0
        }
    }
}
