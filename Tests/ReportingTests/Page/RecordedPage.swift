import AssociationTimeline
import CZlib
import Foundation
import PacketCapture
import RuleEngine
import StandardRules
import Testing
import Troubleshooting

@testable import Reporting

/// The page of a recorded capture.
enum RecordedPage {
    private static let rules = Result { try StandardRules.rules() }

    static func report(
        _ name: String, showsPatientData: Bool = false, further: (any FurtherDetails)? = nil
    ) throws -> TroubleshootingReport {
        var options = ReportOptions()
        if further != nil { (options.limits.detailsWithFindings, options.limits.detailsWithout) = (0, 0) }
        options.showsPatientData = showsPatientData
        options.version = "0.0.0"
        options.commandLine = "auscult report '\(name)</script>'"
        let builder = ReportBuilder(rules: try rules.get(), options: options, further: further)
        var analysis = try CaptureAnalysis(
            inputs: [.path(RecordedTimeline.directory + "/" + name)], options: ReportBuilder.timelineOptions,
            receiver: builder, observer: builder.observer)
        analysis.run()
        let file = Appendix.File(name: name, size: 1, sha256: "00")
        return builder.report(totals: analysis.totals, files: [file]) { analysis.number(serial: $0) }
    }

    /// What `PackedData` packed.
    static func unpacked(_ packed: String) throws -> [UInt8] {
        let bytes = Array(try #require(Data(base64Encoded: packed)))
        var plain = [UInt8](repeating: 0, count: 1 << 20)
        var count = uLongf(plain.count)
        let status = plain.withUnsafeMutableBufferPointer { plain in
            bytes.withUnsafeBufferPointer { uncompress(plain.baseAddress, &count, $0.baseAddress, uLong($0.count)) }
        }
        try #require(status == Z_OK)
        return Array(plain.prefix(Int(count)))
    }

    static func written(
        _ report: TroubleshootingReport, further: PackedAssociations? = nil,
        limits: AssociationsSection.Limits = .init()
    ) throws -> String {
        try temporaryOutput { descriptor in
            var output = BufferedOutput(descriptor: descriptor)
            try ReportHTML(report, further: further, limits: limits).write(to: &output)
            try output.flush()
        }
    }
}
