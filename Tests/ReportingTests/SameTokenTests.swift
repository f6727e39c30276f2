import AssociationTimeline
import Foundation
import PacketCapture
import RuleEngine
import Testing
import Wording

@testable import Reporting

/// The same person has the same token in findings as in the timeline of the same capture.
struct SameTokenTests {
    private static let rule = """
        title: A title
        severity: note
        scope: data-set
        for: [C-FIND-RSP]
        when: exists(dataSet.PatientName)
        message: "{dataSet.PatientName} {dataSet.PatientID}"
        fold: [dataSet.PatientID]
        rationale: Why.
        cause: What.
        remedy: How.

        """

    @Test func findingsAndTimeline() throws {
        let path = RecordedTimeline.directory + "/department.pcap"
        let mask = PatientMask(showsPatientData: false)
        let rules = try RuleSet(builtIn: [], site: [RuleSet.File(id: "a/one", name: "one", text: Self.rule)])
        let session = RuleSession(rules: rules, mask: mask.shown)
        var analysis = try CaptureAnalysis(
            inputs: [.path(path)], options: RuleSession.timelineOptions,
            receiver: CheckReport.receiver(session, mask: mask))
        analysis.run()
        let messages = session.finish(totals: analysis.totals) { analysis.number(serial: $0) }.findings.map(\.message)
        #expect(!messages.isEmpty)

        let timeline = try temporaryOutput { descriptor in
            let report = TimelineReport(format: .json, terminal: Terminal(), descriptor: descriptor)
            var analysis = try CaptureAnalysis(inputs: [.path(path)], receiver: report)
            analysis.run()
            try report.finish(analysis.totals) { analysis.number(serial: $0) }
        }
        for message in messages {
            let tokens = message.split(separator: " ")
            #expect(tokens.count == 2)
            let pair = "\"patientName\":\"\(tokens[0])\",\"patientID\":\"\(tokens.last ?? "")\""
            #expect(timeline.contains(pair), "\(pair) is not in the timeline")
        }
    }

    @Test func copiesShareTheirTokens() {
        let mask = PatientMask(showsPatientData: false)
        let copy = mask
        #expect(mask.shown("DOE^JANE", of: .patientName) == "PATIENT-1")
        #expect(copy.shown("ROE^RICHARD", of: .patientName) == "PATIENT-2")
        #expect(mask.shown("ROE^RICHARD", of: .patientName) == "PATIENT-2")
    }
}
