import ConformanceClaims

/// `auscult claims compare` in one of its formats.
public struct ComparisonReport {
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case text, json, markdown
    }

    private let format: Format
    private let terminal: Terminal

    public init(format: Format, terminal: Terminal) {
        self.format = format
        self.terminal = terminal
    }

    public func write(_ comparison: StatementComparison, descriptor: Int32) throws(OutputError) {
        var output = BufferedOutput(descriptor: descriptor)
        switch format {
        case .text: try output.write(ComparisonText(terminal: terminal).render(comparison))
        case .json: try output.write(ComparisonJSON.render(comparison))
        case .markdown: try output.write(ComparisonMarkdown.render(comparison))
        }
        try output.flush()
    }
}
