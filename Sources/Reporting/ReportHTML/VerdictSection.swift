import Evidence
import RuleEngine
import Troubleshooting
import Wording

/// What happened, and the findings by severity with whose side each is on and what to change.
struct VerdictSection {
    let report: TroubleshootingReport
    let findings: PageFindings
    private let bytes: PageBytes
    /// What rules say of themselves, read once each.
    private var documentation: [String: RuleDocumentation] = [:]

    static let mostLeading = 60
    private static let mostSubjects = 8
    private static let mostPlaces = 8

    init(_ report: TroubleshootingReport, _ findings: PageFindings) {
        self.report = report
        self.findings = findings
        bytes = PageBytes(report.associations)
    }

    mutating func object() -> PageObject {
        let grave = report.findings.findings.filter { $0.severity > .note }.map { finding($0) }
        let notes = report.findings.findings.filter { $0.severity == .note }.map { finding($0) }
        return PageObject { page in
            page.object("lead", report.verdict.sentences.first.map(sentence))
            page.list("sentences", report.verdict.sentences.dropFirst().map(sentence))
            page.list("figures", figures)
            page.list("findings", Array(grave.prefix(Self.mostLeading)))
            page.flag("hasNone", grave.isEmpty)
            page.list("further", Array(grave.dropFirst(Self.mostLeading)))
            page.flag("hasFurther", grave.count > Self.mostLeading)
            page.text("furtherTitle", counted(max(0, grave.count - Self.mostLeading), "further finding"))
            page.list("notes", notes)
            page.flag("hasNotes", !notes.isEmpty)
            page.text("notesTitle", counted(notes.count, "note"))
            page.text(
                "aside",
                report.findings.findingsNotKept > 0
                    ? "\(counted(report.findings.findingsNotKept, "more finding")) not kept." : nil)
        }
    }

    private func sentence(_ sentence: Verdict.Sentence) -> PageObject {
        PageObject { page in
            page.text("text", sentence.text)
            let links = findings.links(sentence.findings, most: 4)
            page.list("findings", links)
            page.list("places", links.isEmpty ? Self.associations(sentence.associations, most: 3) : [])
        }
    }

    private var figures: [PageObject] {
        let operations = report.peers.relations.reduce(0) { $0 + $1.operationCount }
        let failed = report.peers.relations.reduce(0) { $0 + $1.failedOperationCount }
        let unknown = report.peers.relations.reduce(0) { $0 + $1.unknownOperationCount }
        var figures = [
            (grouped(report.associations.count), report.associations.count == 1 ? "association" : "associations"),
            (
                grouped(operations),
                (operations == 1 ? "operation" : "operations") + (failed == 0 ? "" : ", \(grouped(failed)) failed")
                    + (unknown == 0 ? "" : ", of \(grouped(unknown)) the end is not known")
            ),
        ]
        for severity in Severity.allCases.reversed() {
            let count = report.findings.count(severity)
            figures.append((grouped(count), severity.rawValue + (count == 1 ? "" : "s")))
        }
        return figures.map { value, name in
            PageObject { page in
                page.text("value", value)
                page.text("name", name)
            }
        }
    }

    private mutating func finding(_ finding: Finding) -> PageObject {
        let consequences = finding.consequences.map { self.finding($0) }
        let rule = documentation(of: finding.rule)
        let label = findings.labels[finding.serial]
        return PageObject { page in
            page.text("number", label?.number)
            page.object("mark", PageMark(PageMark.Tone(finding.severity), finding.severity.rawValue).object)
            page.text("title", finding.rule.title)
            page.text("times", finding.count > 1 ? counted(finding.count, "time") : nil)
            page.text("message", finding.namedMessage)
            page.text("remedy", finding.change ?? rule?.remedy)
            page.text("more", finding.change == nil ? nil : rule?.remedy)
            page.text("side", Self.side(finding))
            page.text("cause", rule?.cause)
            page.text("about", Self.some(finding.subjects, Self.mostSubjects))
            page.list("places", Self.associations(finding.associations, most: Self.mostPlaces))
            let rest = finding.associationCount - min(finding.associations.count, Self.mostPlaces)
            page.text("morePlaces", rest > 0 ? "and \(grouped(rest)) more" : nil)
            page.object("evidence", PageEvidence.object(finding.evidence))
            page.text("period", Self.period(finding))
            page.object("bytes", bytes.object(of: finding))
            page.text("standard", rule.map { $0.standard.map(\.description).joined(separator: "; ") })
            page.text("rule", finding.rule.id)
            page.flag("hasConsequences", !consequences.isEmpty)
            page.text(
                "consequencesTitle", counted(consequences.count, "finding follows", "findings follow") + " from it")
            page.list("consequences", consequences)
        }
    }

    private mutating func documentation(of rule: Rule) -> RuleDocumentation? {
        if let known = documentation[rule.id] { return known }
        let read = try? rule.documentation()
        documentation[rule.id] = read
        return read
    }

    /// Links to associations' rows.
    static func associations(_ numbers: [Int], most: Int) -> [PageObject] {
        numbers.prefix(most).map { number in PageObject { $0.number("id", number) } }
    }

    /// `requestor: CT1`
    private static func side(_ finding: Finding) -> String? {
        guard let responsible = finding.responsible else { return nil }
        let parties = finding.parties
        let who: String? =
            switch responsible {
            case .requestor: parties.callingAETitle ?? parties.requestorAddress
            case .acceptor:
                [parties.calledAETitle, parties.acceptor].compactMap(\.self).joined(separator: " at ")
            case .network: "between them"
            case .capture: nil
            }
        guard let who, !who.isEmpty else { return responsible.rawValue }
        return "\(responsible.rawValue): \(who)"
    }

    private static func period(_ finding: Finding) -> String? {
        guard finding.count > 1, let first = finding.first.evidence.first?.time,
            let last = finding.last.evidence.last?.time, last > first
        else { return nil }
        return "from \(first.readable) to \(last.readable)"
    }

    private static func some(_ texts: [String], _ most: Int) -> String {
        let rest = texts.count - most
        return texts.prefix(most).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
