import ConformanceClaims
import Foundation
import Testing

@testable import Reporting

@Suite struct ComparisonReportTests {
    private static func comparison(_ name: String = "CT One") throws -> StatementComparison {
        let first = """
            claims: 1
            product: {name: "\(name)"}
            entities:
              - name: AE
                services:
                  - {sop: [CTImageStorage, MRImageStorage], roles: SCU, transfer_syntaxes: [ImplicitVRLittleEndian]}
                  - {sop: StorageCommitmentPushModel, roles: SCU, requires: licence}
            """
        let second = """
            claims: 1
            product: {name: PACS}
            entities:
              - name: AE
                association: {max_pdu_receive: 16384}
                services:
                  - {sop: "@all_storage", roles: SCP, transfer_syntaxes: "@uncompressed"}
            """
        return StatementComparison(
            try ConformanceStatement(text: first, file: "a"), try ConformanceStatement(text: second, file: "b"))
    }

    @Test func text() throws {
        let text = String(
            decoding: ComparisonText(terminal: Terminal(width: 100)).render(try Self.comparison()), as: UTF8.self)
        #expect(
            text == """
                CT One and PACS will work together in part.

                CT One asks PACS for 3 SOP classes: 2 of them work.
                  ✓ CT Image Storage, MR Image Storage  Implicit LE
                      AE/CTImageStorage-scu to AE/all_storage-scp
                  ✗ Storage Commitment Push Model  PACS does not have it as SCP
                  PACS has 177 SOP classes more as SCP that CT One does not ask for

                PACS asks nothing of CT One.

                Beyond presentation contexts
                  ✓ maximum PDU length  CT One sends PDUs of 16384 bytes at most to PACS

                To change
                  1. CT One: do without StorageCommitmentPushModel; PACS has no such service

                """)
    }

    @Test func markdown() throws {
        let text = ComparisonMarkdown.render(try Self.comparison())
        #expect(text.hasPrefix("# CT One and PACS\n\nCT One and PACS will work together in part.\n"))
        #expect(
            text.contains("| ✓ | CT Image Storage, MR Image Storage | Implicit LE | AE/CTImageStorage-scu to AE/all"))
        #expect(
            text.contains(
                "\n## To change\n\n1. CT One: do without StorageCommitmentPushModel; PACS has no such service\n"))
    }

    @Test func json() throws {
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(ComparisonJSON.render(try Self.comparison()))) as? [String: Any])
        #expect(object["schema"] as? String == "auscult.claims-comparison/1")
        #expect(object["verdict"] as? String == "partly")
        let directions = try #require(object["directions"] as? [[String: Any]])
        #expect(directions.map { $0["asked"] as? Int } == [3, 0])
        let rows = try #require(directions.first?["rows"] as? [[String: Any]])
        #expect(rows.map { $0["outcome"] as? String } == ["works", "not-claimed"])
    }

    /// A claims file is somebody else's text, too.
    @Test func namesDoNoHarm() throws {
        let comparison = try Self.comparison("\\e[31m<b>|*_")
        let text = String(decoding: ComparisonText(terminal: Terminal()).render(comparison), as: UTF8.self)
        #expect(!text.contains("\u{1B}"))
        let markdown = ComparisonMarkdown.render(comparison)
        #expect(!markdown.contains("\u{1B}") && !markdown.contains("<b>"))
        #expect(markdown.contains("&lt;b&gt;\\|\\*\\_"))
    }
}
