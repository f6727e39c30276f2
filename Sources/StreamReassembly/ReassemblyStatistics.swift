/// What reassembly did in all, over all connections.
public struct ReassemblyStatistics: Sendable {
    public internal(set) var segments: UInt64 = 0
    /// Payload bytes handed to the consumer.
    public internal(set) var deliveredBytes: UInt64 = 0
    public internal(set) var connections: UInt64 = 0
    public internal(set) var gaps: UInt64 = 0
    public internal(set) var lostBytes: UInt64 = 0
    public internal(set) var duplicateFrames: UInt64 = 0
    public internal(set) var retransmittedSegments: UInt64 = 0
    public internal(set) var outOfOrderSegments: UInt64 = 0
    /// Segments of connections that had ended.
    public internal(set) var segmentsAfterEnd: UInt64 = 0
    /// How often each limit was reached.
    public internal(set) var pendingLimitReached: UInt64 = 0
    public internal(set) var totalPendingLimitReached: UInt64 = 0
    public internal(set) var connectionLimitReached: UInt64 = 0
    public internal(set) var idleConnections: UInt64 = 0
}
