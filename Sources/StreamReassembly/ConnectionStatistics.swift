import Evidence

/// What was measured on one connection. Frames that a mirror port delivered twice count in `duplicateFrames` only.
public struct ConnectionStatistics: Sendable {
    public let first: ByteOrigin
    public let last: ByteOrigin
    public let handshake: TCPHandshake
    public let fromInitiator: DirectionStatistics
    public let fromResponder: DirectionStatistics
    /// The longest time in which nothing moved.
    public let longestStall: TCPStall?
    /// Who closed first, with FIN.
    public let firstFIN: StreamDirection?
    /// The RST that ended the connection.
    public let reset: TCPReset?
    /// Segments after `connectionEnded`, such as late retransmissions.
    public let segmentsAfterEnd: Int

    public subscript(direction: StreamDirection) -> DirectionStatistics {
        direction == .fromInitiator ? fromInitiator : fromResponder
    }

    /// Whether only one of the two directions was captured.
    public var isOneSided: Bool { fromInitiator.segments == 0 || fromResponder.segments == 0 }
}
