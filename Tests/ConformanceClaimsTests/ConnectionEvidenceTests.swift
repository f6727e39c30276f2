import Testing

@testable import ConformanceClaims

/// Claims that the beginning of a connection shows: TLS, and calls that nobody answers.
@Suite struct ConnectionEvidenceTests {
    private static func judgement(
        _ captures: [String], _ endpoint: String, entity: String = "", product: String = ""
    ) throws -> Judgement {
        let statement = ClaimLie.Statement(match: "endpoints: [\(endpoint)]", entity: entity, product: product)
        let check = try GoldenClaimsTests.check(
            ConformanceStatement(text: statement.yaml, file: "test"), captures.map { $0 + ".pcap" })
        return try #require(check.claims.first?.judgement)
    }

    struct Handshake: Sendable, CustomTestStringConvertible {
        var capture: String
        var endpoint: String
        var profile: SecurityClaims.Profile
        var verdict: Verdict
        var seen: String?

        init(
            _ capture: String, _ endpoint: String, _ profile: SecurityClaims.Profile, _ verdict: Verdict,
            _ seen: String?
        ) {
            self.capture = capture
            self.endpoint = endpoint
            self.profile = profile
            self.verdict = verdict
            self.seen = seen
        }

        var testDescription: String { "\(capture) \(endpoint) \(profile.rawValue)" }
    }

    static let requestor = "192.0.2.10"
    static let acceptor = "192.0.2.20"
    static let handshakes = [
        Handshake(
            "rule-tls-sound", acceptor, .bcp195RFC8996, .confirmed,
            "TLS 1.2 with TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        Handshake("tls", acceptor, .modifiedBCP195RFC8996, .confirmed, "TLS 1.3 with TLS_AES_256_GCM_SHA384"),
        Handshake("rule-tls-versions", acceptor, .nonDowngradingBCP195, .contradicted, "TLS 1.0 negotiated"),
        Handshake("rule-tls-versions", requestor, .bcp195RFC8996, .contradicted, "TLS 1.0 negotiated, TLS 1.0 offered"),
        Handshake("rule-tls-cipher-suites", acceptor, .bcp195, .contradicted, "TLS_RSA_WITH_NULL_SHA256 negotiated"),
        Handshake(
            "rule-tls-certificates", acceptor, .bcp195RFC8996, .deviates, "its certificate was not valid at the time"),
        // Nothing of the old profile is chosen, which leaves others to negotiation.
        Handshake("tls", acceptor, .basic, .notExercised, "nothing of the profile was negotiated"),
        // The acceptor takes part in no handshake.
        Handshake("tls-to-plain-port", acceptor, .bcp195RFC8996, .notExercised, nil),
    ]

    @Test(arguments: handshakes) func profilesAreHeldAgainstHandshakes(_ handshake: Handshake) throws {
        let judgement = try Self.judgement(
            [handshake.capture], handshake.endpoint,
            product: "security: {profiles: [\(handshake.profile.rawValue)]}")
        #expect(judgement.verdict == handshake.verdict)
        #expect(judgement.seen == handshake.seen)
    }

    /// Who is spoken to in TLS and answers otherwise does not speak it.
    @Test func plainPortSpeaksNoTLS() throws {
        let judgement = try Self.judgement(["tls-to-plain-port"], Self.acceptor, product: "security: {tls: none}")
        #expect(judgement.verdict == .notExercised)
    }

    @Test(arguments: [
        ("1", Verdict.contradicted, "had not given up after 3.1 s"),
        ("10", .notExercised, "the capture ends before it gave up"),
    ])
    func endOfCaptureIsNotGivingUp(_ seconds: String, _ verdict: Verdict, _ seen: String) throws {
        let judgement = try Self.judgement(
            ["connection-unanswered"], Self.requestor, entity: "association: {timeouts: {connection: \(seconds)}}")
        #expect(judgement.verdict == verdict)
        #expect(judgement.seen == seen)
    }

    /// A router's answer ends a call for another reason.
    @Test func unreachableIsNoTimeout() throws {
        let judgement = try Self.judgement(
            ["connection-unreachable", "tls"], Self.requestor, entity: "association: {timeouts: {connection: 9}}")
        #expect(judgement.verdict == .notExercised)
        #expect(judgement.seen == nil)
    }
}
