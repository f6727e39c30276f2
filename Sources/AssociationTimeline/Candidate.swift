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
    var tls: TLSHandshake?
    var tcpEvents: [LocatedTCPEvent]
    /// Reports that the acceptor cannot be reached.
    var unreachable: [Anomaly]

    /// A SYN shorter than this before the capture's end may yet be answered, unless it was sent again already.
    private static let patience = 1.0

    /// Only one direction was captured, although the other must have sent something.
    var isOneSided: Bool { statistics.isOneSided && !Self.isNothingButSYN(statistics) }

    private static func isNothingButSYN(_ statistics: ConnectionStatistics) -> Bool {
        let attempts = 1 + UInt64(statistics.handshake.synRetransmissions.count)
        return statistics.handshake.syn != nil && statistics.fromResponder.segments == 0
            && statistics.fromInitiator.segments <= attempts
    }

    static func outcome(
        _ statistics: ConnectionStatistics, _ reason: TCPConnection.End, isUnreachable: Bool, at end: Timestamp
    ) -> Association.Outcome {
        if reason == .refused { return .refused }
        let handshake = statistics.handshake
        if let syn = handshake.syn, isNothingButSYN(statistics) {
            let mayBeAnswered =
                reason == .captureEnded && !isUnreachable && handshake.synRetransmissions.isEmpty
                && end.seconds(since: syn) < patience
            return mayBeAnswered ? .open : .unanswered
        }
        switch reason {
        case .reset: return .reset
        case .finished: return .closed
        case .refused, .replaced, .idle, .evicted, .captureEnded: return statistics.firstFIN == nil ? .open : .closed
        }
    }
}
