import Troubleshooting

/// The formats of a troubleshooting report.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
    case html, markdown, json, text

    /// As a file's name says: `.html`, `.htm`, `.md`, `.markdown`, `.json`, `.txt`.
    public init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: ".") else { return nil }
        switch fileName[fileName.index(after: dot)...].lowercased() {
        case "html", "htm": self = .html
        case "md", "markdown": self = .markdown
        case "json": self = .json
        case "txt", "text": self = .text
        default: return nil
        }
    }

    /// For `ReportOptions.Limits`: the page has room for many, folded, and draws them when asked.
    public var furtherDetails: Int { self == .html ? 7_000 : 0 }

    /// - Parameter terminal: what text is laid out for.
    public func write(
        _ report: TroubleshootingReport, terminal: Terminal, to output: inout BufferedOutput
    ) throws(OutputError) {
        switch self {
        case .html: try ReportHTML(report).write(to: &output)
        case .markdown: try ReportMarkdown(report).write(to: &output)
        case .json: try ReportJSON(report).write(to: &output)
        case .text: try ReportText(report, terminal: terminal).write(to: &output)
        }
        try output.flush()
    }
}
