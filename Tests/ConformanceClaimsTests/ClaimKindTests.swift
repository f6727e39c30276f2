import Testing

@testable import ConformanceClaims

/// Every kind of claim the format has: told truly it is not contradicted, told falsely it is, each in traffic that shows
/// it; or there is a reason why no traffic can.
@Suite struct ClaimKindTests {
    @Test func everyKindIsContradictedOrSaysWhyNot() {
        let lies = Set(ClaimLie.all.map(\.kind))
        for kind in ClaimKind.allCases {
            #expect(lies.contains(kind) == (kind.whyNotContradictable == nil), "\(kind)")
        }
        #expect(Set(ClaimKind.allCases).count == ClaimKind.allCases.count)
    }

    /// A claim of another statement, with indices beyond this one's lists.
    @Test(arguments: [ClaimAspect.timeout(7), .rejection(7), .failure(7)])
    func indicesBeyondAreNoKind(_ aspect: ClaimAspect) throws {
        let statement = try ConformanceStatement(text: StatementReadingTests.everything, file: "everything")
        var claim = try #require(statement.claims().first)
        claim.aspect = aspect
        for (entity, service) in [(0, 0), (0, 99), (99, 0), (-1, -1)] {
            (claim.entity, claim.service) = (entity, service)
            #expect(statement.kind(of: claim) == .unobservable)
        }
    }

    /// The format has no claim of a kind that is not listed.
    @Test func everyClaimHasAKind() throws {
        let statement = try ConformanceStatement(text: StatementReadingTests.everything, file: "everything")
        for claim in statement.claims() {
            #expect(ClaimKind.allCases.contains(statement.kind(of: claim)), "\(claim.id)")
        }
    }

    @Test(arguments: ClaimLie.all) func truthIsConfirmed(_ lie: ClaimLie) throws {
        let check = try Self.check(lie.truth, lie.captures)
        let verdicts = check.claims.filter { check.statement.kind(of: $0.claim) == lie.kind }.flatMap(\.judgements)
            .map(\.verdict)
        #expect(!verdicts.isEmpty)
        #expect(verdicts.contains(.confirmed) || !lie.canBeConfirmed, "\(verdicts)")
        #expect(!Self.isContradicted(lie.kind, check), "\(Self.seen(lie.kind, check))")
    }

    @Test(arguments: ClaimLie.all) func lieIsContradicted(_ lie: ClaimLie) throws {
        let check = try Self.check(lie.falsehood, lie.falseIn ?? lie.captures)
        #expect(Self.isContradicted(lie.kind, check), "\(Self.seen(lie.kind, check))")
        #expect(check.contradictions > 0)
    }

    /// What a site may set otherwise deviates.
    @Test func configurableLieDeviates() throws {
        let check = try Self.check(
            .init(match: ClaimLie.archive, entity: "port: {default: 104, configurable: true}"), ["store-mixed-objects"])
        #expect(check.claims.map(\.judgement.verdict) == [.deviates])
        #expect(check.contradictions == 0)
    }

    private static func check(_ statement: ClaimLie.Statement, _ captures: [String]) throws -> ClaimsCheck {
        try GoldenClaimsTests.check(
            ConformanceStatement(text: statement.yaml, file: "lie"), captures.map { $0 + ".pcap" })
    }

    static func isContradicted(_ kind: ClaimKind, _ check: ClaimsCheck) -> Bool {
        check.undeclared.contains { $0.against == kind }
            || check.claims.contains { claim in
                check.statement.kind(of: claim.claim) == kind
                    && claim.judgements.contains {
                        $0.verdict == .contradicted || $0.verdict == .deviates && claim.claim.isConfigurable
                    }
            }
    }

    private static func seen(_ kind: ClaimKind, _ check: ClaimsCheck) -> [String] {
        check.claims.filter { check.statement.kind(of: $0.claim) == kind }.flatMap { claim in
            claim.judgements.map { "\(claim.claim.id) \($0.verdict) \($0.seen ?? "")" }
        } + check.undeclared.map { "\($0.id) \($0.contradicts)" }
    }
}
