import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleExpression

/// Evaluates rules for each association that has ended, and for the capture when it has been read.
public final class RuleSession: AssociationReceiver {
    private let index: RuleIndex
    private let mask: (String) -> String
    private let store = CaptureStore()
    private let capture: CaptureFacts
    private var collector = FindingCollector()
    /// By rule and reason.
    private var notEvaluated: [Int: [String: Int]] = [:]
    /// What was found in the association at hand, for telling causes from consequences.
    private var raised: [(rule: Int, entry: Int)] = []
    private let operationRules: [String: [Int]]
    private let messageRules: [String: [Int]]
    private let dataSetRules: [String: [Int]]
    private let anomalyRules: Bool

    private let filter: TimelineFilter?

    /// - Parameters:
    ///   - filter: only these associations are looked at.
    ///   - mask: what is shown in place of what tells who a patient is.
    public init(rules: RuleSet, filter: TimelineFilter? = nil, mask: @escaping (String) -> String) {
        index = RuleIndex(rules.rules)
        self.filter = filter
        self.mask = mask
        capture = CaptureFacts(store)
        let index = index
        func table(_ scope: RuleScope, _ names: [String]) -> [String: [Int]] {
            Dictionary(uniqueKeysWithValues: (names + [""]).map { ($0, index.of(scope, $0.isEmpty ? nil : $0)) })
        }
        operationRules = table(.operation, DIMSECommand.services)
        messageRules = table(.message, DIMSECommand.names)
        dataSetRules = table(.dataSet, DIMSECommand.names)
        anomalyRules = !index.all(.anomaly).isEmpty
    }

    /// What was found in the association that ended last. Where it had been found before between the same parties, the
    /// message is that of the first time.
    public var latest: [(rule: Rule, message: String)] {
        raised.map { (rule: index.rules[$0.rule], message: collector.entries[$0.entry].message) }
    }

    public func ended(_ association: Association) {
        raised.removeAll(keepingCapacity: true)
        if let filter, !filter.admits(association) { return }
        let facts = AssociationFacts(association, previous: store.previous(of: association))
        var records: [any FactRecord] = [capture, facts.connection, facts]
        let parties = Self.parties(association)
        func evaluate(_ rules: [Int], _ message: MessageFacts? = nil) {
            for rule in rules { self.evaluate(rule, records, facts, parties, message) }
        }
        if association.indexOnConnection == 0 { evaluate(index.all(.connection)) }
        evaluate(index.all(.association))
        func each(_ scope: RuleScope, _ list: [any FactRecord], _ subject: (any FactRecord) -> String?) {
            guard !index.all(scope).isEmpty else { return }
            for record in list {
                records.append(record)
                evaluate(index.of(scope, subject(record)))
                records.removeLast()
            }
        }
        if !index.all(.context).isEmpty {
            for context in facts.contexts {
                records.append(context)
                evaluate(index.all(.context))
                records.removeLast()
            }
        }
        if anomalyRules { each(.anomaly, facts.anomalies) { ($0 as? AnomalyFacts)?.anomaly.code.rawValue } }
        if !index.all(.pdu).isEmpty {
            each(.pdu, facts.pdus) { ($0 as? PDUFacts)?.entry.type.description }
        }
        for operation in facts.operations { self.evaluate(operation, &records, facts, parties) }
        resolveConsequences()
        store.remember(association)
    }

    private func evaluate(
        _ operation: OperationFacts, _ records: inout [any FactRecord], _ facts: AssociationFacts,
        _ parties: Finding.Parties
    ) {
        records.append(operation)
        for rule in operationRules[operation.operation.kind.service ?? ""] ?? [] {
            evaluate(rule, records, facts, parties, operation.request)
        }
        for message in operation.messages {
            let command = message.command.commandField.flatMap { $0.service == nil ? nil : $0.description } ?? ""
            let rules = messageRules[command] ?? []
            let dataRules = message.message.dataSet == nil ? [] : dataSetRules[command] ?? []
            guard !rules.isEmpty || !dataRules.isEmpty else { continue }
            records.append(message)
            for rule in rules { evaluate(rule, records, facts, parties, message) }
            if !dataRules.isEmpty, let dataSet = message.dataSet {
                records.append(dataSet)
                for rule in dataRules { evaluate(rule, records, facts, parties, message) }
                records.removeLast()
            }
            records.removeLast()
        }
        records.removeLast()
    }

