import Evidence
import NetworkLayers

/// A segment on its connection.
struct Arrival {
    let connection: TCPConnection
    let entry: Int
    let direction: StreamDirection
    /// The sender's stream and that of the other side.
    let frame: FrameNumber
    let time: Timestamp
    let flags: TCPSegment.Flags
    /// Of the first payload byte: one more than the header's where the segment has SYN.
    let sequence: UInt32
    /// As sent.
    let length: UInt64
    /// The captured bytes; fewer than `length` where the frame was cut.
    let payload: Range<Int>

    /// Longer than any packet. A greater claim cannot be right.
    private static let longest = 1 << 24

    init(
        of segment: borrowing TCPSegment, captured: Int, on connection: TCPConnection, entry: Int,
        from direction: StreamDirection, frame: FrameNumber, time: Timestamp
    ) {
        self.connection = connection
        self.entry = entry
        self.direction = direction
        self.frame = frame
        self.time = time
        flags = segment.flags
        sequence = segment.flags.contains(.syn) ? segment.sequence &+ 1 : segment.sequence
        let claimed = min(max(segment.payloadLength, 0), Self.longest)
        let available = segment.payload.clamped(to: 0..<captured)
        length = UInt64(claimed)
        payload = available.prefix(claimed)
    }

    var half: HalfStream { connection[direction] }
    var opposite: HalfStream { connection[direction.other] }

    var isBare: Bool { flags.isDisjoint(with: [.syn, .fin, .rst]) }

    func origin(_ offset: StreamOffset) -> ByteOrigin { ByteOrigin(frame: frame, time: time, offset: offset) }
}
