import Evidence
import RuleExpression

/// Gathers what rules find, each finding below the one that explains it.
///
/// What is found in an association is joined when the association ends. What something found at the capture's end may
/// explain waits for it, worded but not counted yet.
struct FindingTree {
    private let index: RuleIndex
    let wording: FindingWording
    private(set) var collector: FindingCollector
    private var waiting: [Waiting] = []
    /// Entries that may explain something found at the end.
    private var lasting: [Meeting: Int] = [:]

    private struct Waiting {
        var entry: FindingCollector.Entry
        var key: FindingCollector.Key
        var subject: String?
        var associations: [Int]
        /// Found in the same association.
        var cause: Cause?
        /// Where it can meet what explains it.
        var places: [Place]
    }

    private typealias Cause = FindingReference

    /// What one rule found in one place.
    struct Raised {
        var rule: Rule
        var message: String
        /// `nil` where it was not kept.
        var reference: FindingReference?
        var evidence: [FactEvidence]
    }

    /// The entries of what waited, once finished.
    private(set) var settled: [Int?] = []

    /// Findings of associations and those of the end meet where they tell of the same frame, or of the same parties.
    private enum Place: Hashable {
        case frame(UInt64)
        case parties(Finding.Parties)
    }

    private struct Meeting: Hashable {
        var rule: Int
        var place: Place
    }

    private let limits: RuleSession.Limits
    private(set) var meetingsNotKept = 0
    private static let maximumDepth = 16

    init(_ index: RuleIndex, limits: RuleSession.Limits, mask: @escaping (Identity) -> String) {
        self.limits = limits
        collector = FindingCollector(limit: limits.findings)
        self.index = index
        wording = FindingWording(rules: index.rules, mask: mask)
    }

    /// Takes what was found in one association, and gives what became of each.
    mutating func add(
        _ discoveries: [Discovery], parties: Finding.Parties, association: Int
    ) -> [Raised] {
        guard !discoveries.isEmpty else { return [] }
        let explanation = Explanation(discoveries)
        var settled = [(cause: Cause?, message: String)?](repeating: nil, count: discoveries.count)
        func settle(_ number: Int, depth: Int) -> Cause? {
            if let known = settled[number] { return known.cause }
            settled[number] = (nil, "")
            let causes = index.causes[discoveries[number].rule]
            var cause: Cause?
            if !causes.isEmpty, depth < Self.maximumDepth, let other = explanation.cause(of: number, among: causes) {
                cause = settle(other, depth: depth + 1)
            }
            let result = add(discoveries[number], cause, parties, association)
            settled[number] = result
            return result.cause
        }
        for number in discoveries.indices { _ = settle(number, depth: 0) }
        return zip(discoveries, settled).map { discovery, result in
            Raised(
                rule: index.rules[discovery.rule], message: result?.message ?? "", reference: result?.cause,
                evidence: discovery.evidence)
        }
    }

    private mutating func add(
        _ discovery: Discovery, _ cause: Cause?, _ parties: Finding.Parties, _ association: Int
    ) -> (cause: Cause?, message: String) {
        let (rule, records) = (discovery.rule, discovery.records)
        let occurrence = Finding.Occurrence(evidence: discovery.evidence)
        var key = wording.key(rule, records, parties)
        let places = [.parties(parties)] + discovery.evidence.map { Place.frame($0.frame.rawValue) }
        if index.waiting.contains(rule) {
            if waiting.count < limits.waiting {
                let entry = wording.entry(rule, records, parties, occurrence)
                waiting.append(
                    Waiting(
                        entry: entry, key: key, subject: wording.subject(rule, records), associations: [association],
                        cause: cause, places: places))
                return (.waiting(waiting.count - 1), entry.message)
            }
            meetingsNotKept += 1
        }
        if case .entry(let entry)? = cause { key.cause = entry }
        let wording = wording
        let place = collector.add(key, associations: [association], occurrence: occurrence) {
            wording.entry(rule, records, parties, occurrence)
        }
        guard let place else { return (nil, wording.text(wording.rules[rule].texts.message, records)) }
        if let subject = wording.subject(rule, records) { collector.note(subject, of: place) }
        if index.lasting.contains(rule), lasting.count < limits.meetings {
            for common in places { lasting[Meeting(rule: rule, place: common), default: place] = place }
        } else if index.lasting.contains(rule) {
            meetingsNotKept += places.count
        }
        return (.entry(place), collector.entries[place].message)
    }
}

extension FindingTree {
    /// What was found when the capture had been read.
    struct Late {
        var rule: Int
        var records: [any FactRecord]
        var parties: Finding.Parties
        var associations: [Int]
        var evidence: [FactEvidence]
        /// It is about everything between its parties.
        var isOfParties: Bool
    }

    /// Takes what was found at the end, and joins with it what waited.
    mutating func finish(_ late: [Late]) {
        let first = waiting.count
        for finding in late {
            let occurrence = Finding.Occurrence(evidence: finding.evidence)
            waiting.append(
                Waiting(
                    entry: wording.entry(finding.rule, finding.records, finding.parties, occurrence),
                    key: wording.key(finding.rule, finding.records, finding.parties),
                    subject: wording.subject(finding.rule, finding.records), associations: finding.associations,
                    cause: nil,
                    places: (finding.isOfParties ? [.parties(finding.parties)] : [])
                        + finding.evidence.map { .frame($0.frame.rawValue) }))
        }
        // A finding of an association waits for one of the end only; what is found at the end has its cause in either.
        var late: [Meeting: Int] = [:]
        var early: [Meeting: Int] = [:]
        for (number, item) in waiting.enumerated() {
            for place in item.places {
                let meeting = Meeting(rule: item.entry.rule, place: place)
                if number >= first { late[meeting] = late[meeting] ?? number } else { early[meeting] = number }
            }
        }
        func cause(of number: Int) -> Cause? {
            let item = waiting[number]
            if let known = item.cause { return known }
            for rule in index.causes[item.entry.rule] {
                for place in item.places {
                    let meeting = Meeting(rule: rule, place: place)
                    if let other = late[meeting] { return .waiting(other) }
                    guard number >= first else { continue }
                    if let entry = lasting[meeting] { return .entry(entry) }
                    if let other = early[meeting] { return .waiting(other) }
                }
            }
            return nil
        }
        var entries = [Int??](repeating: nil, count: waiting.count)
        func settle(_ number: Int, depth: Int) -> Int? {
            if let known = entries[number] { return known }
            entries[number] = .some(nil)
            var item = waiting[number]
            if depth < Self.maximumDepth {
                switch cause(of: number) {
                case .entry(let entry)?: item.key.cause = entry
                case .waiting(let other)?: item.key.cause = settle(other, depth: depth + 1)
                case nil: break
                }
            }
            let place = collector.add(item.key, associations: item.associations, occurrence: item.entry.first) {
                item.entry
            }
            if let place, let subject = item.subject { collector.note(subject, of: place) }
            entries[number] = .some(place)
            return place
        }
        for number in waiting.indices { _ = settle(number, depth: 0) }
        settled = entries.map { $0 ?? nil }
        waiting = []
    }
}
