import AssociationTimeline
import Evidence
import NetworkLayers
import RuleEngine
import Wording

/// Gathers a troubleshooting report while associations pass, in memory that does not grow with the capture beyond
/// `ReportOptions.Limits`. A report can be had at any time; gathering goes on.
///
/// ```swift
/// let builder = ReportBuilder(rules: rules, options: options)
/// var analysis = try CaptureAnalysis(
///     inputs: inputs, options: ReportBuilder.timelineOptions, receiver: builder, observer: builder.observer)
/// analysis.run()
/// let report = builder.report(totals: analysis.totals, files: []) { analysis.number(serial: $0) }
/// ```
public final class ReportBuilder: AssociationReceiver {
    private let rules: RuleSet
    private let options: ReportOptions
    private let session: RuleSession
    private let mask: ReportMask
    private let bytes = PDUBytes()

    private var peers: PeerAccumulator
    private var negotiations: [Int: NegotiationTally] = [:]
    private var contexts = 0
    private var associations: AssociationKeeper
    private var time: TimeAccumulator
    private var objects: ObjectAccumulator
    private var workflows: WorkflowAccumulator
    private var quality = QualityWriter()
    private var verdict = VerdictAccumulator()
    private var operationsNotKept = 0
    private var anomaliesNotKept = 0
    /// Given before the end, where they may be forgotten elsewhere.
    private var numbers: [Int: Int] = [:]

    /// - Parameters:
    ///   - mask: that of the run's other outputs, for the same tokens in all of them.
    ///   - further: what takes the associations that the report keeps as rows only.
    public init(
        rules: RuleSet, options: ReportOptions = ReportOptions(), mask: PatientMask? = nil,
        further: (any FurtherDetails)? = nil
    ) {
        self.rules = rules
        self.options = options
        let mask = ReportMask(mask ?? PatientMask(showsPatientData: options.showsPatientData))
        self.mask = mask
        session = RuleSession(rules: rules, mask: mask.shown)
        peers = PeerAccumulator(limits: options.limits)
        associations = AssociationKeeper(limits: options.limits, further: further)
        time = TimeAccumulator(limits: options.limits)
        objects = ObjectAccumulator(limits: options.limits)
        workflows = WorkflowAccumulator(limits: options.limits)
    }

    /// To be given to the analysis, for the bytes of PDUs that decide; a report without it has none.
    public var observer: any AssociationObserver { bytes }
    /// Associations beyond the limit, which are only counted.
    public var rowsNotKept: Int { associations.rowsNotKept }
    /// Associations with findings beyond the limit of those in full.
    public var detailsNotKept: Int { associations.detailsNotKept }

    public func ended(_ association: Association) {
        let kept = bytes.take(serial: association.serial)
        guard isWanted(association) else { return }
        mask.meet(association)
        session.ended(association)
        let findings = session.latestPlaces.map {
            PlacedFinding(
                code: Self.code($0.reference), rule: $0.rule.id, severity: $0.rule.severity, evidence: $0.evidence)
        }
        let relation = peers.add(association)
        let shares = TimeSharesMeter.shares(of: association)
        if let relation {
            var tally = negotiations[relation] ?? NegotiationTally()
            let before = tally.rows.count
            let room = min(options.limits.contextsOfRelation, before + max(0, options.limits.contexts - contexts))
            negotiations[relation] = nil
            tally.add(association, room: room)
            contexts += tally.rows.count - before
            negotiations[relation] = tally
            verdict.add(association, relation: relation, findings: findings, mask: mask)
        }
        quality.add(association)
        time.add(association, relation: relation, shares: shares)
        objects.add(association, relation: relation, mask: mask)
        workflows.add(association, mask: mask)
        associations.add(
            association, relation: relation, shares: shares, bytes: kept, findings: findings, mask: mask)
        operationsNotKept += association.operationsNotKept
        anomaliesNotKept += association.anomaliesNotKept
    }

    /// What waits for the capture's end is told by negative numbers until then.
    private static func code(_ reference: FindingReference) -> Int {
        switch reference {
        case .entry(let entry): entry
        case .waiting(let number): -1 - number
        }
    }

    private func serial(_ code: Int) -> Int? {
        code >= 0 ? code : session.serial(of: .waiting(-1 - code))
    }

    private func isWanted(_ association: Association) -> Bool {
        if let since = options.since, association.end < since { return false }
        if let until = options.until, association.start > until { return false }
        return options.filter?.admits(association) ?? true
    }

    /// Live: the number users see for an association, as soon as it is certain, where it will be forgotten elsewhere.
    public func note(number: Int, serial: Int) {
        if numbers.count < options.limits.numbers { numbers[serial] = number }
    }

