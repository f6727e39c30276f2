import AssociationTimeline
import PacketCapture
import RuleEngine
import Testing

@testable import ConformanceClaims

/// Rules speak of claims.
@Suite struct RuleFactsTests {
    private static let statement = """
        claims: 1
        product: {name: Archive}
        match: {ae_titles: [ORTHANC]}
        entities:
          - name: A
            services:
              - {sop: [CTImageStorage], roles: [SCP], transfer_syntaxes: [ImplicitVRLittleEndian]}
        """

    private func messages(_ scope: String, when: String, message: String, claims: Bool = true) throws -> [String] {
        let rule = """
            title: A rule
            severity: error
            scope: \(scope)
            when: \(when)
            message: "\(message)"
            standard: [PS3.2 §7.1]
            rationale: A reason.
            cause: A cause.
            remedy: A remedy.
            each: context.abstractSyntax
            examples:
              triggers: [{capture: department, frame: 1}]
              clean: [echo]
            """.replacing(scope == "context" ? "\u{0}" : "each: context.abstractSyntax\n", with: "")
        let rules = try RuleSet(builtIn: [], site: [RuleSet.File(id: "site/rule", name: "rule.yaml", text: rule)])
        let statement = try ConformanceStatement(text: Self.statement, file: "test")
        let session = RuleSession(
            rules: rules, claims: claims ? StatementClaims(statement) : nil, mask: { _ in "masked" })
        var analysis = try CaptureAnalysis(
            inputs: [.path(ObservedCapture.directory + "/department.pcap")], receiver: session)
        analysis.run()
        let result = session.finish(totals: analysis.totals) { analysis.number(serial: $0) }
        return result.findings.map { "\($0.message) \($0.subjects.sorted().joined(separator: ", "))" }
    }

    @Test func undeclaredSOPClasses() throws {
        let found = try messages(
            "context", when: "assoc.claims.isAcceptor and context.isAccepted and not context.claims.isDeclared",
            message: "not said by {assoc.claims.product}:")
        #expect(found.contains("not said by Archive: MR Image Storage"))
        #expect(found.contains { $0.contains("Storage Commitment Push Model SOP Class") })
        #expect(!found.contains { $0.contains("CT Image Storage") })
    }

    @Test func undeclaredTransferSyntaxes() throws {
        let found = try messages(
            "context", when: "any(context.claims.undeclaredTransferSyntaxes where it != ImplicitVRLittleEndian)",
            message: "accepted otherwise:")
        #expect(found == ["accepted otherwise: CT Image Storage"])
    }

    @Test func withoutStatement() throws {
        let rule = try messages(
            "association", when: "assoc.claims.given or exists(assoc.claims.isAcceptor)", message: "given",
            claims: false)
        #expect(rule.isEmpty)
        #expect(try !messages("association", when: "assoc.claims.given", message: "given").isEmpty)
    }
}
