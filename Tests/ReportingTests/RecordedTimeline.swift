import AssociationTimeline
import Foundation
import PacketCapture

@testable import Reporting

/// What `auscult timeline` writes of a recorded capture.
enum RecordedTimeline {
    static let directory =
        String(#filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }) + "/Captures"

    /// File names of all captures.
    static let captures: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [])
        .filter { name in [".pcap", ".pcapng", ".gz"].contains { name.hasSuffix($0) } }.sorted()

    /// Without colour, 100 columns wide, patient data masked, files named without their directory.
    static func written(_ name: String, _ format: TimelineReport.Format) throws -> String {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
        return try temporaryOutput { descriptor in
            let report = TimelineReport(format: format, terminal: Terminal(), descriptor: descriptor)
            var options = TimelineOptions()
            options.keepsDataPDUs = format != .text
            var analysis = try CaptureAnalysis(
                inputs: [.bytes(bytes, name: name)], options: options, receiver: report)
            analysis.run()
            let totals = analysis.totals
            try report.finish(totals, only: nil) { analysis.number(serial: $0) }
        }
    }
}
