import AssociationTimeline
import Evidence
import Foundation
import PacketCapture
import RuleEngine
import Testing
import Wording

@testable import Reporting

@Suite struct LiveReportTests {
    /// The rule that comes with the program.
    private func rules() throws -> RuleSession {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Rules/capture/packets-dropped.yaml")
        let text = try String(contentsOf: path, encoding: .utf8)
        let file = RuleSet.File(id: "capture/packets-dropped", name: "packets-dropped.yaml", text: text)
        return RuleSession(rules: try RuleSet(builtIn: [file]), mask: { $0.text })
    }

    /// What a report writes of a capture whose kernel has counted so many drops.
    private func written(_ format: LiveReport.Format, drops: UInt64) throws -> (text: String, findings: UInt64) {
        let path = NSTemporaryDirectory() + "live-report-\(UUID().uuidString)"
        let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
        defer {
            close(descriptor)
            unlink(path)
        }
        let report = LiveReport(
            format: format, terminal: Terminal(width: 200), mask: PatientMask(showsPatientData: false),
            descriptor: descriptor, rules: try rules())
        var facts = Example.totals
        facts.summary.files[0].interfaces[0].drops = drops
        var statistics = InterfaceStatistics(name: "eth1")
        statistics.received = 41 + drops
        statistics.taken = 41
        statistics.droppedByKernel = drops
        var live = LiveTotals(interfaces: [statistics])
        live.limitsReached = [(name: "connections followed at once (--max-connections)", count: 2)]
        report.finishRules(facts) { _ in nil }
        live.findings = report.findings
        report.writeSummary(facts, live)
        try report.flush()
        return (try String(contentsOfFile: path, encoding: .utf8), report.findings.values.reduce(0, +))
    }

    @Test func packetsLostByTheKernelAreAFindingAndInTheSummary() throws {
        let (text, findings) = try written(.text, drops: 17)
        #expect(findings == 1)
        #expect(text.contains("While recording, 17 packets were lost; what they held is missing."))
        #expect(text.contains("17 packets dropped while capturing"))
        #expect(text.contains("eth1: 41 packets analysed · 17 packets dropped: this machine was too slow"))
        #expect(text.contains("findings: 1 note"))
        #expect(text.contains("limit reached 2 times: connections followed at once (--max-connections)"))
    }

    @Test func theSameAsRecords() throws {
        let lines = try written(.ndjson, drops: 17).text.split(separator: "\n")
        let records = try lines.map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(records.map { $0["record"] as? String } == ["finding", "capture"])
        #expect(records[0]["rule"] as? String == "capture/packets-dropped")
        #expect(records[1]["droppedPackets"] as? Int == 17)
        let interfaces = try #require(records[1]["interfaces"] as? [[String: Any]])
        #expect(interfaces[0]["droppedByKernel"] as? Int == 17)
        let limits = try #require(records[1]["limitsReached"] as? [[String: Any]])
        #expect(limits[0]["count"] as? Int == 2)
    }

    @Test func withoutLossThereIsNoFinding() throws {
        let (text, findings) = try written(.text, drops: 0)
        #expect(findings == 0)
        #expect(!text.contains("dropped"))
    }
}