    /// What there is to tell by now.
    ///
    /// - Parameters:
    ///   - files: for the appendix; asked for last, as their hashes may take longer than all the rest.
    ///   - number: the number users see for an association's serial; not asked for those given with `note`.
    public func report(
        totals: CaptureTotals, files: @autoclosure () -> [Appendix.File] = [], number given: (_ serial: Int) -> Int?
    ) -> TroubleshootingReport {
        var totals = totals
        for index in totals.summary.files.indices {
            totals.summary.files[index].name = mask.fileName(totals.summary.files[index].name)
        }
        return withoutActuallyEscaping(given) { given in
            report(totals, files) { self.numbers[$0] ?? given($0) ?? $0 + 1 }
        }
    }

    private func report(
        _ totals: CaptureTotals, _ files: () -> [Appendix.File], number: @escaping (Int) -> Int
    ) -> TroubleshootingReport {
        var result = session.finish(totals: totals, number: number)
        result.findings = result.findings.map(masked)
        let relations = relations(result, number: number)
        let quality = quality.quality(totals, result, number: number)
        let negotiations = NegotiationWriter(
            entities: peers.entities, relations: relations, tallies: self.negotiations
        ).negotiations()
        let writer = VerdictWriter(
            totals: totals, entities: peers.entities, relations: relations, result: result,
            accumulated: verdict.settled(serial),
            quality: quality, number: number)
        return TroubleshootingReport(
            verdict: writer.verdict(), findings: result, quality: quality,
            peers: PeerMap(
                entities: peers.entities, relations: relations, associationsNotKept: peers.associationsNotKept),
            negotiations: negotiations, associations: associations.list(number: number, serial: serial),
            time: time.analysis(number: number),
            objects: objects.ledger(number: number, matches: session.retrievalMatches),
            workflows: workflows.chapter(number: number), claims: nil,
            appendix: appendix(result, files), showsPatientData: options.showsPatientData)
    }

    private func masked(_ finding: Finding) -> Finding {
        var finding = finding
        finding.message = mask.shown(prose: finding.message)
        finding.change = finding.change.map(mask.shown(prose:))
        finding.consequences = finding.consequences.map(masked)
        return finding
    }

    private func relations(_ result: CheckResult, number: (Int) -> Int) -> [Relation] {
        // Leading findings by whom they are between; one without a calling title belongs to those from its address.
        var byParties: [Finding.Parties: [Finding]] = [:]
        for finding in result.findings { byParties[finding.parties, default: []].append(finding) }
        return peers.relations.indices.map { id in
            let tally = peers.relations[id]
            let (requestor, acceptor) = (peers.entities[tally.requestor], peers.entities[tally.acceptor])
            var parties = Finding.Parties()
            parties.callingAETitle = requestor.title
            parties.calledAETitle = acceptor.title
            parties.requestorAddress = requestor.title == nil ? "\(requestor.address)" : nil
            parties.acceptor = "\(Endpoint(address: acceptor.address, port: tally.port))"
            let findings = byParties[parties] ?? []
            return tally.relation(id: id, number: number, findings: findings)
        }
    }

    private func appendix(_ result: CheckResult, _ files: () -> [Appendix.File]) -> Appendix {
        var found: [String: Int] = [:]
        func count(_ findings: [Finding]) {
            for finding in findings {
                found[finding.rule.id, default: 0] += finding.count
                count(finding.consequences)
            }
        }
        count(result.findings)
        let notEvaluated = Dictionary(grouping: result.notEvaluated, by: \.rule)
        let rules = rules.rules.map { rule in
            Appendix.RuleUse(
                id: rule.id, title: rule.title, severity: rule.severity, isBuiltIn: rule.isBuiltIn,
                found: found[rule.id] ?? 0, notEvaluated: notEvaluated[rule.id] ?? [])
        }
        return Appendix(
            version: options.version, commandLine: mask.fileName(options.commandLine), files: files().map(named),
            rules: rules, limits: limitsReached(result))
    }

    private func named(_ file: Appendix.File) -> Appendix.File {
        var file = file
        file.name = mask.fileName(file.name)
        return file
    }

    private func limitsReached(_ result: CheckResult) -> [String] {
        var limits: [String] = []
        func note(_ count: Int, _ text: (String) -> String) { if count > 0 { limits.append(text(grouped(count))) } }
        note(operationsNotKept) { "\($0) operations were only counted: their associations have too many." }
        note(anomaliesNotKept) { "\($0) irregularities were only counted: their associations have too many." }
        note(result.findingsNotKept) { "\($0) findings were not kept: there are too many different ones." }
        note(peers.associationsNotKept) { "\($0) associations are of application entities beyond the limit." }
        note(verdict.talliesNotKept) { "\($0) failures are of kinds beyond the limit." }
        return limits
    }

    /// How a timeline is to be kept for a report.
    public static var timelineOptions: TimelineOptions { RuleSession.timelineOptions }
}
