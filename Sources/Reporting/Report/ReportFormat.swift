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

    /// For `ReportOptions.Limits`: the page has the diagrams of a capture's few associations whatever became of them.
    public var furtherDetails: Int { self == .html ? AssociationsSection.Limits().drawn : 0 }

    /// - Parameters:
    ///   - terminal: what text is laid out for.
    ///   - further: what the builder of the report gave the further associations to; for the page.
    public func write(
        _ report: TroubleshootingReport, terminal: Terminal, further: PackedAssociations? = nil,
        to output: inout BufferedOutput
    ) throws(OutputError) {
        switch self {
        case .html: try ReportHTML(report, further: further).write(to: &output)
        case .markdown: try ReportMarkdown(report).write(to: &output)
        case .json: try ReportJSON(report).write(to: &output)
        case .text: try ReportText(report, terminal: terminal).write(to: &output)
        }
        try output.flush()
    }
}
