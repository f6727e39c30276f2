import Foundation
import RuleEngine
import Testing

@testable import Reporting

/// `auscult.check/1`: the fixed names are there, of the right types, in every capture's JSON.
struct CheckJSONTests {
    private static let finding = JSONShape.object([
        "rule": .text, "severity": .word(["error", "warning", "note"]), "title": .text, "message": .text,
        "clause": .list(.text), "association": .optional(.number), "associations": .list(.number),
        "associationCount": .number, "count": .number, "subjects": .list(.text), "parties": .anything,
        "evidence": .list(
            .object([
                "frame": .number, "from": .optional(.word(["requestor", "acceptor"])), "time": .text,
                "tcpStream": .optional(.number),
            ])),
        "first": .optional(.text), "last": .optional(.text), "displayFilter": .optional(.text), "cause": .text,
        "remedy": .text, "change": .optional(.text),
        "responsible": .optional(.word(["requestor", "acceptor", "network", "capture"])),
        "consequences": .list(.anything),
    ])

    private static let report = JSONShape.object([
        "schema": .word(["auscult.check/1"]), "capture": .object(["files": .list(.text), "packets": .number]),
        "findings": .list(finding),
        "notEvaluated": .list(.object(["rule": .text, "count": .number, "reason": .text])),
    ])

    @Test(arguments: RecordedTimeline.captures)
    func everyCapture(capture: String) throws {
        let document = try JSONSerialization.jsonObject(
            with: Data(CheckedCapture.written(capture, .json).utf8), options: [])
        #expect(Self.report.faults(of: document, at: "$") == [])
        func consequences(_ finding: Any) -> [Any] {
            let below = (finding as? [String: Any])?["consequences"] as? [Any] ?? []
            return below + below.flatMap(consequences)
        }
        let findings = (document as? [String: Any])?["findings"] as? [Any] ?? []
        for below in findings.flatMap(consequences) { #expect(Self.finding.faults(of: below, at: "consequence") == []) }
        let expected = try #require(CheckedCapture.results.get()[capture]).everyFinding.count
        #expect(findings.count + findings.flatMap(consequences).count == expected)
    }
}
