import AssociationTimeline
import RuleExpression

extension RuleSession {
    /// Evaluates what waited for the capture's end. Nothing of it stays: it may go on afterwards and be asked again.
    ///
    /// - Parameter number: the number users see for an association's serial.
    public func finish(totals: CaptureTotals, number: (Int) -> Int?) -> CheckResult {
        let kept = notEvaluated
        defer {
            notEvaluated = kept
            capture.totals = nil
        }
        capture.totals = totals
        store.latest = totals.summary.lastPacket ?? store.latest
        store.comparePeers()
        store.matchRetrievals()
        store.matchWorkflow()
        var late = evaluate(.capture, [nil])
        late += evaluate(.peer, store.allPeers)
        late += evaluate(.retrieval, store.retrievals)
        late += evaluate(.commitment, store.allCommitments)
        late += evaluate(.procedureStep, store.allProcedureSteps)
        late += evaluate(.study, store.allStudies)
        late += evaluate(.query, store.emptyQueries)
        var tree = tree
        tree.finish(late)
        settled = tree.settled
        return CheckResult(
            findings: tree.findings(number), notEvaluated: notEvaluatedList, findingsNotKept: tree.collector.notKept,
            totals: totals)
    }

    /// The serial of the finding something was counted in; `nil` before `finish` where it waits for that, and where it was
    /// not kept.
    package func serial(of reference: FindingReference) -> Int? {
        switch reference {
        case .entry(let entry): entry
        case .waiting(let number): number < settled.count ? settled[number] : nil
        }
    }

    /// As of the last `finish`.
    package var retrievalMatches: [RetrievalMatch] {
        store.retrievals.compactMap { retrieval in
            retrieval.associations.first.map {
                RetrievalMatch(
                    association: $0, operation: retrieval.operation, stores: retrieval.stores,
                    succeeded: retrieval.storesSucceeded)
            }
        }
    }

    private func evaluate(_ kind: RuleScope, _ records: [(any CaptureRecord)?]) -> [FindingTree.Late] {
        var found: [FindingTree.Late] = []
        for record in records {
            scope.removeAll()
            scope.push(capture)
            if let record { scope.push(record) }
            let all = scope.records
            for number in index.all(kind) {
                let rule = index.rules[number]
                switch index.tests[number](&scope) {
                case .no: continue
                case .unknown: skip(number, "facts it needs are not in the capture")
                case .yes:
                    found.append(
                        FindingTree.Late(
                            rule: number, records: all, parties: record?.parties ?? Finding.Parties(),
                            associations: record?.associations ?? [], evidence: Self.evidence(rule, all),
                            isOfParties: kind == .peer))
                }
            }
        }
        return found
    }

    private var notEvaluatedList: [CheckResult.NotEvaluated] {
        notEvaluated.sorted { $0.key < $1.key }.flatMap { number, reasons in
            reasons.sorted { $0.key < $1.key }.map {
                CheckResult.NotEvaluated(rule: index.rules[number].id, count: $0.value, reason: $0.key)
            }
        }
    }
}

/// What is known only when the capture has been read.
protocol CaptureRecord: EvidencedRecord {
    var parties: Finding.Parties { get }
    /// Associations it was seen in, by serial.
    var associations: [Int] { get }
}
