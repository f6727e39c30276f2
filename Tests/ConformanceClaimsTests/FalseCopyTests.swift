import Testing

@testable import ConformanceClaims

/// Orthanc's and storescp's statements with lies in them: a lie of every kind of claim that traffic can contradict is
/// found, but for those that such a product cannot show.
@Suite struct FalseCopyTests {
    struct Copy: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var captures: [String]
        /// The kinds of which a lie is found.
        var found: Int
        /// Those of which none can be, and why.
        var impossible: [(kinds: Set<ClaimKind>, why: String)]
    }

    private static let steps: Set<ClaimKind> = [
        .procedureStepCreation, .procedureStepFinalStatus, .procedureStepSetsInProgress,
    ]

    static let all = [
        Copy(
            testDescription: "orthanc", captures: GoldenClaimsTests.orthanc, found: 63,
            impossible: [(steps, "Orthanc tells nobody of procedure steps")]),
        Copy(
            testDescription: "storescp", captures: GoldenClaimsTests.storescp, found: 30,
            impossible: [
                (
                    steps.union([
                        .initiates, .associations(.requestor), .operationsInvoked, .timeout(.connection),
                        .timeout(.association), .timeout(.release), .proposal, .oneTransferSyntaxPerContext,
                        .objectsPerAssociation, .transferSyntax(.scu), .status(.scu), .priority, .level(.scu),
                        .key(.required, .scu),
                    ]).union(CommunicationFailureClaim.Situation.allCases.map { .failure($0) }),
                    "storescp opens no association and asks for nothing"
                ),
                (
                    Set(ClaimAspect.Presence.allCases.map { .attribute($0) }).union([.privateCreators, .characterSet]),
                    "it sends no data sets"
                ),
                (
                    [.level(.scp), .key(.required, .scp), .key(.optional, .scp), .key(.returned, .scp)],
                    "it answers no queries"
                ),
                ([.storageCommitmentReply, .storageCommitmentDelay], "it commits nothing"),
                ([.timeout(.dimse)], "after --dimse-timeout it gives up the message, and ends no association"),
            ]),
    ]

    @Test(arguments: all) func everyKindIsContradicted(_ copy: Copy) throws {
        let check = try GoldenClaimsTests.check(
            try GoldenClaimsTests.lies(of: copy.testDescription), copy.captures)
        let contradictable = Set(ClaimKind.allCases.filter { $0.whyNotContradictable == nil })
        let impossible = copy.impossible.reduce(into: Set<ClaimKind>()) { $0.formUnion($1.kinds) }
        let found = contradictable.filter { ClaimKindTests.isContradicted($0, check) }
        #expect(found.count == copy.found)
        #expect(contradictable.subtracting(found) == impossible)
        #expect(copy.impossible.reduce(0) { $0 + $1.kinds.count } == impossible.count, "a kind has two reasons")
    }
}
