import AssociationTimeline
import Foundation
import PacketCapture
import RuleEngine
import StandardRules
import Testing

@testable import Reporting
import Wording

/// What `auscult check` writes of recorded captures.
enum CheckedCapture {
    static let rules: Result<RuleSet, any Error> = Result { try StandardRules.rules() }

    /// Every capture checked once, files named without their directory, patient data masked.
    static let results: Result<[String: CheckResult], any Error> = Result {
        var results: [String: CheckResult] = [:]
        for name in RecordedTimeline.captures { results[name] = try check(name) }
        return results
    }

    static func check(_ name: String) throws -> CheckResult {
        let bytes = Array(try Data(contentsOf: URL(filePath: RecordedTimeline.directory + "/" + name)))
        let mask = PatientMask(showsPatientData: false)
        let session = RuleSession(rules: try rules.get(), mask: mask.shown)
        var analysis = try CaptureAnalysis(
            inputs: [.bytes(bytes, name: name)], options: RuleSession.timelineOptions,
            receiver: CheckReport.receiver(session, mask: mask))
        analysis.run()
        return session.finish(totals: analysis.totals) { analysis.number(serial: $0) }
    }

    /// Without colour, 100 columns wide.
    static func written(_ name: String, _ format: CheckReport.Format) throws -> String {
        let result = try #require(try results.get()[name])
        return try temporaryOutput { descriptor in
            try CheckReport(format: format, terminal: Terminal()).write(
                result, rules: rules.get(), descriptor: descriptor)
        }
    }
}

extension CheckResult {
    /// Consequences among them.
    var everyFinding: [Finding] {
        func flattened(_ finding: Finding) -> [Finding] { [finding] + finding.consequences.flatMap(flattened) }
        return findings.flatMap(flattened)
    }
}
