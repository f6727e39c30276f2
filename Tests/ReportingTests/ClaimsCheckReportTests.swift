import AssociationTimeline
import ConformanceClaims
import Foundation
import PacketCapture
import Testing

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct ClaimsCheckReportTests {
    /// Words that would do harm where they are not escaped.
    private static let hostile = "</td><script>alert(1)</script>\u{202E}|`*&"

    private static let statement = """
        claims: 1
        product: {vendor: Somebody, name: "\(hostile.replacing("\u{202E}", with: "\\u202E"))", document: D}
        match: {ae_titles: [ORTHANC]}
        entities:
          - name: ORTHANC
            ref: "p. 7 <b>"
            port: {default: 4242, configurable: true}
            initiates: false
            services:
              - {id: store, sop: [CTImageStorage, MRImageStorage], roles: [SCP], requires: "a | licence",
                 transfer_syntaxes: [ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless]}
              - {id: find, sop: [StudyRootQueryRetrieveInformationModelFind], roles: [SCP], levels: [STUDY, IMAGE]}
        character_sets: [ISO_IR 192]
        unobservable: [it keeps studies for ten years]
        """

    private func written(
        _ format: ClaimsCheckReport.Format, isVerbose: Bool = false
    ) throws -> String {
        let statement = try ConformanceStatement(text: Self.statement, file: "test.yaml")
        let observer = ProductObserver(ProductIdentity(statement), for: statement)
        var analysis = try CaptureAnalysis(
            inputs: [.path(RecordedTimeline.directory + "/department.pcap")], receiver: observer,
            observer: observer.dataSets)
        analysis.run()
        let check = ClaimsCheck(statement, observer.finish())
        let numbers = (0..<analysis.totals.associations).map { analysis.number(serial: $0) }
        let totals = analysis.totals
        return try temporaryOutput { descriptor in
            try ClaimsCheckReport(format: format, terminal: Terminal(), isVerbose: isVerbose)
                .write(check, totals: totals, number: { numbers[$0] }, descriptor: descriptor)
        }
    }

    @Test func json() throws {
        let object = try JSONSerialization.jsonObject(with: Data(written(.json).utf8)) as? [String: Any]
        let counts = JSONShape.object([
            "confirmed": .number, "contradicted": .number, "deviates": .number, "partlyExercised": .number,
            "notExercised": .number, "notObservable": .number, "percent": .optional(.number),
        ])
        let evidence = JSONShape.optional(
            .object([
                "association": .optional(.number), "frame": .number,
                "from": .optional(.word(["requestor", "acceptor"])),
                "time": .text, "tcpStream": .number,
            ]))
        let verdict = JSONShape.word(Set(Verdict.allCases.map(\.rawValue)))
        let shape = JSONShape.object([
            "schema": .word(["auscult.claims/1"]), "capture": .object(["packets": .number]),
            "statement": .object(["file": .text, "name": .text, "vendor": .text, "document": .text]),
            "product": .object([
                "entities": .list(
                    .object([
                        "aeTitle": .optional(.text), "asRequestor": .number, "asAcceptor": .number,
                        "addresses": .list(.text), "implementations": .list(.text),
                    ])), "recognisedBy": .object(["endpoint": .number, "aeTitle": .number, "implementation": .number]),
            ]), "contradictions": .number, "ignored": .number,
            "coverage": .object([
                "percent": .optional(.number), "sopClassesNegotiated": counts, "sopClassesUsed": counts,
                "transferSyntaxesNegotiated": counts, "transferSyntaxesUsed": counts, "other": counts,
            ]),
            "services": .list(
                .object([
                    "entity": .text, "service": .text, "role": .word(["SCU", "SCP"]), "sopClasses": .number,
                    "verdict": verdict, "negotiated": counts, "used": counts,
                ])),
            "claims": .list(
                .object([
                    "id": .text, "verdict": verdict, "count": .number, "seen": .optional(.text), "evidence": evidence,
                    "configurable": .boolean, "requires": .optional(.text), "reference": .optional(.text),
                    "line": .number,
                ])),
            "undeclared": .list(
                .object([
                    "id": .text, "kind": .text, "message": .text, "count": .number, "evidence": evidence,
                    "contradicts": .boolean,
                ])), "steps": .list(.object(["action": .text, "command": .optional(.text), "claims": .number])),
        ])
        #expect(shape.faults(of: object, at: "claims").isEmpty)
        let claims = try #require(object?["claims"] as? [[String: Any]])
        let initiates = try #require(claims.first { $0["id"] as? String == "ORTHANC/initiates" })
        #expect(initiates["verdict"] as? String == "contradicted")
        let stored = try #require(claims.first { $0["id"] as? String == "ORTHANC/store/CTImageStorage/SCP" })
        #expect((stored["used"] as? [String: Any])?["verdict"] as? String == "confirmed")
    }

    @Test func textTellsWhatSpeaksAgainstTheStatementFirst() throws {
        let text = try written(.text)
        let places = [
            "Contradicted", "ORTHANC/initiates", "character set", "Deviating", "Undeclared", "Services", "To exercise",
        ]
        .compactMap { text.firstRange(of: $0)?.lowerBound }
        #expect(places.count == 7 && places == places.sorted())
        #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
        #expect(try written(.text, isVerbose: true).contains("not observable"))
    }

    @Test func htmlLoadsAndRunsNothing() throws {
        let page = try written(.html)
        #expect(page.contains("Content-Security-Policy\" content=\"default-src 'none';"))
        #expect(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"))
        #expect(!page.unicodeScalars.contains("\u{202E}") && !page.unicodeScalars.contains("\u{1B}"))
        #expect(page.contains("p. 7 &lt;b&gt;"))
        let delegate = TagBalance()
        let parser = XMLParser(data: Data(page.replacing("<!DOCTYPE html>\n", with: "").utf8))
        parser.delegate = delegate
        #expect(parser.parse(), "every element is closed")
        #expect(delegate.elements.isSuperset(of: ["table", "details", "section", "ol"]))
    }

    @Test func markdownIsNotReadAsMarkup() throws {
        let text = try written(.markdown)
        #expect(!text.contains("<script") && text.contains("\\|\\`\\*&amp;"))
        #expect(text.contains("a \\| licence") || !text.contains("a | licence"))
    }

    @Test func junit() throws {
        let document = JUnitDocument(try written(.junit))
        #expect(document.faults.isEmpty)
        #expect(document.failed.contains { $0.hasPrefix("ORTHANC/initiates") })
    }
}

private final class TagBalance: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.insert(name)
    }
}