    private func evaluate(
        _ number: Int, _ records: [any FactRecord], _ facts: AssociationFacts, _ parties: Finding.Parties,
        _ message: MessageFacts?
    ) {
        let rule = index.rules[number]
        guard rule.condition.map({ $0.truth(records) }) != .no else { return }
        if let reason = Self.unmet(rule.needs, facts, message) { return skip(number, reason) }
        if let condition = rule.condition, condition.truth(records) == .unknown {
            return skip(number, "facts it needs are not in the capture")
        }
        let occurrence = Finding.Occurrence(evidence: Self.evidence(rule, records))
        let entry = add(number, records, parties, association: facts.association.serial, occurrence)
        if let entry { raised.append((number, entry)) }
    }

    private func skip(_ rule: Int, _ reason: String) { notEvaluated[rule, default: [:]][reason, default: 0] += 1 }

    private func add(
        _ number: Int, _ records: [any FactRecord], _ parties: Finding.Parties, association: Int?,
        _ occurrence: Finding.Occurrence
    ) -> Int? {
        let rule = index.rules[number]
        let key = FindingCollector.Key(
            rule: number, parties: parties, fold: rule.fold.map { $0.text(records) })
        func text(_ template: MessageTemplate) -> String {
            template.text(records, name: { UID(rawValue: $0).name }, mask: mask)
        }
        let place = collector.add(key, association: association, occurrence: occurrence) {
            var responsible: Finding.Responsible?
            if case .text(let side)? = rule.responsible?.value(records) { responsible = .init(rawValue: side) }
            return FindingCollector.Entry(
                rule: number, message: text(rule.message), responsible: responsible, change: rule.change.map(text),
                parties: parties, first: occurrence, last: occurrence)
        }
        if let place, let each = rule.each { collector.note(text(each), of: place) }
        return place
    }

    private static func unmet(_ needs: [RuleNeed], _ facts: AssociationFacts, _ message: MessageFacts?) -> String? {
        let quality = facts.association.quality
        for need in needs {
            switch need {
            case .handshake where !quality.sawHandshake: return "the handshake was not captured"
            case .gapFree where quality.gaps > 0: return "bytes are missing from the capture"
            case .gapFree where quality.isOneSided, .bothDirections where quality.isOneSided,
                .timing where quality.isOneSided:
                return "only one direction was captured"
            case .timing where quality.gaps > 0: return "bytes are missing from the capture"
            case .payload where message?.message.isComplete == false || message?.message.dataSet?.isComplete == false:
                return "the message was not captured whole"
            default: continue
            }
        }
        return nil
    }

    private static func evidence(_ rule: Rule, _ records: [any FactRecord]) -> [FactEvidence] {
        guard !rule.evidence.isEmpty else { return (records.last as? any EvidencedRecord)?.evidence ?? [] }
        var found: [FactEvidence] = []
        func gather(_ value: Value) {
            switch value {
            case .record(let record): found += (record as? any EvidencedRecord)?.evidence ?? []
            case .list(let values): for value in values.prefix(16) { gather(value) }
            default: break
            }
        }
        for expression in rule.evidence { gather(expression.value(records)) }
        return found.isEmpty ? (records.last as? any EvidencedRecord)?.evidence ?? [] : found
    }

    private static func parties(_ association: Association) -> Finding.Parties {
        var parties = Finding.Parties()
        parties.callingAETitle = association.callingAETitle
        parties.calledAETitle = association.calledAETitle
        parties.requestorAddress = association.callingAETitle == nil ? "\(association.requestor.address)" : nil
        parties.acceptor = "\(association.acceptor)"
        return parties
    }

    private func resolveConsequences() {
        for (rule, entry) in raised {
            let causes = index.rules[rule].consequenceOf
            guard !causes.isEmpty else { continue }
            let cause = raised.first { other in
                other.entry != entry && Self.names(causes, index.rules[other.rule])
            }
            if let cause { collector.explain(entry, by: cause.entry) }
        }
    }

