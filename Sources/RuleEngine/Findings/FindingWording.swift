import DICOMDictionary
import RuleExpression

/// Words what a rule found.
struct FindingWording {
    let rules: [Rule]
    let mask: (Identity) -> String

    func text(_ template: MessageTemplate, _ records: [any FactRecord]) -> String {
        pieces(template, records).joined()
    }

    private func pieces(_ template: MessageTemplate, _ records: [any FactRecord]) -> [String] {
        template.pieces(records, name: { UID(rawValue: $0).name }, mask: mask)
    }

    func key(_ rule: Int, _ records: [any FactRecord], _ parties: Finding.Parties) -> FindingCollector.Key {
        FindingCollector.Key(
            rule: rule, parties: concerned(rule, records, parties),
            fold: rules[rule].texts.fold.map { $0.text(records) }, responsible: responsible(rule, records))
    }

    private func responsible(_ rule: Int, _ records: [any FactRecord]) -> Finding.Responsible? {
        guard case .text(let side)? = rules[rule].texts.responsible?.value(records) else { return nil }
        return Finding.Responsible(rawValue: side)
    }

    /// Of the parties the one the rule is about, where it is about one.
    private func concerned(
        _ rule: Int, _ records: [any FactRecord], _ parties: Finding.Parties
    ) -> Finding.Parties {
        guard case .text(let name)? = rules[rule].texts.party?.value(records),
            let side = Finding.Responsible(rawValue: name),
            let association = records.lazy.compactMap({ $0 as? AssociationFacts }).first?.association
        else { return parties }
        return Finding.Parties(association, only: side)
    }

    /// What the occurrence was about, where occurrences differ in that.
    func subject(_ rule: Int, _ records: [any FactRecord]) -> String? {
        guard let each = rules[rule].texts.each, !each.isAbsent(records) else { return nil }
        return text(each, records)
    }

    func entry(
        _ rule: Int, _ records: [any FactRecord], _ parties: Finding.Parties, _ occurrence: Finding.Occurrence
    ) -> FindingCollector.Entry {
        let texts = rules[rule].texts
        return FindingCollector.Entry(
            rule: rule, message: text(texts.message, records), responsible: responsible(rule, records),
            change: texts.change.map { pieces($0, records) }, parties: concerned(rule, records, parties),
            first: occurrence, last: occurrence)
    }
}
