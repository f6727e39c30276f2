import DICOMUpperLayer
import Evidence
import NetworkLayers
import StreamReassembly

/// A connection that ended before it could be recognised as DICOM. It is an association that failed if its port turns
/// out to be one where DICOM is expected.
struct Candidate {
    var place: AssociationNumbering.Place
    var tcpStream: Int
    var requestor: Endpoint
    var acceptor: Endpoint
    var statistics: ConnectionStatistics
    var outcome: Association.Outcome
    var foreignProtocol: Located<ForeignProtocol>?
    var tcpEvents: [LocatedTCPEvent]

    /// A SYN shorter than this before the capture's end may yet be answered, unless it was sent again already.
    private static let patience = 1.0

    static func outcome(
        _ statistics: ConnectionStatistics, _ reason: TCPConnection.End, at end: Timestamp
    ) -> Association.Outcome {
        if reason == .refused { return .refused }
        let handshake = statistics.handshake
        let attempts = 1 + UInt64(handshake.synRetransmissions.count)
        if let syn = handshake.syn, statistics.fromResponder.segments == 0,
            statistics.fromInitiator.segments <= attempts
        {
            let waited = end.seconds(since: syn)
            return reason == .captureEnded && attempts == 1 && waited < patience ? .open : .unanswered
        }
        switch reason {
        case .reset: return .reset
        case .finished: return .closed
        case .refused, .replaced, .idle, .evicted, .captureEnded: return statistics.firstFIN == nil ? .open : .closed
        }
    }
}
