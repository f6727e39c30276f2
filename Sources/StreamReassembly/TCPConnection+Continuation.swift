import Evidence
import NetworkLayers

extension TCPConnection {
    enum Continuation {
        case same
        /// Wireshark counts a new stream.
        case otherConnection
        /// Another connection of which the SYN was not captured: Wireshark goes on with the same stream.
        case otherConnectionOfStream
    }

    /// Late segments of an ended connection come within twice the maximum segment lifetime (RFC 9293 §3.6.1).
    private static let quietTime: Duration = .seconds(120)

    /// Whether a segment between the same endpoints belongs to this connection. A SYN with another sequence number than
    /// the sender's first does not, as Wireshark has it.
    func continuation(
        by segment: borrowing TCPSegment, from direction: StreamDirection, at time: Timestamp
    ) -> Continuation {
        if segment.flags.contains(.syn) {
            let isAnswer = segment.flags.contains(.ack)
            if let identity = self[direction].identity, identity != segment.sequence {
                return isAnswer ? .otherConnectionOfStream : .otherConnection
            }
            // A refused SYN that was sent again and then accepted.
            return isAnswer && ended?.reason == .refused ? .otherConnectionOfStream : .same
        }
        guard let ended = ended, segment.payloadLength > 0 else { return .same }
        let distance = self[direction].offset(of: segment.sequence) &- Int64(bitPattern: self[direction].sent)
        let isNear = distance.magnitude <= HalfStream.oldest.magnitude
        return isNear && time.duration(since: ended.time) < Self.quietTime ? .same : .otherConnectionOfStream
    }
}
