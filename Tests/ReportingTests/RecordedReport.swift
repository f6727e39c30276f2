import AssociationTimeline
import Foundation
import PacketCapture
import RuleEngine
import StandardRules
import Troubleshooting

@testable import Reporting

/// What `auscult report` writes of a recorded capture.
enum RecordedReport {
    private static let rules = Result { try StandardRules.rules() }

    static func report(_ name: String, showsPatientData: Bool = false) throws -> TroubleshootingReport {
        var options = ReportOptions()
        options.showsPatientData = showsPatientData
        options.version = "test"
        options.commandLine = "auscult report \(name)"
        let builder = ReportBuilder(rules: try rules.get(), options: options)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: RecordedTimeline.directory + "/" + name)))
        var analysis = try CaptureAnalysis(
            inputs: [.bytes(bytes, name: name)], options: ReportBuilder.timelineOptions, receiver: builder,
            observer: builder.observer)
        analysis.run()
        return builder.report(totals: analysis.totals, files: [Appendix.File(name: name, size: nil, sha256: nil)]) {
            analysis.number(serial: $0)
        }
    }

    static func written(_ report: TroubleshootingReport, _ format: ReportFormat) throws -> String {
        try temporaryOutput { descriptor in
            var output = BufferedOutput(descriptor: descriptor)
            try format.write(report, terminal: Terminal(), to: &output)
        }
    }
}
