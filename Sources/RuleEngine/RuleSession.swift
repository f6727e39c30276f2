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
    private let connectionRules: [PossibleRule]
    private let associationRules: [PossibleRule]
    private let contextRules: [PossibleRule]
    private let hasAnomalyRules: Bool
    private let hasPDURules: Bool
    private let hasFaultRules: Bool
    private let operationRules: [String: [PossibleRule]]
    private let messageRules: [String: [PossibleRule]]
    private let dataSetRules: [String: [PossibleRule]]
    /// The records at hand, and what was asked of them.
    var scope: Scope

    /// What was ruled out for associations like those to come.
    private var negotiations = AlikeTable<AlikeNegotiation>(size: 64)
    private var operations = AlikeTable<AlikeOperation>(size: 256)
    private var messages = AlikeTable<AlikeMessage>(size: 512)
    /// That of the association at hand.
    private var negotiation: Known<AlikeNegotiation>?

    let filter: TimelineFilter?
    private let claims: (any ProductClaims)?

    /// - Parameters:
    ///   - filter: only these associations are looked at.
    ///   - claims: of a product, for rules that speak of it.
    ///   - mask: what is shown in place of what tells who a patient is.
    public init(
        rules: RuleSet, filter: TimelineFilter? = nil, claims: (any ProductClaims)? = nil, limits: Limits = Limits(),
        mask: @escaping (Identity) -> String
    ) {
        index = RuleIndex(rules.rules)
        self.filter = filter
        self.claims = claims
        tree = FindingTree(index, limits: limits, mask: mask)
        store = CaptureStore(limit: limits.remembered)
        told = ToldFindings(limit: limits.told)
        capture = CaptureFacts(store)
        scope = Scope(keeping: rules.shared)
        let index = index
        func possible(_ rules: [Int]) -> [PossibleRule] { rules.map { PossibleRule(number: $0) } }
        func table(_ scope: RuleScope, _ names: [String]) -> [String: [PossibleRule]] {
            Dictionary(
                uniqueKeysWithValues: (names + [""]).map { ($0, possible(index.of(scope, $0.isEmpty ? nil : $0))) })
        }
        connectionRules = possible(index.all(.connection))
        associationRules = possible(index.all(.association))
        contextRules = possible(index.all(.context))
        hasAnomalyRules = !index.all(.anomaly).isEmpty
        hasPDURules = !index.all(.pdu).isEmpty
        hasFaultRules = !index.all(.fault).isEmpty
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
    /// Places where something found at the capture's end could not meet what explains it, or what it explains.
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
        if facts.association.indexOnConnection == 0 {
            let rules = possible(connectionRules, negotiation, AlikeNegotiation.connectionList, &scope)
            evaluate(rules, facts, nil, &scope)
        }
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
        negotiation = AlikeNegotiation(facts.association).map { negotiations.known($0) }
    }

    /// What is not of a single operation.
    func evaluateNegotiation(_ facts: AssociationFacts, _ scope: inout Scope) {
        let rules = possible(associationRules, negotiation, AlikeNegotiation.associationList, &scope)
        evaluate(rules, facts, nil, &scope)
        for place in facts.association.presentationContexts.indices {
            let list = AlikeNegotiation.list(ofContext: place)
            if negotiation?.lists[list]?.isEmpty ?? contextRules.isEmpty { continue }
            scope.push(facts.contexts[place])
            evaluate(possible(contextRules, negotiation, list, &scope), facts, nil, &scope)
            scope.pop()
        }
        if hasAnomalyRules { for anomaly in facts.anomalies { evaluate(anomaly, facts, &scope) } }
        if hasPDURules {
            for pdu in facts.pdus {
                evaluate(index.of(.pdu, pdu.entry.type.description), of: pdu, facts, nil, &scope)
            }
        }
    }

    func evaluate(_ anomaly: AnomalyFacts, _ facts: AssociationFacts, _ scope: inout Scope) {
        evaluate(index.of(.anomaly, anomaly.anomaly.code.rawValue), of: anomaly, facts, nil, &scope)
    }

    func evaluate(_ record: OperationFacts, _ facts: AssociationFacts, _ scope: inout Scope) {
        let operation = record.operation
        let known = negotiation.flatMap { AlikeOperation(operation, in: $0) }.map { operations.known($0) }
        scope.push(record)
        let rules = possible(operationRules[operation.kind.service ?? ""] ?? [], known, 0, &scope)
        evaluate(rules, facts, record.request, &scope)
        if let request = operation.request { evaluate(request, known, facts, &scope) { record.request } }
        for (place, response) in operation.responses.enumerated() {
            evaluate(response, known, facts, &scope) { record.responses[place] }
        }
        for (place, cancel) in operation.cancels.enumerated() {
            evaluate(cancel, known, facts, &scope) { record.cancels[place] }
        }
        scope.pop()
    }

    /// - Parameter record: asked for only where some rule is left to evaluate.
    private func evaluate(
        _ message: DIMSEMessage, _ operation: Known<AlikeOperation>?, _ facts: AssociationFacts, _ scope: inout Scope,
        record: () -> MessageFacts?
    ) {
        let known = operation.flatMap { AlikeMessage(message, in: $0) }.map { messages.known($0) }
        let dataSet = message.dataSet
        let hasFaults = hasFaultRules && dataSet.map { $0.faults.isEmpty && $0.elementFaults.isEmpty } == false
        let rules = known?.lists[AlikeMessage.messageList] ?? Self.rules(messageRules, for: message)
        let dataSetRules =
            dataSet == nil
            ? [] : known?.lists[AlikeMessage.dataSetList] ?? Self.rules(dataSetRules, for: message)
        guard !rules.isEmpty || !dataSetRules.isEmpty || hasFaults, let record = record() else { return }
        scope.push(record)
        evaluate(possible(rules, known, AlikeMessage.messageList, &scope), facts, record, &scope)
        if !dataSetRules.isEmpty || hasFaults, let dataSet = record.dataSet {
            scope.push(dataSet)
            evaluate(possible(dataSetRules, known, AlikeMessage.dataSetList, &scope), facts, record, &scope)
            for fault in hasFaults ? dataSet.faults : [] {
                evaluate(index.of(.fault, fault.code), of: fault, facts, record, &scope)
            }
            scope.pop()
        }
        scope.pop()
    }

    private static func rules(_ table: [String: [PossibleRule]], for message: DIMSEMessage) -> [PossibleRule] {
        table[message.command.commandField.flatMap { $0.service == nil ? nil : $0.description } ?? ""] ?? []
    }

    /// Those of the rules that are not ruled out for all like what is at hand.
    private func possible(
        _ rules: @autoclosure () -> [PossibleRule], _ known: PossibleRules?, _ list: Int, _ scope: inout Scope
    ) -> [PossibleRule] {
        guard let known else { return rules() }
        if let possible = known.lists[list] { return possible }
        let possible = rules().compactMap { rule in
            guard let necessary = index.necessary[rule.number] else { return rule }
            let truth = necessary(&scope)
            return truth == .no ? nil : PossibleRule(number: rule.number, isPartlyMet: truth == .yes)
        }
        known.lists[list] = possible
        return possible
    }

    private func evaluate(
        _ rules: [Int], of record: any FactRecord, _ facts: AssociationFacts, _ message: MessageFacts?,
        _ scope: inout Scope
    ) {
        scope.push(record)
        evaluate(rules.map { PossibleRule(number: $0) }, facts, message, &scope)
        scope.pop()
    }

    private func evaluate(
        _ rules: [PossibleRule], _ facts: AssociationFacts, _ message: @autoclosure () -> MessageFacts?,
        _ scope: inout Scope
    ) {
        for possible in rules where !isEarly || index.isSettled[possible.number] {
            let number = possible.number
            let truth =
                possible.isPartlyMet ? index.sufficient[number]?(&scope) ?? .yes : index.tests[number](&scope)
            guard truth != .no else { continue }
            let rule = index.rules[number]
            if let reason = Self.unmet(rule.needs, facts, message()) {
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
