import AssociationTimeline
import Foundation
import PacketCapture
import RuleEngine
import StandardRules
import Testing

import Wording

@testable import Troubleshooting

@Suite struct ReportBuilderTests {
    /// A report can be had at any time, and asking for one changes nothing.
    @Test func aSnapshotChangesNothing() throws {
        let builder = ReportBuilder(rules: try Captured.rules.get())
        var analysis = try CaptureAnalysis(
            inputs: [.path(Captured.directory + "/department.pcap")], options: ReportBuilder.timelineOptions,
            receiver: builder, observer: builder.observer)
        var snapshots = 0
        while analysis.advance(packets: 50) {
            _ = builder.report(totals: analysis.totals) { analysis.number(serial: $0) }
            snapshots += 1
        }
        #expect(snapshots > 5)
        let report = builder.report(totals: analysis.totals) { analysis.number(serial: $0) }
        let plain = try Captured.report("department.pcap")
        #expect(report.verdict.text == plain.verdict.text)
        #expect(report.findings.findings.map(\.count) == plain.findings.findings.map(\.count))
        #expect(report.objects.retrievals.map(\.storesSeen) == plain.objects.retrievals.map(\.storesSeen))
        #expect(report.findings.notEvaluated == plain.findings.notEvaluated)
    }

    @Test func limitsAreKeptAndSaid() throws {
        var options = ReportOptions()
        options.limits.rows = 3
        options.limits.relations = 2
        options.limits.detailsWithFindings = 1
        options.limits.troubledObjects = 1
        options.limits.instances = 10
        options.limits.eventsOfLadder = 8
        let report = try Captured.report("department.pcap", options)
        #expect(report.associations.rows.count == 3)
        #expect(report.associations.rowsNotKept == report.associations.count - 3)
        #expect(report.associations.detailsNotKept > 0)
        #expect(report.peers.relations.count == 2)
        #expect(report.peers.associationsNotKept > 0)
        #expect(report.objects.instances == 10)
        #expect(report.objects.counts.values.reduce(0, +) == 47)
        #expect(!report.appendix.limits.isEmpty)
        for detail in report.associations.details { #expect(detail.ladder.events.count <= 8 + 32) }
    }

    @Test func findingsArePinnedToTheirArrow() throws {
        let report = try Captured.report("rejected-called-ae-title.pcap")
        let detail = try #require(report.associations.detail(1))
        let event = try #require(detail.ladder.events.first { $0.name == "A-ASSOCIATE-RJ" })
        let rules = event.findings.compactMap { report.finding($0)?.rule.id }
        #expect(rules == ["association/rejected-called-ae-title"])
        #expect(event.bytes == [3, 0, 0, 0, 0, 4, 0, 1, 1, 7])
        #expect(event.mark == .bad)
    }

    /// A message that a finding is about is shown by its P-DATA-TF, where that is at fault, or else by which message it is.
    @Test(arguments: [
        ("maximum-length-exceeded.pcap", "p-data/longer-than-maximum", [4, 0, 0, 0]),
        ("rule-unanswered.pcap", "operation/unanswered", [0, 0, 0, 1, 2, 0, 0, 0]),
        ("status-store-out-of-resources.pcap", "storage/out-of-resources", [0, 0, 0, 9, 2, 0, 0, 0, 0, 0xA7]),
    ])
    func bytesOfMessages(capture: String, rule: String, expected: [UInt8]) throws {
        let report = try Captured.report(capture)
        let event = try #require(
            report.associations.details.lazy.flatMap(\.ladder.events).first { event in
                event.findings.contains { report.finding($0)?.rule.id == rule }
            })
        #expect(event.bytes.starts(with: expected), "\(event.bytes)")
        // Headers or elements of two bytes: nothing of a data set.
        #expect(event.bytes.count == (expected[0] == 4 ? 12 : expected[3] == 9 ? 10 : 30))
    }

    /// Of a request that identifies its user no byte beyond the fixed part is kept.
    @Test func secretsAreNotKept() throws {
        let report = try Captured.report("user-identity-passcode.pcap")
        let detail = try #require(report.associations.detail(1))
        let event = try #require(detail.ladder.events.first { $0.name == "A-ASSOCIATE-RQ" })
        #expect(event.bytes.count == 74)
    }

    @Test func onlyWhatIsAskedFor() throws {
        var options = ReportOptions()
        options.filter = try TimelineFilter("assoc.callingAETitle == \"MR1\"")
        #expect(try Captured.report("department.pcap", options).associations.count == 3)
        let all = try Captured.report("department.pcap").associations.rows
        options = ReportOptions()
        options.since = all[10].start
        #expect(try Captured.report("department.pcap", options).associations.count == 2)
        options = ReportOptions()
        options.until = all[1].start
        #expect(try Captured.report("department.pcap", options).associations.count == 2)
    }

    @Test func patientsInFileNamesAreMasked() {
        let mask = ReportMask(PatientMask(showsPatientData: false))
        mask.note(name: "Muster^Erika")
        mask.note(name: "[masked")
        #expect(mask.fileName("/data/erika_MUSTER.pcap") == "/data/[masked]_[masked].pcap")
        #expect(mask.fileName("/data/ct1.pcap") == "/data/ct1.pcap")
    }

    /// One value has one token, in whatever element or message it stands.
    @Test func tokensAreStable() throws {
        let report = try Captured.report("department.pcap")
        let threads = Set(report.workflows.threads.compactMap(\.patientID))
        let objects = Set(report.objects.entries.compactMap(\.patient))
        #expect(objects.isSubset(of: threads))
        #expect(threads.allSatisfy { $0.hasPrefix("ID-") })
    }
}
