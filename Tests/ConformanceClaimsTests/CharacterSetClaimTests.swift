import Testing

@testable import ConformanceClaims

/// Text is held against the character sets a statement lists, and not only their names.
@Suite struct CharacterSetClaimTests {
    private static func check(_ capture: String, _ terms: String, match: String) throws -> ClaimsCheck {
        try GoldenClaimsTests.check(
            ConformanceStatement(
                text: ClaimLie.Statement(match: match, product: "character_sets: \(terms)").yaml, file: "sets"),
            [capture + ".pcap"])
    }

    @Test func bytesThatAreNoneOfItsCharacters() throws {
        let check = try Self.check("rule-elements", "[ISO_IR 100, ISO_IR 192]", match: ClaimLie.modality)
        let judged = try #require(check.claims.first { $0.claim.aspect == .characterSet("ISO_IR 192") })
        #expect(judged.judgement.verdict == .contradicted)
        #expect(judged.judgement.seen == "bytes that are none of its characters")
    }

    @Test func textWithoutACharacterSet() throws {
        let check = try Self.check("worklist", "[ISO_IR 100]", match: "ae_titles: [WORKLIST]")
        let found = try #require(check.undeclared.first { $0.message.contains("without a character set") })
        #expect(found.contradicts)
        #expect(check.contradictions == 1)
    }

    @Test func textOfTheSetConfirmsIt() throws {
        let check = try Self.check("character-set-german", "[ISO_IR 100]", match: ClaimLie.modality)
        #expect(check.claims.map(\.judgement.verdict) == [.confirmed])
        #expect(check.contradictions == 0)
    }
}
