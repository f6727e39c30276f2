import AssociationTimeline
import DICOMMessageExchange
import Evidence

extension EntityObservation {
    /// Takes note of how long the product waited before it gave up: its timeouts, inferred.
    func noteSilence(_ association: Association, as side: AssociationSide) {
        guard !association.quality.isOneSided, association.quality.gaps == 0 else { return }
        if let (since, end) = Self.gaveUpOrderly(association, as: side) { noteSilence(.dimse, since: since, end) }
        guard let (kind, since) = Self.waited(association, as: side), let end = Self.end(association, by: side) else {
            return
        }
        noteSilence(kind, since: since, end)
    }

    /// Takes in all that connections without an A-ASSOCIATE-RQ show of their acceptor.
    func noteConnections(of other: EntityObservation) {
        for (outcome, tally) in other.associations[.acceptor] ?? [:] {
            associations[.acceptor, default: [:]][outcome].add(tally)
        }
        endpoints.add(other.endpoints, budget)
        secureEndpoints.add(other.secureEndpoints, budget)
        tls.add(other.tls, cost: \.cost, budget)
        for (isSecure, tally) in other.secure { secure[isSecure].add(tally) }
        for silence in other.silences[.artim] ?? [] where silences[.artim, default: []].count < Self.most {
            silences[.artim, default: []].append(silence)
        }
    }

    private func noteSilence(_ kind: TimeoutClaim.Kind, since: Timestamp, _ end: Sighting) {
        let seconds = end.time.seconds(since: since)
        guard seconds >= Self.shortest, silences[kind, default: []].count < Self.most else { return }
        silences[kind, default: []].append(Silence(seconds: seconds, atMost: seconds, sighting: end))
    }

    /// Takes note of the longest waits that ended well: what gives up sooner would have given up then.
    func notePatience(_ association: Association, as side: AssociationSide) {
        guard association.quality.gaps == 0, let accept = association.accept else { return }
        if side == .requestor, let request = association.request {
            let end = Sighting(accept.evidence, from: .acceptor, of: association)
            notePatience(.association, from: request.evidence.time, until: accept.evidence.firstTime, end)
        }
        var last = accept.evidence.time
        for operation in association.operations {
            guard let request = operation.request else { continue }
            let begin = Sighting(request.commandEvidence, from: request.from, of: association)
            notePatience(.idle, from: last, until: request.evidence.firstTime, begin)
            last = max(last, request.evidence.time, operation.responses.last?.evidence.time ?? last)
            // Of pending responses only the first and the last are kept.
            guard operation.invoker == side, association.wasReleased, let response = operation.responses.first else {
                continue
            }
            let answer = Sighting(response.evidence, from: response.from, of: association)
            notePatience(.dimse, from: request.evidence.time, until: response.evidence.firstTime, answer)
        }
    }

    private func notePatience(
        _ kind: TimeoutClaim.Kind, from begin: Timestamp, until end: Timestamp, _ sighting: @autoclosure () -> Sighting
    ) {
        let seconds = end.seconds(since: begin)
        guard seconds >= Self.shortest, seconds > longestWaits[kind]?.seconds ?? 0 else { return }
        longestWaits[kind] = Silence(seconds: seconds, atMost: .infinity, sighting: sighting())
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

    /// Who waits for a response in vain may yet ask for release instead of aborting.
    private static func gaveUpOrderly(
        _ association: Association, as side: AssociationSide
    ) -> (since: Timestamp, end: Sighting)? {
        guard let release = association.pdus.first(where: { $0.type == .releaseRQ }), release.from == side else {
            return nil
        }
        let waiting = association.operations.compactMap { operation in
            operation.invoker == side && operation.outcome == .unanswered ? operation.request?.evidence.time : nil
        }
        guard let since = waiting.max(), since <= release.time else { return nil }
        return (since, Sighting(release, of: association))
    }

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
            operation.invoker == side
                ? operation.outcome == .unanswered || operation.outcome == .incomplete
                : operation.request?.isComplete == false && operation.responses.isEmpty
        }
        let isAsked = association.operations.contains { operation in
            operation.invoker != side && operation.outcome == .unanswered
        }
        if isWaiting { return (.dimse, last) }
        return isAsked ? nil : (.idle, last)
    }
}
