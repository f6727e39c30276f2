import Testing

@testable import ConformanceClaims

/// A claims file drafted from a capture is one, and that capture has nothing to say against it.
@Suite struct DraftTests {
    @Test(arguments: try ObservedCapture.names)
    func checksCleanAgainstItsCapture(_ name: String) throws {
        for title in try ObservedCapture.aeTitles(of: name) {
            let capture = try ObservedCapture(name, aeTitles: [title])
            let draft = ClaimsDraft(capture.observation, aeTitles: [title], source: name, number: capture.number)
            #expect(draft.associations > 0)
            let statement = try #require(load(draft, name, title))
            let check = ClaimsCheck(statement, try ObservedCapture([name], statement: statement).observation)
            let against = check.claims.filter { $0.judgements.contains { $0.verdict == .contradicted } }
                .map(\.claim.id.rawValue)
            #expect(against.isEmpty, "\(name) \(title)")
            #expect(check.contradictions == 0, "\(name) \(title)")
            let deviating = check.claims.filter { $0.judgements.contains { $0.verdict == .deviates } }
            #expect(deviating.allSatisfy { $0.claim.isConfigurable }, "\(name) \(title) \(deviating.map(\.claim.id))")
        }
    }

    private func load(_ draft: ClaimsDraft, _ name: String, _ title: String) -> ConformanceStatement? {
        do {
            return try ConformanceStatement(text: draft.text, file: "\(name) \(title)")
        } catch {
            Issue.record("\(name) \(title): \(error)")
            return nil
        }
    }

    @Test func severalEntitiesOfOneProduct() throws {
        let titles = try ObservedCapture.aeTitles(of: "department.pcap")
        let capture = try ObservedCapture("department.pcap", aeTitles: titles)
        let draft = ClaimsDraft(capture.observation, aeTitles: titles, source: "department", number: capture.number)
        let statement = try ConformanceStatement(text: draft.text, file: "draft")
        #expect(statement.entities.map(\.name) == titles)
        let check = ClaimsCheck(statement, try ObservedCapture(["department.pcap"], statement: statement).observation)
        #expect(check.contradictions == 0)
        #expect(
            check.claims.contains { $0.claim.aspect == .storageCommitmentReply && $0.judgement.verdict == .confirmed })
    }

    @Test func eachEntryTellsWhereItWasSeen() throws {
        let capture = try ObservedCapture("rt-plan-storage.pcap", aeTitles: ["PLANNING"])
        let draft = ClaimsDraft(
            capture.observation, aeTitles: ["PLANNING"], source: "rt\n- plan", number: capture.number)
        #expect(draft.text.hasPrefix("# Drafted by auscult from what rt?- plan shows"))
        let line = draft.text.split(separator: "\n").first { $0.contains("- RTPlanStorage ") }
        #expect(
            line?.contains("# negotiated 2 times, first in frame 24 (association 2); used once, in frame 29 (") == true)
    }

    @Test(arguments: [
        ("STORE", "STORE"), ("true", "\"true\""), ("12", "\"12\""), ("", "\"\""), ("a: b", "\"a: b\""),
        ("x\n- y", "\"x\\U0000000A- y\""), ("\"\\", "\"\\\"\\\\\""), ("é", "\"\\U000000E9\""), ("@set", "\"@set\""),
    ])
    func scalars(_ text: String, _ written: String) { #expect(YAMLScalar.text(text) == written) }
}
