import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleEngine
import Wording

/// Follows SOP instances from try to try.
struct ObjectAccumulator {
    private struct Record {
        var attempts: UInt32 = 0
        var successes: UInt32 = 0
        var lastOutcome: DIMSEOperation.Outcome
        var relation: Int32
        /// Place in `troubled` or `others`.
        var place: Int32?
        var isTroubled = false
        var serial: Int
        var first: FactEvidence

        var state: ObjectLedger.State {
            switch (successes, lastOutcome) {
            case (2..., _): .storedTwice
            case (1, _) where attempts > 1: .storedAfterRetry
            case (1, .warning): .warning
            case (1, _): .stored
            case (_, .unanswered): .unacknowledged
            case (_, .incomplete): .unknown
            default: .refused
            }
        }
    }

    private var records: [Int: Record] = [:]
    private var troubled: [(key: Int, entry: ObjectEntry, serials: [Int])] = []
    private var others: [(key: Int, entry: ObjectEntry, serials: [Int])] = []
    /// Tries with instances beyond the limit.
    private var beyond: [DIMSEOperation.Outcome: Int] = [:]
    private var retrievals: [(entry: RetrievalEntry, serial: Int, operation: Int)] = []
    private var retrievalsNotKept = 0
    private let limits: ReportOptions.Limits

    private static let mostSerials = 16

    init(limits: ReportOptions.Limits) { self.limits = limits }

    mutating func add(_ association: Association, relation: Int?, mask: ReportMask) {
        // The C-GET under way, whose sub-operations come on the same association.
        var get: (place: Int, invoker: AssociationSide, end: Timestamp)?
        for operation in association.operations {
            switch operation.kind {
            case .cStoreRQ:
                addStore(operation, association, relation, mask)
                guard let get, let time = operation.request?.evidence.firstTime, operation.invoker != get.invoker,
                    time <= get.end
                else { continue }
                retrievals[get.place].entry.storesSeen += 1
                if operation.outcome == .success || operation.outcome == .warning {
                    retrievals[get.place].entry.storesSucceeded += 1
                }
            case .cMoveRQ, .cGetRQ:
                guard addRetrieval(operation, association), operation.kind == .cGetRQ else { continue }
                let end = operation.responses.last?.evidence.time ?? association.end
                get = (retrievals.count - 1, operation.invoker, end)
            default: break
            }
        }
    }

    private mutating func addStore(
        _ operation: DIMSEOperation, _ association: Association, _ relation: Int?, _ mask: ReportMask
    ) {
        guard let request = operation.request,
            let uid = request.command.affectedSOPInstanceUID?.rawValue ?? request.dataSet?.text(.sopInstanceUID)
        else { return }
        var hasher = Hasher()
        hasher.combine(uid)
        hasher.combine(relation)
        hasher.combine(operation.invoker)
        let key = hasher.finalize()
        guard records[key] != nil || records.count < limits.instances else {
            beyond[operation.outcome, default: 0] += 1
            return
        }
        let place = FactEvidence(
            frame: request.evidence.lastFrame, time: request.evidence.firstTime, from: request.from,
            tcpStream: association.tcpStream)
        var record =
            records[key]
            ?? Record(
                lastOutcome: operation.outcome, relation: Int32(clamping: relation ?? -1), serial: association.serial,
                first: place)
        record.attempts += 1
        // Broken off, and nothing of it is missing: no response will ever come.
        record.lastOutcome =
            operation.outcome == .incomplete && !association.hides(operation) ? .unanswered : operation.outcome
        if operation.outcome == .success || operation.outcome == .warning { record.successes += 1 }
        list(&record, key, uid, operation, request, association, mask)
        records[key] = record
    }

    /// Keeps or brings up to date what is listed of an instance.
    private mutating func list(
        _ record: inout Record, _ key: Int, _ uid: String, _ operation: DIMSEOperation, _ request: DIMSEMessage,
        _ association: Association, _ mask: ReportMask
    ) {
        let isTroubled = record.state.isTrouble
        if let place = record.place.map(Int.init), record.isTroubled || !isTroubled {
            if record.isTroubled {
                update(&troubled[place], operation, request, association)
            } else {
                update(&others[place], operation, request, association)
            }
            return
        }
        guard isTroubled ? troubled.count < limits.troubledObjects : others.count < limits.otherObjects else { return }
        var entry: (key: Int, entry: ObjectEntry, serials: [Int])
        if let place = record.place.map(Int.init) {
            entry = others[place]
        } else {
            entry = (key, make(record, uid, operation, request, association, mask), [record.serial])
        }
        update(&entry, operation, request, association)
        if isTroubled { troubled.append(entry) } else { others.append(entry) }
        record.place = Int32(clamping: (isTroubled ? troubled.count : others.count) - 1)
        record.isTroubled = isTroubled
    }

    private func make(
        _ record: Record, _ uid: String, _ operation: DIMSEOperation, _ request: DIMSEMessage,
        _ association: Association, _ mask: ReportMask
    ) -> ObjectEntry {
        let data = request.dataSet
        return ObjectEntry(
            sopInstanceUID: mask.shown(instance: uid),
            sopClass: request.command.affectedSOPClassUID ?? operation.sopClass,
            studyInstanceUID: data?.text(.studyInstanceUID).map(mask.shown(instance:)),
            patient: mask.shown(data?.text(.patientID), of: .patientID),
            sender: association.name(of: operation.invoker), receiver: association.name(of: operation.invoker.other),
            relation: record.relation < 0 ? nil : Int(record.relation), state: .stored, attempts: 0, status: nil,
            statusText: nil, bytes: data?.bytes ?? 0, first: record.first.time, last: record.first.time,
            associations: [], evidence: [record.first])
    }

