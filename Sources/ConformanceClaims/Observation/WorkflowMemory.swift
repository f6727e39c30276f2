import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Evidence

/// What belongs together although it happened in several associations of a product: storage commitments and their
/// replies, procedure steps and the instances stored for them, failures and what was done afterwards.
struct WorkflowMemory {
    private var transactions: [String: Transaction] = [:]
    /// N-EVENT-REPORTs by transaction: the association of a report may end before that of its request.
    private var reports: [String: [(serial: Int, sighting: Sighting)]] = [:]
    private var steps: [String: Step] = [:]
    private var studies: [String: Span] = [:]
    private var failures: [PeerKey: Failure] = [:]
    /// When each was called last: an association that failed may end, for us, long after the next has begun.
    private var calls: [PeerKey: Timestamp] = [:]
    private var instances: [String: (failure: FailedInstance, entity: EntityObservation)] = [:]

    private static let most = 10_000
    private static let mostPeers = 256
    /// Of one transaction.
    private static let mostReports = 16

    private struct Transaction {
        var serial: Int
        var requested: Timestamp
        var role: ServiceRole
        var entity: EntityObservation
    }

    private struct Step {
        var entity: EntityObservation
        var study: String?
        var created: Timestamp
        var sighting: Sighting
        var finalStatus: String?
        var setsInProgress = 0
    }

    private struct Span {
        var first: Timestamp
        var last: Timestamp
    }

    /// Whom the product called.
    private struct PeerKey: Hashable {
        var requestor: String
        var acceptor: String
        var calledAETitle: String?
    }

    private struct Failure {
        var situation: CommunicationFailureClaim.Situation
        var sighting: Sighting
        var entity: EntityObservation
    }

    /// Takes in an association in which the product was that side.
    mutating func note(
        _ association: Association, as side: AssociationSide, _ entity: EntityObservation, failed: [FailedInstance]
    ) {
        if side == .requestor { noteFailure(of: association, entity) }
        for operation in association.operations {
            guard let request = operation.request else { continue }
            let isInvoker = operation.invoker == side
            switch operation.kind {
            case .cStoreRQ where isInvoker: noteStore(request)
            case .nActionRQ, .nEventReportRQ:
                noteCommitment(operation, request, association, entity, isInvoker: isInvoker)
            case .nCreateRQ where isInvoker, .nSetRQ where isInvoker:
                noteStep(operation, request, association, entity)
            default: break
            }
        }
        for failure in failed where instances.count < Self.most {
            instances[failure.instance] = (failure, entity)
        }
    }

    private mutating func noteStore(_ request: DIMSEMessage) {
        if let instance = request.command.sopInstanceUID?.rawValue.bounded,
            let earlier = instances.removeValue(forKey: instance)
        {
            // Within one association what was done next is known already.
            if earlier.failure.sighting.frame < request.evidence.firstFrame {
                earlier.entity.note(.retried, after: earlier.failure)
            }
        }
        guard let study = request.dataSet?.text(.studyInstanceUID)?.bounded, !study.isEmpty else { return }
        let span = Span(first: request.evidence.firstTime, last: request.evidence.time)
        if var known = studies[study] {
            known.first = min(known.first, span.first)
            known.last = max(known.last, span.last)
            studies[study] = known
        } else if studies.count < Self.most {
            studies[study] = span
        }
    }

    private mutating func noteCommitment(
        _ operation: DIMSEOperation, _ request: DIMSEMessage, _ association: Association, _ entity: EntityObservation,
        isInvoker: Bool
    ) {
        guard operation.sopClass == .storageCommitmentPushModel,
            let uid = request.dataSet?.text(.transactionUID)?.bounded
        else { return }
        if operation.kind == .nActionRQ {
            guard transactions[uid] == nil, transactions.count < Self.most else { return }
            transactions[uid] = Transaction(
                serial: association.serial,
                requested: operation.responses.last?.evidence.time ?? request.evidence.time,
                role: isInvoker ? .scu : .scp, entity: entity)
        } else if reports[uid] != nil || reports.count < Self.most, reports[uid]?.count ?? 0 < Self.mostReports {
            reports[uid, default: []].append(
                (association.serial, Sighting(request.evidence, from: request.from, of: association)))
        }
    }

