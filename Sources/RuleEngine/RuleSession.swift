import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleExpression

/// Evaluates rules for each association that has ended, and for the capture when it has been read.
public final class RuleSession: AssociationReceiver {
    let index: RuleIndex
    let store: CaptureStore
    let capture: CaptureFacts
    var tree: FindingTree
    /// By rule and reason.
    var notEvaluated: [Int: [String: Int]] = [:]
    /// In the association at hand.
    private var discoveries: [Discovery] = []
    private let operationRules: [String: [Int]]
    private let messageRules: [String: [Int]]
    private let dataSetRules: [String: [Int]]
    /// The records at hand, and what was asked of them.
    var scope: Scope

    let filter: TimelineFilter?
    private let claims: (any ProductClaims)?

    /// - Parameters:
    ///   - filter: only these associations are looked at.
    ///   - claims: of a product, for rules that speak of it.
    ///   - findings: how many different ones are kept.
    ///   - remembered: how many pairs of application entities, studies, retrievals and the like, of each.
    ///   - told: how many findings of associations that go on are remembered as told.
    ///   - meetings: how many places where what is found at the capture's end may meet what explains it.
    ///   - mask: what is shown in place of what tells who a patient is.
    public init(
        rules: RuleSet, filter: TimelineFilter? = nil, claims: (any ProductClaims)? = nil, findings: Int = 10_000,
        remembered: Int = 10_000, told: Int = 100_000, meetings: Int = 100_000, mask: @escaping (Identity) -> String
    ) {
        index = RuleIndex(rules.rules)
        self.filter = filter
        self.claims = claims
        tree = FindingTree(index, limit: findings, meetings: meetings, mask: mask)
        store = CaptureStore(limit: remembered)
        self.told = ToldFindings(limit: told)
        capture = CaptureFacts(store)
        scope = Scope(keeping: rules.shared)
        let index = index
        func table(_ scope: RuleScope, _ names: [String]) -> [String: [Int]] {
            Dictionary(uniqueKeysWithValues: (names + [""]).map { ($0, index.of(scope, $0.isEmpty ? nil : $0)) })
        }
        operationRules = table(.operation, DIMSECommand.services)
        messageRules = table(.message, DIMSECommand.names)
        dataSetRules = table(.dataSet, DIMSECommand.names)
    }

    /// How a timeline is to be kept for rules.
    public static var timelineOptions: TimelineOptions {
        var options = TimelineOptions()
        options.checksElements = true
        return options
    }

    /// Findings beyond the limit, so far.
    public var findingsNotKept: Int { tree.collector.notKept }
    /// Studies, retrievals and the like that rules across associations could not remember.
    public var thingsNotRemembered: Int { store.notKept }
    /// Findings kept back until their association has ended, as too many of others that go on had been told.
    public var findingsToldLate: Int { told.notTold }
    /// Places where what is found at the capture's end could not meet what explains it.
    public var meetingsNotKept: Int { tree.meetingsNotKept }

    /// What was found in the association that ended last and had not been told before. Where it had been found before
    /// between the same parties, the message is that of the first time; the evidence is this time's.
    public var latest: [Discovered] {
        untold.map { Discovered(rule: $0.rule, message: $0.message, evidence: $0.evidence) }
    }

    /// The same, with where it was found this time.
    package var latestPlaces: [(reference: FindingReference, rule: Rule, evidence: [FactEvidence])] {
        raised.compactMap { found in
            found.reference.map { (reference: $0, rule: found.rule, evidence: found.evidence) }
        }
    }

    private var raised: [FindingTree.Raised] = []
    private var untold: [FindingTree.Raised] = []
    /// What was told of associations that go on.
    var told: ToldFindings
    /// An association is looked at that goes on: only rules count of which nothing can change any more.
    var isEarly = false
    /// As of the last `finish`: what waited for it.
    var settled: [Int?] = []

    public func ended(_ association: Association) {
        raised = []
        untold = []
        let told = told.take(association.serial)
        if let filter, !filter.admits(association) { return }
        evaluate(facts(of: association), &scope)
        raised = tree.add(
            discoveries, parties: Finding.Parties(association), association: association.serial)
        untold = told.rest(raised, discoveries)
        discoveries.removeAll(keepingCapacity: true)
        store.remember(association)
    }

    private func evaluate(_ facts: AssociationFacts, _ scope: inout Scope) {
        enter(facts, &scope)
        if facts.association.indexOnConnection == 0 { evaluate(index.all(.connection), facts, nil, &scope) }
        evaluateNegotiation(facts, &scope)
        for operation in facts.operations { evaluate(operation, facts, &scope) }
    }

