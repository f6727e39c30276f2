import Evidence

/// What speaks for the bytes at `HalfStream.next` being lost to the capture and not merely late.
///
/// An acknowledgement beyond them proves that the receiver has them. Where two directions are captured by two queues or
/// ports, an acknowledgement may be captured before the bytes it is for. One direction keeps its order far better than
/// the two keep theirs, so few later segments of the same sender decide, many of the other one, or time.
///
/// Bytes sent further ahead than the receiver's window ever reached prove the same where the acknowledgement itself was
/// not captured: no sender may send them before the hole was filled (RFC 9293 §3.8.6).
struct Hole {
    static let segmentsToDecide = 3
    static let oppositeSegmentsToDecide = 64
    static let timeToDecide: Duration = .seconds(1)
    /// Where acknowledgements were not captured at all. Longer than a first retransmission takes (RFC 6298 §2: 1 s).
    static let oneSidedTimeToDecide: Duration = .seconds(2)

    var opened: Timestamp?
    /// What the receiver had acknowledged when the counting began; 0 for none.
    var acknowledgedEnd: StreamOffset = 0
    var acknowledgedAt = Timestamp(nanoseconds: 0)
    var segmentsSince = 0
    var oppositeSegmentsSince = 0

    func isLost(at time: Timestamp) -> Bool {
        acknowledgedEnd > 0
            && (segmentsSince >= Self.segmentsToDecide || oppositeSegmentsSince >= Self.oppositeSegmentsToDecide
                || time.duration(since: acknowledgedAt) >= Self.timeToDecide)
    }

    func isLostOneSided(at time: Timestamp) -> Bool {
        guard let opened else { return false }
        return time.duration(since: opened) >= Self.oneSidedTimeToDecide
    }
}