    private mutating func noteStep(
        _ operation: DIMSEOperation, _ request: DIMSEMessage, _ association: Association, _ entity: EntityObservation
    ) {
        guard operation.sopClass == .modalityPerformedProcedureStep,
            let instance =
                (request.command.sopInstanceUID
                ?? operation.responses.last?.command.affectedSOPInstanceUID)?.rawValue.bounded
        else { return }
        let status = request.dataSet?.text(.performedProcedureStepStatus)?.bounded
        if operation.kind == .nCreateRQ {
            guard steps[instance] == nil, steps.count < Self.most else { return }
            steps[instance] = Step(
                entity: entity,
                study: request.dataSet?.text(.studyInstanceUID, in: Tag(0x0040, 0x0270))?.bounded,
                created: request.evidence.firstTime,
                sighting: Sighting(request.evidence, from: request.from, of: association))
        } else if status == "IN PROGRESS" || status == nil {
            steps[instance]?.setsInProgress += 1
        }
        if let status, status != "IN PROGRESS" { steps[instance]?.finalStatus = status }
    }

    private mutating func noteFailure(of association: Association, _ entity: EntityObservation) {
        let key = PeerKey(
            requestor: "\(association.requestor.address)", acceptor: "\(association.acceptor)",
            calledAETitle: association.calledAETitle)
        // What failed before its A-ASSOCIATE-RQ tells no title.
        var untitled = key
        untitled.calledAETitle = nil
        for key in Set([key, untitled]) {
            if let earlier = failures.removeValue(forKey: key), earlier.sighting.time <= association.start {
                earlier.entity.note(earlier.situation, .retried, earlier.sighting)
            }
        }
        if calls[key] != nil || calls.count < Self.mostPeers {
            calls[key] = max(calls[key] ?? association.start, association.start)
        }
        guard let situation = CommunicationFailureClaim.Situation(association), failures.count < Self.most else {
            return
        }
        let end = Sighting(endOf: association, from: nil)
        let wasRepeated = calls.contains { other, time in
            time >= end.time && other.requestor == key.requestor && other.acceptor == key.acceptor
                && (key.calledAETitle == nil || other.calledAETitle == key.calledAETitle)
        }
        if wasRepeated { return entity.note(situation, .retried, end) }
        failures[key] = Failure(situation: situation, sighting: end, entity: entity)
    }

    /// When no association will follow.
    mutating func finish() {
        for failure in failures.values.sorted(by: { $0.sighting.frame < $1.sighting.frame }) {
            failure.entity.note(failure.situation, .gaveUp, failure.sighting)
        }
        for (failure, entity) in instances.values.sorted(by: { $0.failure.sighting.frame < $1.failure.sighting.frame })
        {
            entity.note(.gaveUp, after: failure)
        }
        for (uid, transaction) in transactions.sorted(by: { ($0.value.serial, $0.key) < ($1.value.serial, $1.key) }) {
            for report in reports[uid] ?? [] {
                transaction.entity.commitmentReplies.append(
                    CommitmentReply(
                        role: transaction.role, isOnSameAssociation: report.serial == transaction.serial,
                        delay: report.sighting.time.seconds(since: transaction.requested), sighting: report.sighting))
            }
        }
        for step in steps.values.sorted(by: { $0.sighting.frame < $1.sighting.frame }) {
            step.entity.performedSteps.append(performed(step))
        }
        self = WorkflowMemory()
    }

    private func performed(_ step: Step) -> PerformedStep {
        var performed = PerformedStep(
            finalStatus: step.finalStatus, setsInProgress: step.setsInProgress, sighting: step.sighting)
        if let span = step.study.flatMap({ studies[$0] }) {
            performed.creation = step.created <= span.first ? .start : step.created >= span.last ? .end : nil
            performed.wasCreatedMeanwhile = performed.creation == nil
        }
        return performed
    }
}

extension CommunicationFailureClaim.Situation {
    /// Of an association the product asked for.
    init?(_ association: Association) {
        switch association.outcome {
        case .open: return nil
        case .released:
            guard Self.waits(association) else { return nil }
            self = .timeout
        case .rejected: self = .rejection
        case .refused: self = .refusal
        case .unanswered: self = .timeout
        case .aborted:
            guard let abort = association.aborts.first, abort.from == .acceptor || Self.waits(association) else {
                return nil
            }
            self = abort.from == .acceptor ? .abort : .timeout
        case .closed, .reset:
            guard association.closedBy == .acceptor || Self.waits(association) else { return nil }
            self = association.closedBy == .acceptor ? .disconnect : .timeout
        }
    }

    /// However the product ends an association then, it is for want of an answer; otherwise for reasons of its own.
    private static func waits(_ association: Association) -> Bool {
        association.operations.contains { $0.invoker == .requestor && $0.outcome == .unanswered }
    }
}

extension EntityObservation {
    func note(_ situation: CommunicationFailureClaim.Situation, _ next: NextStep, _ sighting: Sighting) {
        failures.note(FailureKey(situation: situation, next: next), sighting, budget)
    }
}
