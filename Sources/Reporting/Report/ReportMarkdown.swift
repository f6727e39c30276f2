import RuleEngine
import Troubleshooting
import Wording

/// The troubleshooting report for a ticket: CommonMark with the tables that GitHub, GitLab, Jira's import and most others
/// have. What comes from the capture cannot become markup, a link or a mention.
public struct ReportMarkdown {
    private let report: TroubleshootingReport

    public init(_ report: TroubleshootingReport) { self.report = report }

    public func write(to output: inout BufferedOutput) throws(OutputError) {
        let outline = ReportOutline(report, depth: .ticket)
        try output.write("# Troubleshooting report\n\n")
        if report.showsPatientData { try output.write("**\(ReportOutline.patientDataBanner)**\n\n") }
        for sentence in report.verdict.sentences {
            try output.write("> **\(MarkdownText.escaped(sentence.text))**\n")
            if let filter = sentence.evidence.displayFilter { try output.write("> `\(filter)`\n") }
            try output.write(">\n")
        }
        for section in outline.sections {
            try output.write("\n## \(MarkdownText.escaped(section.title))\n")
            for block in section.blocks { try output.write(Self.text(block)) }
        }
        if report.showsPatientData { try output.write("\n**\(ReportOutline.patientDataBanner)**\n") }
    }

    private static func text(_ block: ReportOutline.Block) -> String {
        switch block {
        case .heading(let text): return "\n### \(MarkdownText.plain(text))\n"
        case .paragraph(let text): return "\n\(MarkdownText.plain(text))\n"
        case .list(let items):
            return "\n" + items.map { "- \(MarkdownText.plain($0))\n" }.joined()
        case .fields(let fields):
            return "\n"
                + fields.map { field in
                    let text = field.isCode ? MarkdownText.code(field.text) : MarkdownText.plain(field.text)
                    return "- *\(field.name):* \(text)\n"
                }.joined()
        case .lines(let lines): return "\n```text\n" + lines.map { MarkdownText.verbatim($0) + "\n" }.joined() + "```\n"
        case .table(let table): return Self.text(table)
        }
    }

    private static func text(_ table: ReportOutline.Table) -> String {
        let used = table.columns.indices.filter { column in
            table.rows.contains { column < $0.count && !$0[column].isEmpty }
        }
        var text = "\n|" + used.map { " \(table.columns[$0].name) |" }.joined() + "\n|"
        text += used.map { table.columns[$0].isRight ? " ---: |" : " --- |" }.joined() + "\n"
        for row in table.rows {
            text += "|" + used.map { $0 < row.count ? " \(MarkdownText.plain(row[$0])) |" : " |" }.joined() + "\n"
        }
        return text
    }
}
