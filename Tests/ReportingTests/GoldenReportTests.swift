import Foundation
import Testing

@testable import Reporting

/// Reports of some captures in every format but HTML, beside what a person has read and found right; `make golden` writes
/// them anew.
@Suite struct GoldenReportTests {
    private static let captures = [
        "contexts-every-result.pcap", "department.pcap", "lost-segment.pcap", "move-partly-failed.pcap",
        "rejected-called-ae-title.pcap",
    ]
    private static let formats: [(ReportFormat, String)] = [(.text, "txt"), (.markdown, "md"), (.json, "json")]

    @Test(arguments: captures)
    func capture(_ capture: String) throws {
        let report = try RecordedReport.report(capture)
        for (format, ending) in Self.formats {
            let text = try RecordedReport.written(report, format)
            let name = "\(capture.prefix { $0 != "." }).\(ending)"
            let file = URL(fileURLWithPath: "\(RecordedTimeline.directory)/golden/report/\(name)")
            if ProcessInfo.processInfo.environment["AUSCULT_UPDATE_GOLDEN"] != nil {
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
                continue
            }
            let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
            guard text != expected else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
            let line = zip(lines, old).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
            Issue.record("report/\(name):\(line + 1) is\n\(lines[line].prefix(400))\nand was\n\(old[line].prefix(400))")
        }
    }
}
