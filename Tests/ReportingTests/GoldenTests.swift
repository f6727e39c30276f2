import Foundation
import Testing

@testable import Reporting

/// Every capture's timeline as text and as JSON, beside what a person has read and found right. After a change that is
/// meant, `make golden` (AUSCULT_UPDATE_GOLDEN=1 swift test --filter Golden) writes them anew; read the difference.
@Suite struct GoldenTests {
    private static let updates = ProcessInfo.processInfo.environment["AUSCULT_UPDATE_GOLDEN"] != nil
    /// A longer JSON is not kept.
    private static let longestJSON = 200_000

    private static func baseline(_ capture: String, _ ending: String) -> URL {
        let name = capture.prefix { $0 != "." }
        return URL(fileURLWithPath: "\(RecordedTimeline.directory)/golden/\(name).\(ending)")
    }

    static func compare(_ text: String, _ capture: String, _ ending: String) throws {
        let file = baseline(capture, ending)
        if updates {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        if text == expected { return }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let line =
            zip(lines, old).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(lines.count, old.count)
        let found = line < lines.count ? lines[line] : "the end"
        let wanted = line < old.count ? old[line] : "the end"
        Issue.record("\(file.lastPathComponent):\(line + 1) is\n\(found)\nand was\n\(wanted)")
    }

    @Test(arguments: RecordedTimeline.captures)
    func text(capture: String) throws {
        try Self.compare(RecordedTimeline.written(capture, .text), capture, "txt")
    }

    @Test(arguments: RecordedTimeline.captures)
    func json(capture: String) throws {
        let json = try RecordedTimeline.written(capture, .json)
        if json.utf8.count <= Self.longestJSON { try Self.compare(json, capture, "json") }
    }

    @Test func allCapturesAreThere() { #expect(RecordedTimeline.captures.count >= 185) }
}
