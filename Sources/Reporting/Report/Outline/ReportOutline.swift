import Evidence
import RuleEngine
import Troubleshooting
import Wording

/// A report as headings, paragraphs, lists and tables: what the text and the Markdown have in common.
struct ReportOutline {
    private(set) var sections: [Section] = []

    struct Section {
        var title: String
        var blocks: [Block] = []

        mutating func paragraph(_ text: StyledText) { if !text.isEmpty { blocks.append(.paragraph(text)) } }
        mutating func paragraph(_ text: String, _ style: TextStyle = .plain) { paragraph(StyledText(text, style)) }
        mutating func heading(_ text: StyledText) { blocks.append(.heading(text)) }
        mutating func list(_ items: [StyledText]) { if !items.isEmpty { blocks.append(.list(items)) } }
        mutating func fields(_ fields: [Field]) { if !fields.isEmpty { blocks.append(.fields(fields)) } }
        mutating func table(_ table: Table) { if !table.rows.isEmpty { blocks.append(.table(table)) } }
        mutating func lines(_ lines: [StyledText]) { if !lines.isEmpty { blocks.append(.lines(lines)) } }

        /// What was left out, where anything was.
        mutating func leftOut(_ count: Int, _ one: String, _ many: String? = nil) {
            if count > 0 { paragraph("… and \(counted(count, one, many))", .faint) }
        }
    }

    enum Block {
        case paragraph(StyledText)
        /// Above blocks of its own.
        case heading(StyledText)
        case list([StyledText])
        /// Names and what stands behind them.
        case fields([Field])
        case table(Table)
        /// To be shown as they are, in letters of equal width.
        case lines([StyledText])
    }

    struct Field {
        var name: String
        var text: StyledText
        /// To be copied: a display filter, a command line.
        var isCode = false

        init(_ name: String, _ text: String, isCode: Bool = false) {
            self.name = name
            self.text = StyledText(text)
            self.isCode = isCode
        }
    }

    struct Table {
        var columns: [Column]
        var rows: [[StyledText]] = []
    }

    struct Column {
        var name: String
        /// Numbers.
        var isRight = false
    }

    /// How much of each part is told.
    struct Depth {
        var findings: Int
        var rows: Int
        /// Associations whose events are told one by one, and how many of each.
        var ladders: Int
        var events: Int
        var threads: Int

        static let terminal = Depth(findings: 12, rows: 20, ladders: 2, events: 24, threads: 6)
        static let ticket = Depth(findings: 40, rows: 60, ladders: 4, events: 40, threads: 20)
    }

    let report: TroubleshootingReport
    let depth: Depth

    init(_ report: TroubleshootingReport, depth: Depth) {
        self.report = report
        self.depth = depth
        sections = [
            findings, capture, peers, negotiation, associations, time, objects, workflows, claims, appendix,
        ].compactMap(\.self)
    }

    var verdictStyle: TextStyle {
        switch report.verdict.state {
        case .good: .good
        case .doubtful: .doubtful
        case .bad: .bad
        case .unknown: .accent
        }
    }

    static let patientDataBanner = "This report shows patient data. Pass it on only to those who may see it."

    func relation(_ id: Int?) -> Relation? {
        guard let id, report.peers.relations.indices.contains(id) else { return nil }
        return report.peers.relations[id]
    }

    func entity(_ id: Int) -> ApplicationEntity? {
        report.peers.entities.indices.contains(id) ? report.peers.entities[id] : nil
    }

    /// `CT1 → ARCHIVE`
    func pair(_ id: Int?) -> StyledText {
        guard let relation = relation(id), let requestor = entity(relation.requestor),
            let acceptor = entity(relation.acceptor)
        else { return StyledText("others", .faint) }
        var text = StyledText()
        text.addWhole(Self.shown(requestor.name), .accent)
        text.add(" → ")
        text.addWhole(Self.shown(acceptor.name), .accent)
        return text
    }

    /// Without the date, where all of the capture is of one day.
    func clock(_ time: Timestamp) -> String {
        let summary = report.quality.totals.summary
        let readable = time.readable
        let day = readable.prefix(11)
        guard let first = summary.firstPacket, let last = summary.lastPacket, first.readable.hasPrefix(day),
            last.readable.hasPrefix(day)
        else { return readable }
        return String(readable.dropFirst(11).dropLast(" UTC".count))
    }

    static func shown(_ title: String) -> String { title.isEmpty ? "(no AE title)" : title }
}

extension Severity {
    var style: TextStyle {
        switch self {
        case .error: .bad
        case .warning: .doubtful
        case .note: .accent
        }
    }
}
