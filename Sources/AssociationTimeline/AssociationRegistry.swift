import DICOMUpperLayer
import Evidence
import NetworkLayers
import StreamReassembly

/// Begins and ends associations: hands out serials and places, tells how each ended, delivers it.
final class AssociationRegistry {
    let options: TimelineOptions
    var numbering = AssociationNumbering()
    private(set) var count = 0
    let memo = AssociateMemo()
    private let kept: KeptBytes
    private let receiver: any AssociationReceiver
    private let observer: (any AssociationObserver)?

    init(options: TimelineOptions, receiver: any AssociationReceiver, observer: (any AssociationObserver)?) {
        self.options = options
        kept = KeptBytes(limit: options.totalKeptBytes)
        self.receiver = receiver
        self.observer = observer
    }

    /// `place` is the connection's; `nil` for a further association on it.
    func begin(
        on connection: TCPConnection, requestorDirection: StreamDirection, index: Int, origin: ByteOrigin,
        startsInMiddle: Bool, place: AssociationNumbering.Place?
    ) -> AssociationTracker {
        var association = Association(
            serial: count, tcpStream: connection.number, indexOnConnection: index,
            requestor: connection.sender(of: requestorDirection),
            acceptor: connection.sender(of: requestorDirection.other), start: origin.time, firstFrame: origin.frame,
            tcp: connection.statistics)
        association.requestorDirection = requestorDirection
        numbering.decide(place ?? numbering.reserve(), serial: count)
        count += 1
        return AssociationTracker(
            association, on: connection, requestorDirection: requestorDirection, startsInMiddle: startsInMiddle,
            options: options, kept: KeptBytes.Share(of: kept, limit: options.keptBytes), observer: observer)
    }

    func end(
        _ tracker: AssociationTracker, connection: TCPConnection, requestorDirection: StreamDirection,
        reason: TCPConnection.End, at end: Timestamp
    ) {
        let statistics = connection.statistics
        // A further association on the connection has the rest of it for itself.
        if reason != .replaced { tracker.touch(statistics.last) }
        let outcome = outcome(of: tracker, statistics, reason, at: end)
        receiver.ended(tracker.finish(outcome: outcome, statistics: statistics))
    }

    /// A connection that ended before a DICOM byte.
    func deliver(_ candidate: Candidate) {
        var association = Association(
            serial: count, tcpStream: candidate.tcpStream, requestor: candidate.requestor, acceptor: candidate.acceptor,
            start: candidate.statistics.first.time, firstFrame: candidate.statistics.first.frame,
            outcome: candidate.outcome, tcp: candidate.statistics)
        association.end = candidate.statistics.last.time
        association.lastFrame = candidate.statistics.last.frame
        association.foreignProtocol = candidate.foreignProtocol
        association.tls = candidate.tls
        association.tcpEvents = candidate.tcpEvents
        association.quality.isOneSided = candidate.isOneSided
        association.anomalies = candidate.unreachable
        numbering.decide(candidate.place, serial: count)
        count += 1
        observer?.began(association)
        observer?.ended(association)
        receiver.ended(association)
    }

    /// How long an A-ASSOCIATE-RQ may be without answer at the capture's end before it counts as unanswered.
    private static let patience = 10.0

    private func outcome(
        of tracker: AssociationTracker, _ statistics: ConnectionStatistics, _ reason: TCPConnection.End,
        at end: Timestamp
    ) -> Association.Outcome {
        let association = tracker.association
        if let ending = association.ending { return ending }
        // Where only one side was captured the answer to its A-RELEASE-RQ cannot show.
        if association.releaseWasRequested, statistics.isOneSided { return .released }
        if let request = association.request, tracker.isWithoutAnswer(statistics) {
            let waited = end.seconds(since: request.evidence.time)
            if reason != .captureEnded || waited >= Self.patience { return .unanswered }
        }
        switch reason {
        case .refused: return .refused
        case .reset: return .reset
        case .finished: return .closed
        case .replaced, .idle, .evicted, .captureEnded: return statistics.firstFIN == nil ? .open : .closed
        }
    }
}
