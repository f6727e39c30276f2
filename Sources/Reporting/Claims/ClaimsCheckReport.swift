import AssociationTimeline
import ConformanceClaims

/// `auscult claims check`: a statement against traffic in one of its formats.
public struct ClaimsCheckReport {
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case text, json, junit, html, markdown
    }

    private let format: Format
    private let terminal: Terminal
    private let isVerbose: Bool

    /// - Parameter isVerbose: text and Markdown tell every claim one by one.
    public init(format: Format, terminal: Terminal, isVerbose: Bool = false) {
        self.format = format
        self.terminal = terminal
        self.isVerbose = isVerbose
    }

    /// - Parameter number: the number users see for an association's serial.
    public func write(
        _ check: ClaimsCheck, totals: CaptureTotals, number: @escaping (Int) -> Int?, descriptor: Int32
    ) throws(OutputError) {
        let wording = ClaimsWording(check, number: number)
        var output = BufferedOutput(descriptor: descriptor)
        switch format {
        case .text:
            var text = ClaimsCheckText(terminal: terminal, isVerbose: isVerbose)
            try output.write(text.render(wording))
        case .json: try output.write(ClaimsCheckJSON.render(check, totals: totals, number: number))
        case .junit: try output.write(ClaimsCheckJUnit.render(wording))
        case .html: try output.write(ClaimsCheckHTML.render(wording, files: totals.summary.files.map(\.name)))
        case .markdown: try output.write(ClaimsCheckMarkdown.render(wording, isVerbose: isVerbose))
        }
        try output.flush()
    }
}
