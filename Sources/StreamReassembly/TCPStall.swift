import Evidence

/// A time in which nothing moved on an open connection: no new byte, no new acknowledgement, no opening of a closed
/// window, no FIN. Retransmissions, keep-alives and window probes do not end it: they are what a waiting side does.
public struct TCPStall: Hashable, Sendable {
    public enum Ending: Hashable, Sendable {
        case data, acknowledgement, windowOpened, fin, reset, connectionEnded
    }

    /// The last segment that moved something, and the one that ended the stall.
    public var start: ByteOrigin
    public var end: ByteOrigin
    public var ending: Ending
    /// Who sent the segment that ended it; `nil` where the connection was given up or the capture ended.
    public var endedBy: StreamDirection?
    /// Who had sent the last new bytes before it.
    public var lastDataFrom: StreamDirection?
    /// Whose bytes were not acknowledged all the while.
    public var unacknowledged: StreamDirection?
    /// Whose receive window was closed at its end.
    public var zeroWindow: StreamDirection?
    /// Segments sent in vain meanwhile: retransmissions, keep-alives, probes.
    public var attempts: UInt64

    public var duration: Duration { end.time.duration(since: start.time) }

    /// The side that let the other wait, as far as TCP can tell: the one whose window was closed; or the one that owed
    /// an acknowledgement (it, or the network towards it); or, where bytes were sent and acknowledged and the sender
    /// then closed or the capture ended, the one that had not answered; or else the one that spoke at last.
    public var waitedFor: StreamDirection? {
        if let zeroWindow { return zeroWindow }
        if let unacknowledged { return unacknowledged.other }
        switch ending {
        case .fin, .reset, .connectionEnded: return lastDataFrom?.other ?? endedBy
        case .data, .acknowledgement, .windowOpened: return endedBy
        }
    }
}
