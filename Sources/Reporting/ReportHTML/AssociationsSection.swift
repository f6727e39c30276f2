import AssociationTimeline
import Troubleshooting
import Wording

/// The table of associations, in groups, and which of them have their diagram in the page.
struct AssociationsSection {
    let report: TroubleshootingReport
    let findings: PageFindings
    let clock: PageClock
    /// Those drawn here and now, by number.
    let drawn: Set<Int>
    /// Those kept in full that are not.
    let undrawn: [AssociationDetail]
    /// Where the page's script finds what it draws the others from, by number.
    let places: [Int: Int]

    /// What is in the page as it is; the script unpacks and draws the others.
    struct Limits {
        /// Diagrams.
        var drawn = 80
        /// Rows.
        var rows = 1_000
    }

    private let limits: Limits

    /// Of those without a finding, when not all can be drawn.
    private static let others = 12
    private static let mostRows = 250
    static let mostOpen = 6

    init(_ report: TroubleshootingReport, _ findings: PageFindings, _ clock: PageClock, _ limits: Limits) {
        self.report = report
        self.findings = findings
        self.clock = clock
        self.limits = limits
        let mostDrawn = limits.drawn
        let details = report.associations.details
        let sample = details.count <= mostDrawn ? details : details.filter(\.isSample)
        if sample.count <= mostDrawn {
            drawn = Set(sample.map(\.number))
        } else {
            let found = sample.filter { !$0.findings.isEmpty }.prefix(max(0, mostDrawn - Self.others))
            let others = sample.filter(\.findings.isEmpty).prefix(min(mostDrawn, Self.others))
            drawn = Set(found.map(\.number) + others.map(\.number))
        }
        undrawn = details.filter { [drawn] in !drawn.contains($0.number) }
        var places: [Int: Int] = [:]
        for row in report.associations.rows { places[row.number] = row.further }
        let together = PackedAssociations.together
        let next = (report.associations.furtherDetails + together - 1) / together * together
        for (index, detail) in undrawn.enumerated() { places[detail.number] = next + index }
        self.places = places
    }

    func beginning() -> PageObject {
        let list = report.associations
        return PageObject { page in
            page.text("summary", summary)
            var counts: [Association.Outcome: Int] = [:]
            for row in list.rows { counts[row.outcome, default: 0] += 1 }
            page.list(
                "outcomes",
                Association.Outcome.allCases.compactMap { outcome in
                    counts[outcome].map { count in
                        PageObject { page in
                            page.text("name", outcome.rawValue)
                            page.text("count", grouped(count))
                        }
                    }
                })
        }
    }

    private var summary: String {
        let list = report.associations
        if list.count == 0 { return "There is none in this capture." }
        var parts = [counted(list.count, "association") + "."]
        if list.rowsNotKept > 0 { parts.append("\(grouped(list.rowsNotKept)) of them are counted only.") }
        if packsRows {
            parts.append(
                "Those after the first \(grouped(limits.rows)) are packed: unfolded, searched and linked to as the "
                    + "others, but not printed.")
        }
        return parts.joined(separator: " ")
    }

    /// Rows that are one table, by their places.
    var groups: [Range<Int>] {
        let count = report.associations.rows.count
        let size = min(Self.mostRows, max(1, limits.rows))
        return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }

    var packsRows: Bool { report.associations.rows.count > limits.rows }

    func group(_ range: Range<Int>) -> PageObject {
        let rows = report.associations.rows[range]
        let (first, last) = (rows.first?.number ?? 0, rows.last?.number ?? 0)
        let name =
            first == last ? "Association \(grouped(first))" : "Associations \(grouped(first)) to \(grouped(last))"
        let table = PageObject { page in
            page.text("name", name)
            page.list("rows", rows.map(row))
        }
        return PageObject { page in
            page.text("name", name)
            page.flag("isOpen", range.lowerBound == 0)
            page.number("first", first)
            page.number("last", last)
            if range.lowerBound < limits.rows {
                page.object("table", table)
            } else {
                var json = JSONWriter()
                json.pageObject(table)
                page.flag("isPacked", true)
                page.text("packed", PackedData.text(json.take()))
            }
        }
    }

    private func row(_ row: AssociationRow) -> PageObject {
        let detail = report.associations.detail(row.number)
        let place = places[row.number]
        return PageObject { page in
            page.number("number", row.number)
            page.text("outcome", row.outcome.rawValue)
            page.flag("hasFindings", row.findings > 0)
            page.flag("isDrawn", drawn.contains(row.number))
            page.flag("isKept", place != nil)
            page.number("place", place)
            page.flag("isRowOnly", detail == nil && place == nil)
            page.text("start", clock.text(row.start))
            page.text("between", report.peers.between(row.relation))
            page.object("mark", PageMark(PageMark.Tone(row.outcomeStyle), row.outcomeText).object)
            page.list(
                "services",
                row.services.split(separator: ", ").map { part in PageObject { $0.text("text", String(part)) } })
            page.object(
                "failed",
                row.failedOperations > 0 ? PageMark(.bad, "\(grouped(row.failedOperations)) failed").object : nil)
            page.text("took", duration(row.duration))
            page.text("size", row.bytes > 0 ? byteCount(row.bytes) : nil)
            if let detail {
                page.list("findings", findings.links(detail.findings, most: 4))
            } else if row.findings > 0 {
                page.object(
                    "gravest", PageMark(row.gravest.map { .init($0) } ?? .note, counted(row.findings, "finding")).object
                )
            }
        }
    }

    func detailsNote() -> PageObject {
        let list = report.associations
        let waiting = places.count
        return PageObject { page in
            var sentences: [String] = []
            if waiting > 0 {
                sentences.append(
                    "\(grouped(drawn.count)) of \(grouped(list.count)) associations are drawn here: of each kind with findings some, and a "
                        + "sample of the others. \(grouped(waiting)) more are drawn when their number in the table is chosen."
                )
            }
            let rest = list.count - drawn.count - waiting
            if rest > 0 {
                sentences.append(
                    "Of \(counted(rest, "association")) there is the row only, as this page would become too large; `auscult show FILE --association N` tells one in full."
                )
            }
            page.text("text", sentences.joined(separator: " "))
        }
    }
}
