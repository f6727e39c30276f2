import Evidence
import Troubleshooting
import Wording

/// The troubleshooting report as one self-contained page: nothing is loaded, nothing is sent, and without its script all of
/// it is there but, of a large capture, the later rows of associations and the diagrams of most of them. Written piece by
/// piece.
struct ReportHTML {
    private let report: TroubleshootingReport
    private let templates = PageTemplates()
    private let findings: PageFindings
    private let clock: PageClock

    private let limits: AssociationsSection.Limits
    private let further: PackedAssociations?

    init(
        _ report: TroubleshootingReport, further: PackedAssociations? = nil,
        limits: AssociationsSection.Limits = .init()
    ) {
        self.report = report
        self.further = further
        self.limits = limits
        findings = PageFindings(report)
        let summary = report.quality.totals.summary
        clock = PageClock(first: summary.firstPacket, last: summary.lastPacket)
    }

    func write(to output: inout BufferedOutput) throws(OutputError) {
        try output.write(templates.render(.head, head))
        var verdict = VerdictSection(report, findings)
        try output.write(templates.render(.verdict, verdict.object()))
        try output.write(templates.render(.quality, QualitySection(quality: report.quality).object()))
        try output.write(templates.render(.peers, PeersSection(peers: report.peers, findings: findings).object()))
        try output.write(templates.render(.negotiation, NegotiationSection(report: report).object()))
        try writeAssociations(to: &output)
        try output.write(templates.render(.time, TimeSection(report: report, clock: clock).object()))
        try writeObjects(to: &output)
        try output.write(
            templates.render(.threads, WorkflowSection(workflows: report.workflows, clock: clock).object()))
        if let claims = report.claims {
            try output.write(templates.render(.claims, ClaimsSection(claims: claims, number: 9).object()))
        }
        let last = AppendixSection(appendix: report.appendix, number: contents.count)
        // Rendered first, as the hashes of the files may have to be waited for.
        let end = templates.render(.appendixRules, last.rules()) + templates.render(.foot, foot)
        try output.write(templates.render(.appendix, last.object()) + end)
    }

    private var contents: [(id: String, name: String, count: Int?)] {
        var contents: [(id: String, name: String, count: Int?)] = [
            ("verdict", "Verdict", report.findings.findings.count), ("quality", "Capture", nil),
            ("peers", "Who talks to whom", report.peers.relations.count),
            ("negotiation", "Negotiation", report.negotiations.count),
            ("associations", "Associations", report.associations.count), ("time", "Time", nil),
            ("objects", "Objects", report.objects.instances), ("threads", "Workflow", report.workflows.threads.count),
        ]
        if let claims = report.claims { contents.append(("claims", "Claims", claims.statements.count)) }
        return contents + [("appendix", "Appendix", nil)]
    }

    private var head: PageObject {
        let summary = report.quality.totals.summary
        let files = report.appendix.files.map(\.name).joined(separator: ", ")
        return PageObject { page in
            page.text("policy", PageTemplates.policy)
            page.text("style", PageTemplates.style)
            page.text("title", "\(files) – DICOM troubleshooting report")
            page.text("files", files)
            if let first = summary.firstPacket, let last = summary.lastPacket {
                page.text(
                    "period", "\(first.readable) – \(clock.text(last)) UTC, \(duration(last.seconds(since: first)))")
            }
            page.flag("showsPatientData", report.showsPatientData)
            page.list(
                "contents",
                contents.enumerated().map { index, entry in
                    PageObject { page in
                        page.number("number", index + 1)
                        page.text("id", entry.id)
                        page.text("name", entry.name)
                        page.text("count", entry.count.flatMap { $0 > 0 ? grouped($0) : nil })
                    }
                })
        }
    }

    private var foot: PageObject { PageObject { $0.text("script", PageTemplates.script) } }

    private func writeAssociations(to output: inout BufferedOutput) throws(OutputError) {
        let section = AssociationsSection(report, findings, clock, limits)
        let list = report.associations
        try output.write(templates.render(.associationsBegin, section.beginning()))
        for range in section.groups {
            try output.write(templates.render(.associationRows, section.group(range)))
        }
        try output.write(templates.render(.associationsDetails, section.detailsNote()))
        var opened = 0
        for detail in list.details where section.drawn.contains(detail.number) {
            let isOpen = opened < AssociationsSection.mostOpen && (!detail.findings.isEmpty || list.count <= 2)
            if isOpen { opened += 1 }
            let page = AssociationPage(detail: detail).object(findings, isOpen: isOpen)
            try output.write(templates.render(.association, page))
        }
        try output.write("</div>\n")
        if !section.places.isEmpty || section.packsRows { try writeTemplates(to: &output) }
        if !section.places.isEmpty { try writeUndrawn(section.undrawn, to: &output) }
        try output.write("</section>\n")
    }

    private func writeTemplates(to output: inout BufferedOutput) throws(OutputError) {
        for name in PageTemplates.drawn {
            try output.write(
                "<script type=\"text/x-mustache\" id=\"template-\(name.rawValue)\">\(name.source)</script>\n")
        }
    }

    /// What the page's script draws the other associations from.
    private func writeUndrawn(_ details: [AssociationDetail], to output: inout BufferedOutput) throws(OutputError) {
        var json = JSONWriter()
        findings.write(into: &json, codes: report.associations.codes)
        try output.write(templates.render(.labels, PageObject { $0.text("packed", PackedData.text(json.take())) }))
        let kept = PackedAssociations()
        for detail in details { _ = kept.add(detail) }
        for block in (further?.blocks ?? []) + kept.blocks {
            let packed = PageObject { page in
                page.number("count", PackedAssociations.together)
                page.text("packed", PackedData.text(packed: block))
            }
            try output.write(templates.render(.undrawn, packed))
        }
    }

    private func writeObjects(to output: inout BufferedOutput) throws(OutputError) {
        let section = ObjectsSection(report: report, clock: clock)
        let count = report.objects.entries.count
        try output.write(templates.render(.objectsBegin, section.beginning()))
        for first in stride(from: 0, to: count, by: ObjectsSection.group) {
            let range = first..<min(first + ObjectsSection.group, count)
            try output.write(templates.render(.objectsTable, section.rows(range)))
        }
        try output.write(templates.render(.objectsEnd, section.ending()))
    }
}
