import Foundation
import Testing

@testable import Reporting

@Suite struct ReportJSONTests {
    private func object(_ name: String) throws -> [String: Any] {
        let text = try RecordedReport.written(RecordedReport.report(name), .json)
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test(arguments: ["department.pcap", "truncated-file.pcap", "ae-title-padding.pcap", "rule-general-failures.pcap"])
    func isValid(name: String) throws { #expect(try object(name)["schema"] as? String == "auscult.report/1") }

    /// What refers to another part refers to something that is there.
    @Test func referencesLead() throws {
        let report = try object("department.pcap")
        let peers = try #require(report["peers"] as? [String: Any])
        let entities = try #require(peers["entities"] as? [[String: Any]])
        let relations = try #require(peers["relations"] as? [[String: Any]])
        for (index, relation) in relations.enumerated() {
            #expect(relation["id"] as? Int == index)
            #expect(entities.indices.contains(try #require(relation["requestor"] as? Int)))
            #expect(entities.indices.contains(try #require(relation["acceptor"] as? Int)))
        }
        func ids(_ findings: [[String: Any]]) -> [Int] {
            findings.flatMap { finding in
                [finding["id"] as? Int].compactMap(\.self) + ids(finding["consequences"] as? [[String: Any]] ?? [])
            }
        }
        let findings = ids(try #require(report["findings"] as? [[String: Any]]))
        #expect(Set(findings).count == findings.count)
        let details = try #require(report["associationDetails"] as? [[String: Any]])
        #expect(!details.isEmpty)
        for detail in details {
            for event in try #require(detail["ladder"] as? [[String: Any]]) {
                for finding in try #require(event["findings"] as? [Int]) { #expect(findings.contains(finding)) }
            }
        }
    }

    @Test func tellsTheEvidence() throws {
        let report = try object("rejected-called-ae-title.pcap")
        let verdict = try #require(report["verdict"] as? [String: Any])
        let sentence = try #require((verdict["sentences"] as? [[String: Any]])?.first)
        #expect(sentence["displayFilter"] as? String == "tcp.stream eq 0 and frame.number in {4, 6}")
        let detail = try #require((report["associationDetails"] as? [[String: Any]])?.first)
        let ladder = try #require(detail["ladder"] as? [[String: Any]])
        let rejection = try #require(ladder.first { $0["name"] as? String == "A-ASSOCIATE-RJ" })
        #expect(rejection["bytes"] as? String == "03 00 00 00 00 04 00 01 01 07")
        #expect((rejection["findings"] as? [Int])?.isEmpty == false)
    }
}
