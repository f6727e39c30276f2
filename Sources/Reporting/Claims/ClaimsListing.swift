import ConformanceClaims
import Wording

/// `auscult claims lint`: what is wrong with a claims file, a line each.
public struct ClaimsListing {
    private let terminal: Terminal

    /// Lines are not broken: editors and scripts read them by their beginning.
    public init(terminal: Terminal) {
        self.terminal = Terminal(width: 1 << 16, usesColor: terminal.usesColor, usesUnicode: terminal.usesUnicode)
    }

    public func write(_ diagnostics: [ClaimsDiagnostic], of file: String, descriptor: Int32) throws(OutputError) {
        var layout = TextLayout(terminal)
        for diagnostic in diagnostics {
            var line = StyledText()
            line.add("\(diagnostic.file):\(diagnostic.place.line):\(diagnostic.place.column): ")
            line.add(diagnostic.severity.rawValue, diagnostic.severity == .error ? .bad : .doubtful)
            line.add(": " + diagnostic.message)
            if let suggestion = diagnostic.suggestion {
                line.add("; did you mean ")
                line.addWhole("'\(suggestion)'?", .strong)
            }
            layout.line(line, hanging: 4)
        }
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        let counts = [errors > 0 ? counted(errors, "error") : "", warnings > 0 ? counted(warnings, "warning") : ""]
        let summary = counts.filter { !$0.isEmpty }.joined(separator: ", ")
        layout.line(StyledText("\(file): " + (summary.isEmpty ? "nothing to object to" : summary)), hanging: 4)
        var output = BufferedOutput(descriptor: descriptor)
        try output.write(layout.take())
        try output.flush()
    }
}
