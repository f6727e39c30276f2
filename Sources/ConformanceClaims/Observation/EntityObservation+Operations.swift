import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence

extension EntityObservation {
    /// Takes in the operations of an association, and what the statistics of its data sets came to.
    ///
    /// - Returns: C-STOREs of the product's that failed and were the last of their instance in this association.
    func note(
        operationsOf association: Association, _ statistics: ElementStatistics?, as side: AssociationSide
    ) -> [FailedInstance] {
        let contexts = Dictionary(
            association.presentationContexts.map { ($0.id, $0) },
            uniquingKeysWith: { first, second in first.isAccepted ? first : second })
        var stores: [UID: Int] = [:]
        var failed: [String: FailedInstance] = [:]
        for (index, operation) in association.operations.enumerated() {
            guard let place = operation.request ?? operation.responses.last else { continue }
            let context = contexts[operation.presentationContextID]
            guard let sopClass = (context?.abstractSyntax ?? operation.sopClass)?.bounded else { continue }
            let isInvoker = operation.invoker == side
            let role: ServiceRole = isInvoker == (operation.kind != .nEventReportRQ) ? .scu : .scp
            let key = OperationUse.Key(
                sopClass: sopClass, transferSyntax: context?.acceptedTransferSyntax?.bounded, role: role,
                service: operation.kind, side: side)
            let sighting = Sighting(place.commandEvidence, from: place.from, of: association)
            let instance = operation.request?.command.sopInstanceUID?.rawValue.bounded
            if operation.kind == .cStoreRQ, let instance { failed[instance] = nil }
            let next = isInvoker ? NextStep(after: index, in: association, as: side) : nil
            record(operation, key, sighting, next, in: association)
            guard isInvoker else { continue }
            if let priority = operation.request?.command.priority, operation.kind.isComposite {
                priorities.note(
                    PriorityKey(sopClass: sopClass, code: priority), sighting, cost: 128, budget)
            }
            guard operation.kind == .cStoreRQ else { continue }
            stores[sopClass, default: 0] += 1
            if let instance, operation.outcome == .failure, let status = operation.status, failed.count < 1_000 {
                failed[instance] = FailedInstance(instance: instance, key: key, status: status, sighting: sighting)
            }
        }
        for (sopClass, count) in stores {
            objects.note(
                ObjectsKey(sopClass: sopClass, areMany: count > 1), Sighting(beginOf: association), cost: 128, budget)
        }
        if let statistics { note(statistics, contexts, as: side) }
        return failed.values.sorted { $0.sighting.frame < $1.sighting.frame }
    }

    private func record(
        _ operation: DIMSEOperation, _ key: OperationUse.Key, _ sighting: Sighting, _ next: NextStep?,
        in association: Association
    ) {
        uses.update(key, cost: key.cost + 256, budget, new: OperationUse(sighting)) { $0.seen.note(sighting) }
        // The final status, or none: what is pending stays so.
        let final = operation.responses.last.flatMap { response in
            response.command.status.map {
                ($0, Sighting(response.commandEvidence, from: response.from, of: association))
            }
        }
        uses.update(key, budget, new: OperationUse(sighting)) { use in
            use.outcomes[operation.outcome].note(final?.1 ?? sighting)
            let isOpen = operation.outcome == .unanswered || operation.outcome == .incomplete
            if isOpen, (association.aborts.first?.from ?? association.closedBy) == operation.invoker.other {
                use.abandoned.note(sighting)
            }
            guard let (status, answer) = final, Status(status).category != .pending else { return }
            if let place = use.statuses.index(forKey: status) {
                use.statuses.values[place].seen.note(answer)
            } else if budget.take(256) {
                use.statuses[status] = StatusUse(answer)
            }
            if let next { use.statuses[status]?.next[next].note(answer) }
        }
    }

    /// The product did it again, or did not until the capture's end.
    func note(_ next: NextStep, after failure: FailedInstance) {
        guard let use = uses[failure.key], use.statuses[failure.status] != nil else { return }
        uses.update(failure.key, budget, new: use) {
            $0.statuses[failure.status]?.next[next].note(failure.sighting)
        }
    }

    private func note(
        _ statistics: ElementStatistics, _ contexts: [UInt8: PresentationContext], as side: AssociationSide
    ) {
        dataSetsNotCounted += statistics.notCounted
        for (text, tally) in statistics.characterSets[side] ?? [:] {
            characterSets.update(text, cost: 128, budget, new: tally) { $0.add(tally) }
        }
        for (text, tally) in statistics.foreignText[side] ?? [:] {
            foreignText.update(text, cost: 128, budget, new: tally) { $0.add(tally) }
        }
        func key(_ place: ElementStatistics.Place) -> ServiceKey? {
            contexts[place.presentationContextID]?.abstractSyntax.map {
                ServiceKey(sopClass: $0.bounded, role: place.invoker == side ? .scu : .scp, side: side)
            }
        }
        for (place, use) in statistics.instances {
            guard let key = key(place) else { continue }
            let cost = InstanceUse.cost + use.attributes.count * InstanceUse.costOfAttribute
            instances.update(key, cost: cost, budget, new: use) { known in
                if budget.take(known.growth(adding: use)) { known.add(use) }
            }
        }
        for (place, use) in statistics.queries {
            guard let key = key(place) else { continue }
            let cost = QueryUse.cost + use.keys.count * QueryUse.costOfKey
            queries.update(key, cost: cost, budget, new: use) { known in
                if budget.take(known.growth(adding: use)) { known.add(use) }
            }
        }
    }
}

/// A C-STORE that failed, until it is known whether it is tried again.
struct FailedInstance: Sendable {
    var instance: String
    var key: OperationUse.Key
    var status: UInt16
    var sighting: Sighting
}

extension CommandField {
    /// A DIMSE-C operation with a priority (PS3.7 §9.3).
    fileprivate var isComposite: Bool { [.cStoreRQ, .cFindRQ, .cMoveRQ, .cGetRQ].contains(self) }
}

extension NextStep {
    /// Operations ahead among which the next one is looked for.
    private static let farthest = 256

    /// What the invoker did next in the same association; `nil` where nobody can tell.
    init?(after index: Int, in association: Association, as side: AssociationSide) {
        let operation = association.operations[index]
        guard let end = operation.responses.last?.commandEvidence.lastFrame else { return nil }
        let following = association.operations[(index + 1)...].prefix(Self.farthest).first { other in
            other.invoker == side && other.request.map { $0.evidence.firstFrame >= end } == true
        }
        if let following {
            let instance = operation.request?.command.sopInstanceUID
            let isSame =
                following.kind == operation.kind && instance != nil
                && following.request?.command.sopInstanceUID == instance
            self = isSame ? .retried : .continued
        } else if let abort = association.aborts.first {
            guard abort.from == side else { return nil }
            self = .aborted
        } else if association.releaseWasRequested {
            self = .released
        } else {
            guard association.closedBy == side else { return nil }
            self = .closed
        }
    }
}

extension Association {
    /// Who closed the connection first, with FIN or RST.
    var closedBy: AssociationSide? {
        guard let direction = tcp.firstFIN ?? tcp.reset?.direction else { return nil }
        return direction == requestorDirection ? .requestor : .acceptor
    }
}
