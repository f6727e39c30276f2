import AssociationTimeline
import Foundation
import PacketCapture
import RuleEngine
import StandardRules
import Testing

/// What the built-in rules find in every capture, a line a finding, beside what a person has read and found true.
/// `make golden` writes it anew after a change that is meant; read the difference.
@Suite struct GoldenFindingsTests {
    private static let directory = ExampleTests.captures
    private static let file = URL(fileURLWithPath: directory + "/golden/findings.txt")

    @Test func everyCapture() throws {
        let rules = try StandardRules.rules()
        let captures = try FileManager.default.contentsOfDirectory(atPath: Self.directory).filter {
            $0.contains(".pcap")
        }.sorted()
        var lines: [String] = []
        for capture in captures {
            lines.append(capture)
            let session = RuleSession(rules: rules, filter: nil, mask: { _ in "masked" })
            var analysis = try CaptureAnalysis(
                inputs: [.path(Self.directory + "/" + capture)], receiver: session)
            analysis.run()
            let result = session.finish(totals: analysis.totals) { analysis.number(serial: $0) }
            for finding in result.findings { Self.add(finding, indent: 1, to: &lines) }
        }
        let text = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["AUSCULT_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: Self.file)
            return
        }
        let expected = try String(decoding: Data(contentsOf: Self.file), as: UTF8.self).split(separator: "\n")
        for difference in text.split(separator: "\n").difference(from: expected).prefix(20) {
            switch difference {
            case .insert(let line, let element, _): Issue.record("findings.txt:\(line + 1) is new: \(element)")
            case .remove(let line, let element, _): Issue.record("findings.txt:\(line + 1) is gone: \(element)")
            }
        }
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
