import RuleEngine
import Testing

/// What the built-in rules find in every capture, a line a finding.
@Suite struct GoldenFindingsTests {
    @Test func everyCapture() throws {
        var lines: [String] = []
        for file in CheckedCaptures.files {
            lines.append(file)
            for finding in try CheckedCaptures.result(String(file.prefix { $0 != "." })).findings {
                Self.add(finding, indent: 1, to: &lines)
            }
        }
        try Golden.compare(lines, with: "golden/findings.txt")
    }

    private static func add(_ finding: Finding, indent: Int, to lines: inout [String]) {
        let frames = finding.first.evidence.map { "\($0.frame.rawValue)" }.joined(separator: " ")
        let side = finding.responsible.map { " by \($0)" } ?? ""
        lines.append(
            String(repeating: "  ", count: indent)
                + "\(finding.severity.rawValue) \(finding.rule.id) × \(finding.count)\(side), frames \(frames)")
        for consequence in finding.consequences { add(consequence, indent: indent + 1, to: &lines) }
    }
}
