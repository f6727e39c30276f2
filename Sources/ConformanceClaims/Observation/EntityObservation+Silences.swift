import AssociationTimeline
import DICOMMessageExchange
import Evidence

extension EntityObservation {
    /// Takes note of how long the product waited before it gave an association up: its timeouts, inferred.
    func noteSilence(_ association: Association, as side: AssociationSide) {
        guard !association.quality.isOneSided, association.quality.gaps == 0,
            let (kind, since) = Self.waited(association, as: side), let end = Self.end(association, by: side)
        else { return }
        let seconds = end.time.seconds(since: since)
        guard seconds >= Self.shortest, silences[kind, default: []].count < Self.most else { return }
        silences[kind, default: []].append(Silence(seconds: seconds, atMost: seconds, sighting: end))
    }

    /// Takes note of the longest time without an operation after which the association went on: what ends it after less
    /// would have ended it.
    func noteIdleness(_ association: Association) {
        guard association.quality.gaps == 0, let accept = association.accept else { return }
        var last = accept.evidence.time
        for operation in association.operations {
            guard let request = operation.request else { continue }
            let seconds = request.evidence.firstTime.seconds(since: last)
            if seconds >= Self.shortest, seconds > longestIdle?.seconds ?? 0 {
                longestIdle = Silence(
                    seconds: seconds, atMost: .infinity,
                    sighting: Sighting(request.commandEvidence, from: request.from, of: association))
            }
            last = max(last, request.evidence.time, operation.responses.last?.evidence.time ?? last)
        }
    }

    /// SYNs that nobody answered: the product gave up after the last, and before the next one would have come.
    func note(_ call: UnansweredCall, until end: Timestamp) {
        guard silences[.connection, default: []].count < Self.most else { return }
        silences[.connection, default: []].append(
            Silence(
                seconds: call.seconds,
                atMost: end.seconds(since: call.last) >= call.wait ? call.seconds + call.wait : .infinity,
                sighting: call.sighting))
    }

    /// Who closes sooner was told to, or had no reason to wait.
    private static let shortest = 1.0
    private static let most = 1_000

    /// When and where that side gave up, if it did.
    private static func end(_ association: Association, by side: AssociationSide) -> Sighting? {
        if let abort = association.aborts.first {
            return abort.from == side ? Sighting(abort.evidence, from: side, of: association) : nil
        }
        guard !association.wasReleased, association.closedBy == side else { return nil }
        return Sighting(endOf: association, from: side)
    }

    /// What that side was waiting for, and since when.
    private static func waited(_ association: Association, as side: AssociationSide) -> (TimeoutClaim.Kind, Timestamp)?
    {
        guard let request = association.request else {
            // Nobody asked for an association on the connection.
            guard side == .acceptor, let established = association.tcp.handshake.established else { return nil }
            return (.artim, established)
        }
        if let reject = association.reject { return side == .acceptor ? (.artim, reject.evidence.time) : nil }
        guard let accept = association.accept else {
            return side == .requestor ? (.association, request.evidence.time) : nil
        }
        if let entry = association.pdus.reversed().first(where: { $0.type == .releaseRQ }) {
            return entry.from == side && !association.wasReleased ? (.release, entry.time) : nil
        }
        let last = association.operations.reduce(accept.evidence.time) { last, operation in
            max(last, operation.request?.evidence.time ?? last, operation.responses.last?.evidence.time ?? last)
        }
        let isWaiting = association.operations.contains { operation in
            operation.invoker == side && (operation.outcome == .unanswered || operation.outcome == .incomplete)
        }
        let isAsked = association.operations.contains { operation in
            operation.invoker != side && operation.outcome == .unanswered
        }
        if isWaiting { return (.dimse, last) }
        return isAsked ? nil : (.idle, last)
    }
}