    private func update(
        _ listed: inout (key: Int, entry: ObjectEntry, serials: [Int]), _ operation: DIMSEOperation,
        _ request: DIMSEMessage, _ association: Association
    ) {
        listed.entry.status = operation.status
        listed.entry.statusText = operation.status.map { operation.meaning(of: $0) }
        listed.entry.last = max(listed.entry.last, operation.responses.last?.evidence.time ?? request.evidence.time)
        if listed.serials.last != association.serial, listed.serials.count < Self.mostSerials {
            listed.serials.append(association.serial)
        }
        let places = operation.evidence(association)
        // Of the first try, and of the last.
        if listed.entry.evidence.count > 2 { listed.entry.evidence.removeLast(listed.entry.evidence.count - 2) }
        for place in places where !listed.entry.evidence.contains(where: { $0.frame == place.frame }) {
            listed.entry.evidence.append(place)
        }
    }

    /// Whether it is kept.
    private mutating func addRetrieval(_ operation: DIMSEOperation, _ association: Association) -> Bool {
        guard let request = operation.request else { return false }
        guard retrievals.count < limits.retrievals else {
            retrievalsNotKept += 1
            return false
        }
        let last = operation.responses.last
        let entry = RetrievalEntry(
            service: operation.serviceName, association: 0, originator: association.name(of: operation.invoker),
            performer: association.name(of: operation.invoker.other),
            destination: request.command.moveDestination ?? association.name(of: operation.invoker),
            status: operation.status, statusText: operation.status.map { operation.meaning(of: $0) },
            completed: last?.command.numberOfCompletedSuboperations,
            failed: last?.command.numberOfFailedSuboperations, warning: last?.command.numberOfWarningSuboperations,
            remaining: last?.command.numberOfRemainingSuboperations, storesSeen: 0, storesSucceeded: 0,
            discrepancy: nil, evidence: operation.evidence(association))
        retrievals.append((entry, association.serial, operation.id))
        return true
    }

    /// - Parameter matches: C-STOREs seen of C-MOVEs, by association and operation.
    func ledger(number: (Int) -> Int, matches: [RetrievalMatch]) -> ObjectLedger {
        var counts: [ObjectLedger.State: Int] = [:]
        var sentAgain = 0
        for record in records.values {
            counts[record.state, default: 0] += 1
            if record.attempts > 1 { sentAgain += 1 }
        }
        for (outcome, count) in beyond {
            switch outcome {
            case .success: counts[.stored, default: 0] += count
            case .warning: counts[.warning, default: 0] += count
            case .unanswered: counts[.unacknowledged, default: 0] += count
            case .incomplete: counts[.unknown, default: 0] += count
            case .failure, .cancel: counts[.refused, default: 0] += count
            }
        }
        func finished(_ listed: (key: Int, entry: ObjectEntry, serials: [Int])) -> ObjectEntry? {
            guard let record = records[listed.key] else { return nil }
            var entry = listed.entry
            entry.state = record.state
            entry.attempts = Int(record.attempts)
            entry.associations = listed.serials.map(number)
            return entry
        }
        let listedTroubled = troubled.compactMap(finished)
        let listedOthers = others.compactMap(finished).filter { !$0.state.isTrouble }
        func order(_ entries: [ObjectEntry]) -> [ObjectEntry] {
            entries.sorted {
                ($0.evidence.first?.frame.rawValue ?? 0, $0.sopInstanceUID)
                    < ($1.evidence.first?.frame.rawValue ?? 0, $1.sopInstanceUID)
            }
        }
        let entries = order(listedTroubled) + order(listedOthers)
        return ObjectLedger(
            instances: records.count, counts: counts, entries: entries,
            entriesNotKept: counts.values.reduce(0, +) - entries.count, sentAgain: sentAgain,
            retrievals: retrievals(number: number, matches: matches), retrievalsNotKept: retrievalsNotKept)
    }

    private func retrievals(number: (Int) -> Int, matches: [RetrievalMatch]) -> [RetrievalEntry] {
        struct Key: Hashable {
            var association: Int
            var operation: Int
        }
        var byOperation: [Key: RetrievalMatch] = [:]
        for match in matches { byOperation[Key(association: match.association, operation: match.operation)] = match }
        return retrievals.map { kept in
            var entry = kept.entry
            entry.association = number(kept.serial)
            if let match = byOperation[Key(association: kept.serial, operation: kept.operation)] {
                entry.storesSeen = match.stores
                entry.storesSucceeded = match.succeeded
            }
            entry.discrepancy = Self.discrepancy(entry)
            return entry
        }
    }

    private static func discrepancy(_ entry: RetrievalEntry) -> String? {
        guard entry.storesSeen > 0, let completed = entry.completed else { return nil }
        let told = Int(completed) + Int(entry.warning ?? 0)
        guard told != entry.storesSucceeded else { return nil }
        return "The counters say \(told) stored, the capture shows \(entry.storesSucceeded)."
    }
}

extension Association {
    private static func shown(_ title: String?) -> String? { title.map { $0.isEmpty ? "(no AE title)" : $0 } }

    /// The AE title of a side, or else its address.
    func name(of side: AssociationSide) -> String {
        switch side {
        case .requestor: Self.shown(callingAETitle) ?? "\(requestor.address)"
        case .acceptor: Self.shown(calledAETitle) ?? "\(acceptor)"
        }
    }
}
