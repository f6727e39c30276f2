import Evidence

/// Something that happened to a connection, told with the direction of the sender that did it. `origin.offset` is the
/// place in that direction's stream. Healthy traffic makes four or five of these per connection.
public enum TCPEvent: Hashable, Sendable {
    /// A SYN without ACK; 0 for the first, then counted on.
    case synSent(retransmission: Int)
    /// A SYN with ACK; counted as `synSent`.
    case synAcknowledged(retransmission: Int)
    /// Both SYNs are acknowledged.
    case established
    /// RST in answer to a SYN: nobody listens, or a firewall says so.
    case refused
    /// The sender's last byte has been delivered, or is known to be lost, and its FIN was seen.
    case fin
    case reset
    /// A RST whose sequence number the receiver cannot accept (RFC 9293 §3.10.7.4); the connection goes on.
    case resetOutOfWindow
    /// The sender of the segment has no room left to receive.
    case zeroWindowBegan
    case zeroWindowEnded(after: Duration)
    /// Bytes sent again. Told for the first `StreamReassembler.Limits.retransmissionEvents` segments of a direction.
    case retransmission(length: UInt64)
    /// Two copies of the same bytes differ; the first was kept. `length` counts from the first differing byte, which
    /// `origin.offset` names, to the last. Only copies that wait behind a hole can be compared.
    case differingCopy(length: UInt64)
    /// Bytes beyond the FIN; they are not delivered.
    case dataAfterFIN(length: UInt64)
    /// First segment with the urgent pointer set; its bytes stay in the stream.
    case urgent
    /// A hole was given up only because no more bytes could be kept behind it.
    case reorderingLimitReached
    /// The sequence numbers jumped to where no retransmission and no window explains them, and stayed there.
    case sequenceJump
}