    func facts(of association: Association) -> AssociationFacts {
        AssociationFacts(association, previous: store.previous(of: association), claims: claims)
    }

    func enter(_ facts: AssociationFacts, _ scope: inout Scope) {
        scope.removeAll()
        scope.push(capture)
        scope.push(facts.connection)
        scope.push(facts)
    }

    /// What is not of a single operation.
    func evaluateNegotiation(_ facts: AssociationFacts, _ scope: inout Scope) {
        evaluate(index.all(.association), facts, nil, &scope)
        if !index.all(.context).isEmpty {
            for context in facts.contexts { evaluate(index.all(.context), of: context, facts, nil, &scope) }
        }
        if !index.all(.anomaly).isEmpty {
            for anomaly in facts.anomalies { evaluate(anomaly, facts, &scope) }
        }
        if !index.all(.pdu).isEmpty {
            for pdu in facts.pdus {
                evaluate(index.of(.pdu, pdu.entry.type.description), of: pdu, facts, nil, &scope)
            }
        }
    }

    func evaluate(_ anomaly: AnomalyFacts, _ facts: AssociationFacts, _ scope: inout Scope) {
        evaluate(index.of(.anomaly, anomaly.anomaly.code.rawValue), of: anomaly, facts, nil, &scope)
    }

    func evaluate(_ operation: OperationFacts, _ facts: AssociationFacts, _ scope: inout Scope) {
        scope.push(operation)
        evaluate(operationRules[operation.operation.kind.service ?? ""] ?? [], facts, operation.request, &scope)
        for message in operation.messages {
            let command = message.command.commandField.flatMap { $0.service == nil ? nil : $0.description } ?? ""
            let rules = messageRules[command] ?? []
            let dataRules = message.message.dataSet == nil ? [] : dataSetRules[command] ?? []
            let hasFaults =
                !index.all(.fault).isEmpty
                && message.message.dataSet.map { $0.faults.isEmpty && $0.elementFaults.isEmpty } == false
            guard !rules.isEmpty || !dataRules.isEmpty || hasFaults else { continue }
            scope.push(message)
            evaluate(rules, facts, message, &scope)
            if !dataRules.isEmpty || hasFaults, let dataSet = message.dataSet {
                scope.push(dataSet)
                evaluate(dataRules, facts, message, &scope)
                for fault in hasFaults ? dataSet.faults : [] {
                    evaluate(index.of(.fault, fault.code), of: fault, facts, message, &scope)
                }
                scope.pop()
            }
            scope.pop()
        }
        scope.pop()
    }

    private func evaluate(
        _ rules: [Int], of record: any FactRecord, _ facts: AssociationFacts, _ message: MessageFacts?,
        _ scope: inout Scope
    ) {
        scope.push(record)
        evaluate(rules, facts, message, &scope)
        scope.pop()
    }

    private func evaluate(_ rules: [Int], _ facts: AssociationFacts, _ message: MessageFacts?, _ scope: inout Scope) {
        for number in rules where !isEarly || index.isSettled[number] {
            let truth = index.tests[number](&scope)
            guard truth != .no else { continue }
            let rule = index.rules[number]
            if let reason = Self.unmet(rule.needs, facts, message) {
                skip(number, reason)
            } else if truth == .unknown {
                skip(number, "facts it needs are not in the capture")
            } else {
                let records = scope.records
                discoveries.append(
                    Discovery(rule: number, records: records, evidence: Self.evidence(rule, records), of: facts))
            }
        }
    }

    /// What was found since last asked.
    func takeDiscoveries() -> [Discovery] {
        defer { discoveries.removeAll(keepingCapacity: true) }
        return discoveries
    }

    func skip(_ rule: Int, _ reason: String) {
        guard !isEarly else { return }
        notEvaluated[rule, default: [:]][reason, default: 0] += 1
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

    static func evidence(_ rule: Rule, _ records: [any FactRecord]) -> [FactEvidence] {
        let expressions = rule.texts.evidence
        guard !expressions.isEmpty else { return (records.last as? any EvidencedRecord)?.evidence ?? [] }
        var found: [FactEvidence] = []
        func gather(_ value: Value) {
            switch value {
            case .record(let record): found += (record as? any EvidencedRecord)?.evidence ?? []
            case .list(let values): for value in values.prefix(16) { gather(value) }
            default: break
            }
        }
        for expression in expressions { gather(expression.value(records)) }
        return found.isEmpty ? (records.last as? any EvidencedRecord)?.evidence ?? [] : found
    }
}
