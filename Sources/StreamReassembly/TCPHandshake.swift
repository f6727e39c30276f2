import Evidence

/// The opening of a connection (RFC 9293 §3.5).
public struct TCPHandshake: Hashable, Sendable {
    /// The first SYN.
    public internal(set) var syn: Timestamp?
    /// Later SYNs with the same sequence number, the first 16 of them.
    public internal(set) var synRetransmissions: [Timestamp] = []
    /// The first SYN-ACK.
    public internal(set) var synAcknowledged: Timestamp?
    public internal(set) var synAcknowledgedRetransmissions = 0
    /// When both SYNs were acknowledged.
    public internal(set) var established: Timestamp?
    /// Both sides sent a SYN before either saw the other's (RFC 9293 §3.5, Figure 7).
    public internal(set) var isSimultaneous = false

    /// From the first SYN to the acknowledgement of the SYN-ACK, waiting for retransmissions included.
    public var connectTime: Duration? { Self.duration(from: syn, to: established) }

    /// Round trip between the place of the capture and the responder; from the last SYN before the SYN-ACK.
    public var responderRoundTrip: Duration? {
        guard let synAcknowledged else { return nil }
        return Self.duration(from: synRetransmissions.last { $0 <= synAcknowledged } ?? syn, to: synAcknowledged)
    }

    /// Round trip between the place of the capture and the initiator; unknown where the SYN-ACK was sent again.
    public var initiatorRoundTrip: Duration? {
        synAcknowledgedRetransmissions == 0 ? Self.duration(from: synAcknowledged, to: established) : nil
    }

    private static func duration(from start: Timestamp?, to end: Timestamp?) -> Duration? {
        guard let start, let end else { return nil }
        return end.duration(since: start)
    }
}
