import RuleEngine
import Testing
import Troubleshooting

/// Why something failed stands in the verdict itself, where the capture shows it.
@Suite struct VerdictTests {
    private static func first(_ capture: String) throws -> Verdict.Sentence {
        try #require(Captured.report(capture).verdict.sentences.first)
    }

    @Test func aStatusIsToldWithWhatItFollowsFrom() throws {
        let report = try Captured.report("mpps.pcap")
        let told = try #require(report.verdict.sentences.first)
        #expect(
            told.text.hasSuffix(
                "processing failure (0x0110), “Step may no longer be updated”, because the performed procedure step "
                    + "UID-2 of MODALITY is COMPLETED, and was to be changed afterwards (N-SETs: 1)."))
        let cause = try #require(report.findings.findings.first { $0.rule.id == "mpps/set-after-final" })
        #expect(told.findings.contains(cause.serial))
        // Told once, it is not told again as something else that is wrong.
        #expect(!report.verdict.sentences.contains { $0.text.hasPrefix("Also") })
    }

    /// That there was no answer is no reason for it.
    @Test func whatIsToldIsNotItsOwnReason() throws {
        #expect(try Self.first("rule-unanswered.pcap").text == "ARCHIVE did not answer the C-ECHO of MODALITY.")
    }

    /// One reason does not explain another failure.
    @Test func severalStatusesAreToldWithoutAReason() throws {
        let told = try Self.first("rule-query.pcap").text
        #expect(told.contains("5 times; out of resources (0xA700); ") && !told.contains("because"))
    }

    @Test func theUnknownDestinationIsNamed() throws {
        #expect(
            try Self.first("move-unknown-destination.pcap").text.hasSuffix(
                "move destination unknown (0xA801): ARCHIVE does not know the Move Destination \"NOWHERE\"."))
    }

    /// An association that nobody asked for cannot be aborted.
    @Test func dataWithoutAnAssociationAreToldAsSuch() throws {
        let told = try Self.first("rule-no-association-request.pcap")
        #expect(
            told.text == "192.0.2.10 sent DICOM data to 192.0.2.20:11112 without having asked for an association.")
        #expect(!told.findings.isEmpty)
    }

    @Test func theErrorCommentIsQuoted() throws {
        #expect(try Self.first("status-store-out-of-resources.pcap").text.hasSuffix("(0xA700), “Disk full”."))
    }

    @Test(arguments: [
        (
            "tls-alert.pcap",
            "it does not know the authority that issued the certificate of 192.0.2.20:2762 (unknown_ca)."
        ),
        ("rule-tls-nothing-in-common.pcap", "the two have no TLS version in common (protocol_version)."),
        (
            "rule-tls-client-certificate.pcap",
            "asked 192.0.2.10 for a certificate, got none and broke off (handshake_failure)."
        ),
    ])
    func alertsAreToldInWords(capture: String, words: String) throws {
        #expect(try Self.first(capture).text.hasSuffix(words))
    }

    @Test(arguments: ["rule-web-server.pcap", "hl7-mllp.pcap"])
    func aServiceThatIsNotDICOMIsNoFailure(capture: String) throws {
        let verdict = try Captured.report(capture).verdict
        #expect(verdict.state == .unknown)
        #expect(verdict.sentences.map(\.text) == ["No DICOM was spoken: 1 connection to another service."])
    }

    @Test func aFaultInADataSetIsAClause() throws {
        #expect(
            try Self.first("worklist.pcap").text.contains(
                ", but a data set of WORKLIST (C-FIND-RSP) has a fault: PatientName (0010,0010), PN: bytes beyond"))
    }
}
