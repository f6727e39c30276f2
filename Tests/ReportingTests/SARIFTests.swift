import Foundation
import RuleEngine
import Testing

@testable import Reporting

/// Findings as SARIF 2.1.0 are as its schema has them, for every capture.
struct SARIFTests {
    private static let schema: Result<JSONSchema, any Error> = Result {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Schemata/sarif-2.1.0.json")
        return JSONSchema(root: try JSONValue(Array(Data(contentsOf: file))))
    }

    @Test(arguments: RecordedTimeline.captures)
    func everyCaptureFitsTheSchema(capture: String) throws {
        let document = try JSONValue(Array(CheckedCapture.written(capture, .sarif).utf8))
        for fault in try Self.schema.get().faults(of: document).prefix(10) { Issue.record("\(capture): \(fault)") }
    }

    @Test(arguments: RecordedTimeline.captures)
    func everyFindingIsAResult(capture: String) throws {
        let findings = try #require(CheckedCapture.results.get()[capture]).everyFinding
        let run = try #require(
            JSONValue(Array(CheckedCapture.written(capture, .sarif).utf8))["runs"]?.list.first)
        let results = run["results"]?.list ?? []
        #expect(results.compactMap { $0["ruleId"]?.text } == findings.map(\.rule.id))
        let rules = run["tool"]?["driver"]?["rules"]?.list ?? []
        for (result, finding) in zip(results, findings) {
            let index = try #require(result["ruleIndex"]?.number.map { Int($0) })
            #expect(rules[index]["id"] == result["ruleId"])
            #expect(result["level"]?.text == finding.severity.rawValue)
            #expect(result["occurrenceCount"]?.number == Double(finding.count))
            let places = result["locations"]?.list.first?["logicalLocations"]?.list ?? []
            #expect(places.count == finding.evidence.count)
        }
    }

    /// The schema refuses what is wrong, so that what passes it is right.
    @Test(arguments: [
        #"{"runs": []}"#, #"{"version": "2.2.0", "runs": []}"#, #"{"version": "2.1.0", "runs": {}}"#,
        #"{"version": "2.1.0", "runs": [], "more": 1}"#, #"{"version": "2.1.0", "runs": [{}]}"#,
        #"{"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}"#,
        #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "a"}}, "results": [{}]}]}"#,
        #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "a"}}, "results": [{"message": {}}]}]}"#,
        #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "a", "guid": "x"}}}]}"#,
        #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "a", "informationUri": "x"}}}]}"#,
        #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "a"}}, "results": [{"message": {"text": "b"}, "level": "bad"}]}]}"#,
        #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "a"}}, "results": [{"message": {"text": "b"}, "ruleIndex": -2}]}]}"#,
        #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "a"}}, "results": [{"message": {"text": "b"}, "ruleIndex": 0.5}]}]}"#,
    ])
    func theSchemaRefuses(document: String) throws {
        #expect(try !Self.schema.get().faults(of: JSONValue(Array(document.utf8))).isEmpty)
    }

    @Test func theSchemaAccepts() throws {
        let document = #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "a"}}, "results": []}]}"#
        #expect(try Self.schema.get().faults(of: JSONValue(Array(document.utf8))) == [])
    }

    @Test func namesOfFilesAreReferences() {
        #expect(CheckSARIF.uri("a b/ä%.pcap") == "a%20b/%C3%A4%25.pcap")
    }
}