    private static func names(_ causes: [String], _ rule: Rule) -> Bool {
        causes.contains { $0 == rule.id || $0.hasSuffix("/*") && $0.dropLast(2) == rule.section }
    }
}

extension RuleSession {
    /// Evaluates what waited for the capture's end.
    ///
    /// - Parameter number: the number users see for an association's serial.
    public func finish(totals: CaptureTotals, number: (Int) -> Int?) -> CheckResult {
        capture.totals = totals
        store.latest = totals.summary.lastPacket ?? store.latest
        store.matchRetrievals()
        store.matchWorkflow()
        evaluateAtEnd(.capture, [nil as (any EvidencedRecord)?])
        evaluateAtEnd(.peer, store.allPeers)
        evaluateAtEnd(.retrieval, store.retrievals)
        evaluateAtEnd(.commitment, store.allCommitments)
        evaluateAtEnd(.procedureStep, store.allProcedureSteps)
        evaluateAtEnd(.study, store.allStudies)
        return CheckResult(
            findings: findings(number), notEvaluated: notEvaluatedList, findingsNotKept: collector.notKept,
            totals: totals)
    }

    private func evaluateAtEnd(_ scope: RuleScope, _ records: [(any EvidencedRecord)?]) {
        for record in records {
            let all: [any FactRecord] = [capture] + (record.map { [$0] } ?? [])
            var parties = Finding.Parties()
            if let peer = record as? PeerFacts {
                parties.callingAETitle = peer.key.calling
                parties.calledAETitle = peer.key.called
                parties.requestorAddress = peer.key.requestor.map { "\($0)" }
                parties.acceptor = "\(peer.key.acceptor)"
            }
            for number in index.all(scope) {
                let rule = index.rules[number]
                switch rule.condition?.truth(all) ?? .yes {
                case .no: continue
                case .unknown: skip(number, "facts it needs are not in the capture")
                case .yes:
                    let occurrence = Finding.Occurrence(evidence: Self.evidence(rule, all))
                    guard let entry = add(number, all, parties, association: nil, occurrence) else { continue }
                    explainAtEnd(entry, rule, parties)
                }
            }
        }
    }

    private func explainAtEnd(_ entry: Int, _ rule: Rule, _ parties: Finding.Parties) {
        guard !rule.consequenceOf.isEmpty else { return }
        let cause = collector.entries.indices.first { other in
            other != entry && Self.names(rule.consequenceOf, index.rules[collector.entries[other].rule])
                && (parties == Finding.Parties() || collector.entries[other].parties == parties)
        }
        if let cause { collector.explain(entry, by: cause) }
    }

    private var notEvaluatedList: [CheckResult.NotEvaluated] {
        notEvaluated.sorted { $0.key < $1.key }.flatMap { number, reasons in
            reasons.sorted { $0.key < $1.key }.map {
                CheckResult.NotEvaluated(rule: index.rules[number].id, count: $0.value, reason: $0.key)
            }
        }
    }

    private func findings(_ number: (Int) -> Int?) -> [Finding] {
        var children: [Int: [Int]] = [:]
        var leading: [Int] = []
        for place in collector.entries.indices {
            if let parent = collector.parent(of: place) {
                children[parent, default: []].append(place)
            } else {
                leading.append(place)
            }
        }
        func frame(_ place: Int) -> UInt64 { collector.entries[place].first.evidence.first?.frame.rawValue ?? .max }
        func isBefore(_ left: Int, _ right: Int) -> Bool {
            let (a, b) = (index.rules[collector.entries[left].rule], index.rules[collector.entries[right].rule])
            if a.severity != b.severity { return a.severity > b.severity }
            return (frame(left), a.id, left) < (frame(right), b.id, right)
        }
        func finding(_ place: Int) -> Finding {
            let entry = collector.entries[place]
            return Finding(
                rule: index.rules[entry.rule], message: entry.message, responsible: entry.responsible,
                change: entry.change, parties: entry.parties, count: entry.count, subjects: entry.subjects,
                first: entry.first, last: entry.last,
                associations: entry.associations.compactMap(number).sorted(), associationCount: entry.associationCount,
                consequences: (children[place] ?? []).sorted(by: isBefore).map(finding))
        }
        return leading.sorted(by: isBefore).map(finding)
    }
}
