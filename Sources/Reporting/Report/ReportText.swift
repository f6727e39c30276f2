import RuleEngine
import Troubleshooting
import Wording

/// The troubleshooting report for a terminal: the verdict, then everything else at the depth a screen or two bear.
public struct ReportText {
    private let report: TroubleshootingReport
    private let terminal: Terminal

    public init(_ report: TroubleshootingReport, terminal: Terminal) {
        self.report = report
        self.terminal = terminal
    }

    public func write(to output: inout BufferedOutput) throws(OutputError) {
        let outline = ReportOutline(report, depth: .terminal)
        var layout = TextLayout(terminal)
        if report.showsPatientData {
            layout.line(StyledText("*** " + ReportOutline.patientDataBanner + " ***", .bad), hanging: 4)
            layout.newLine()
        }
        for (index, sentence) in report.verdict.sentences.enumerated() {
            layout.line(StyledText(sentence.text, index == 0 ? outline.verdictStyle : .plain), hanging: 0)
            guard let filter = sentence.evidence.displayFilter else { continue }
            var place = StyledText("  ")
            if let first = sentence.associations.first {
                let rest = sentence.associations.count - 1
                place.add("association \(first)" + (rest > 0 ? " and \(rest) more" : "") + " · ", .faint)
            }
            place.add(filter, .faint)
            layout.line(place, hanging: 4)
        }
        for section in outline.sections {
            layout.newLine()
            layout.line(StyledText(section.title, .strong), hanging: 0)
            var before: ReportOutline.Block?
            for block in section.blocks {
                if case .table? = before, case .table = block { layout.newLine() }
                write(block, into: &layout)
                before = block
            }
            try output.write(layout.take())
        }
    }

    private func write(_ block: ReportOutline.Block, into layout: inout TextLayout) {
        switch block {
        case .heading(let text):
            layout.newLine()
            layout.line(prefixed("  ", text), hanging: 4)
        case .paragraph(let text): layout.line(prefixed("  ", text), hanging: 2)
        case .list(let items): for item in items { layout.line(prefixed("  – ", item), hanging: 4) }
        case .lines(let lines): for line in lines { layout.line(prefixed("  ", line), hanging: 16) }
        case .fields(let fields):
            let column = 4 + min(24, fields.map { $0.name.unicodeScalars.count }.max() ?? 0)
            for field in fields {
                var line = StyledText("  ")
                line.add(field.name, .faint)
                line.column(column)
                line.add(field.text)
                layout.line(line, hanging: column)
            }
        case .table(let table): TextTable(table, terminal: terminal).write(into: &layout)
        }
    }

    private func prefixed(_ beginning: String, _ text: StyledText) -> StyledText {
        var line = StyledText(beginning)
        line.add(text)
        return line
    }
}
