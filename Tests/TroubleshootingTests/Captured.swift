import AssociationTimeline
import Foundation
import PacketCapture
import RuleEngine
import StandardRules
import Troubleshooting

/// Reports of the captures in Captures/.
enum Captured {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Captures").path

    static let rules = Result { try StandardRules.rules() }

    /// The names of all captures, in order.
    static func all() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.contains(".pcap") }.sorted()
    }

    static func report(_ name: String, _ options: ReportOptions = ReportOptions()) throws -> TroubleshootingReport {
        let builder = ReportBuilder(rules: try rules.get(), options: options)
        var analysis = try CaptureAnalysis(
            inputs: [.path(directory + "/" + name)], options: ReportBuilder.timelineOptions, receiver: builder,
            observer: builder.observer)
        analysis.run()
        return builder.report(totals: analysis.totals) { analysis.number(serial: $0) }
    }
}
