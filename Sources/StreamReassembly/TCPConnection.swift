import Evidence
import NetworkLayers

/// One TCP connection as reassembly knows it.
public final class TCPConnection {
    /// A small integer that is this connection's own from `connectionBegan` until `connectionEnded` returns.
    public let slot: Int
    /// Wireshark's `tcp.stream`. Two connections share it only where Wireshark too sees one stream: the same endpoints
    /// speaking again without a new SYN in the capture.
    public let number: Int
    /// Who sent the SYN; where none was captured, who got the SYN-ACK or else who sent the first segment.
    public let initiator: Endpoint
    public let responder: Endpoint

    let fromInitiator = HalfStream()
    let fromResponder = HalfStream()

    let first: ByteOrigin
    var last: ByteOrigin
    /// A SYN was seen and the handshake is not done.
    var isOpening: Bool
    var handshake = TCPHandshake()
    var firstFIN: StreamDirection?
    var reset: TCPReset?
    var ended: (reason: End, time: Timestamp)?
    var segmentsAfterEnd = 0

    /// The last segment that moved something; see `TCPStall`.
    var lastProgress: ByteOrigin
    var lastDataFrom: StreamDirection?
    /// Segments sent in vain since.
    var attempts: UInt64 = 0
    var longestSilence: Int64 = 0
    var longestStall: TCPStall?

    init(slot: Int, number: Int, initiator: Endpoint, responder: Endpoint, isOpening: Bool, at first: ByteOrigin) {
        self.slot = slot
        self.number = number
        self.initiator = initiator
        self.responder = responder
        self.isOpening = isOpening
        self.first = first
        last = first
        lastProgress = first
    }

    subscript(direction: StreamDirection) -> HalfStream {
        direction == .fromInitiator ? fromInitiator : fromResponder
    }

    /// As of now; final when `StreamConsumer.connectionEnded` is called.
    public var statistics: ConnectionStatistics {
        ConnectionStatistics(
            first: first, last: last, handshake: handshake, fromInitiator: fromInitiator.statistics,
            fromResponder: fromResponder.statistics, longestStall: longestStall, firstFIN: firstFIN, reset: reset,
            segmentsAfterEnd: segmentsAfterEnd)
    }

    /// Bytes of that direction are known to have been sent and have not been delivered: lost or only late. So it is where
    /// nothing of the direction was captured.
    public func lacksBytes(from direction: StreamDirection) -> Bool {
        self[direction].statistics.segments == 0 || self[direction].hasHole
    }

    var isOneSided: Bool { fromInitiator.statistics.segments == 0 || fromResponder.statistics.segments == 0 }

    public func sender(of direction: StreamDirection) -> Endpoint {
        direction == .fromInitiator ? initiator : responder
    }

    public enum End: Hashable, Sendable {
        /// Both directions ended with FIN.
        case finished
        /// RST in answer to the SYN.
        case refused
        case reset
        /// A new SYN, or other proof of a new connection, between the same endpoints.
        case replaced
        /// Longer silent than `StreamReassembler.Limits.idle` allows.
        case idle
        case captureEnded
        /// Given up because `StreamReassembler.Limits.connections` was reached.
        case evicted
    }
}
