import DICOMDictionary
import Testing

@testable import ConformanceClaims

@Suite struct ComparisonTests {
    private static func statement(_ name: String, _ entity: String, _ more: String = "") throws -> ConformanceStatement
    {
        try ConformanceStatement(
            text: "claims: 1\nproduct: {name: \(name)}\n\(more)entities:\n  - name: AE\n\(entity)", file: name)
    }

    private static func services(_ lines: String...) -> String {
        "    services:\n" + lines.map { "      - {\($0)}\n" }.joined()
    }

    private static func compare(_ first: String, _ second: String, _ more: (String, String) = ("", "")) throws
        -> StatementComparison
    {
        StatementComparison(try statement("CT", first, more.0), try statement("PACS", second, more.1))
    }

    private static let both = "transfer_syntaxes: [ExplicitVRLittleEndian, ImplicitVRLittleEndian]"

    @Test func everythingWorks() throws {
        let comparison = try Self.compare(
            Self.services("sop: [CTImageStorage, MRImageStorage], roles: SCU, \(Self.both)"),
            Self.services(
                "sop: '@all_storage', roles: SCP, \(Self.both), prefers: ImplicitVRLittleEndian"))
        #expect(comparison.verdict == .yes)
        let direction = try #require(comparison.directions.first)
        #expect(direction.asked == 2 && direction.working == 2 && direction.rows.count == 1)
        #expect(direction.rows.first?.common == [.implicitVRLittleEndian, .explicitVRLittleEndian])
        #expect(direction.unasked.count > 100)
        #expect(comparison.directions[1].rows.isEmpty)
        #expect(comparison.changes.isEmpty)
    }

    @Test func nothingInCommon() throws {
        let comparison = try Self.compare(
            Self.services("sop: CTImageStorage, roles: SCU, transfer_syntaxes: JPEGLosslessSV1"),
            Self.services(
                "sop: CTImageStorage, roles: SCP, transfer_syntaxes: ImplicitVRLittleEndian",
                "sop: Verification, roles: SCP"))
        #expect(comparison.verdict == .no)
        let row = try #require(comparison.directions.first?.rows.first)
        #expect(row.outcome == .noCommonTransferSyntax)
        #expect(row.onlySCU == [.jpegLosslessSV1] && row.onlySCP == [.implicitVRLittleEndian])
        #expect(comparison.changes == ["CT: propose ImplicitVRLittleEndian for CTImageStorage"])
    }

    @Test func smallestChangeIsAtWhoLacksTheDefault() throws {
        let comparison = try Self.compare(
            Self.services("sop: CTImageStorage, roles: SCU, transfer_syntaxes: ImplicitVRLittleEndian"),
            Self.services(
                "sop: CTImageStorage, roles: SCP, transfer_syntaxes: JPEGLosslessSV1, configurable: [accepted syntaxes]"
            ))
        #expect(
            comparison.changes == ["PACS: accept ImplicitVRLittleEndian for CTImageStorage (accepted syntaxes)"])
    }

    @Test func missingSOPClassesAreToldTogether() throws {
        let comparison = try Self.compare(
            Self.services("sop: [CTImageStorage, RTPlanStorage, RTDoseStorage], roles: SCU"),
            Self.services("sop: CTImageStorage, roles: SCP"))
        #expect(comparison.verdict == .partly)
        let rows = try #require(comparison.directions.first?.rows)
        #expect(rows.map(\.outcome) == [.transferSyntaxesUnsaid, .notClaimed])
        #expect(rows.map(\.silent) == [["CT", "PACS"], []])
        #expect(comparison.changes == ["PACS: accept RTPlanStorage, RTDoseStorage as SCP"])
    }

    @Test func nobodyAsksWhoIsNoServer() throws {
        let echo = "sop: Verification, roles: [SCU, SCP]"
        let comparison = try Self.compare(
            Self.services(echo, "sop: CTImageStorage, roles: SCU"),
            Self.services(echo, "sop: '@all_storage', roles: [SCU, SCP]"))
        #expect(comparison.verdict == .yes)
        #expect(comparison.directions.map(\.isIdle) == [false, true])
        #expect(comparison.changes.isEmpty)
    }

    @Test func serviceThatIsNotThereIsDoneWithout() throws {
        let comparison = try Self.compare(
            Self.services("sop: CTImageStorage, roles: SCU", "sop: StorageCommitmentPushModel, roles: SCU"),
            Self.services("sop: CTImageStorage, roles: SCP"))
        #expect(comparison.changes == ["CT: do without StorageCommitmentPushModel; PACS has no such service"])
    }

    @Test func bestOfSeveralServicesCounts() throws {
        let comparison = try Self.compare(
            Self.services("sop: CTImageStorage, roles: SCU, transfer_syntaxes: ImplicitVRLittleEndian"),
            Self.services(
                "id: a, sop: CTImageStorage, roles: SCP, transfer_syntaxes: JPEGLosslessSV1",
                "id: b, sop: CTImageStorage, roles: SCP, \(Self.both), requires: licence"))
        let row = try #require(comparison.directions.first?.rows.first)
        #expect(row.scpService == "AE/b" && row.conditions == ["PACS needs: licence"])
    }

    @Test func somebodyMustOpen() throws {
        let comparison = try Self.compare(
            Self.services("sop: CTImageStorage, roles: SCU, side: acceptor"),
            Self.services("sop: CTImageStorage, roles: SCP"))
        #expect(comparison.directions.first?.rows.first?.outcome == .nobodyOpens)
        #expect(comparison.verdict == .no)
    }

    private static let replies: [(String, String, ComparisonPoint.Effect, String?)] = [
        ("same", "new", .breaks, "PACS: reply on the same association"),
        ("new", "same", .breaks, "PACS: reply on a new association"), ("either", "new", .limits, nil),
        ("either", "same", .agrees, nil), ("same", "either", .agrees, nil),
    ]

    @Test(arguments: replies)
    func commitmentReply(taken: String, given: String, effect: ComparisonPoint.Effect, change: String?) throws {
        let service = "sop: StorageCommitmentPushModel, transfer_syntaxes: ImplicitVRLittleEndian, roles: "
        let comparison = try Self.compare(
            Self.services(service + "SCU") + "    storage_commitment: {reply: \(taken), max_delay: 60}\n",
            Self.services(service + "SCP") + "    storage_commitment: {reply: \(given), max_delay: 3600}\n")
        let point = try #require(comparison.points.first { $0.subject == "storage commitment reply" })
        #expect(point.effect == effect && point.change == change)
        #expect(comparison.points.first { $0.subject == "storage commitment delay" }?.effect == .limits)
        #expect(comparison.verdict == (effect == .breaks ? .partly : .yes))
    }

    @Test func newAssociationToWhoAcceptsNone() throws {
        let service = "sop: StorageCommitmentPushModel, roles: "
        let comparison = try Self.compare(
            "    accepts: false\n" + Self.services(service + "SCU") + "    storage_commitment: {reply: either}\n",
            Self.services(service + "SCP") + "    storage_commitment: {reply: new}\n")
        #expect(comparison.points.first?.message == "PACS replies on a new association, and CT accepts none")
    }

    @Test func associations() throws {
        let comparison = try Self.compare(
            "    association: {max_pdu_send: 65536, max_associations: {initiator: 5}, async: {invoked: 4}}\n"
                + Self.services("sop: CTImageStorage, roles: SCU"),
            "    association: {max_pdu_receive: 16384, max_associations: {acceptor: 2}, async: {performed: 1}}\n"
                + Self.services("sop: CTImageStorage, roles: SCP"))
        #expect(
            comparison.points.map(\.subject) == [
                "maximum PDU length", "number of associations", "asynchronous operations",
            ])
        #expect(comparison.points.map(\.effect) == [.breaks, .limits, .limits])
        #expect(comparison.changes == ["PACS: receive PDUs of 65536 bytes"])
    }

    @Test func retrievalsComeBack() throws {
        let comparison = try Self.compare(
            Self.services(
                "sop: StudyRootQueryRetrieveInformationModelMove, roles: SCU", "sop: MRImageStorage, roles: SCP"),
            Self.services(
                "sop: StudyRootQueryRetrieveInformationModelMove, roles: SCP", "sop: CTImageStorage, roles: SCU"))
        let point = try #require(comparison.points.first { $0.subject == "C-MOVE sub-operations" })
        #expect(point.effect == .breaks)
        #expect(point.message.contains("1 and 1 storage SOP classes, none of them the same"))
    }

    @Test func security() throws {
        let echo = Self.services("sop: Verification, roles: [SCU, SCP]")
        let comparison = try Self.compare(
            "    ae_title: CT1\n" + echo, echo,
            (
                "security: {tls: none}\ncharacter_sets: [ISO_IR 100, ISO_IR 192]\n",
                "security: {tls: required, aet_check: {calling: true, called: true}}\ncharacter_sets: [ISO_IR 192]\n"
            ))
        #expect(comparison.verdict == .no)
        #expect(comparison.points.first?.subject == "TLS")
        let messages = comparison.points.map(\.message)
        #expect(messages.contains("PACS accepts only callers it knows: tell it CT1"))
        #expect(messages.contains("CT writes ISO_IR 100, which PACS does not claim to read"))
    }

    @Test func queriesAndStatuses() throws {
        let model = "sop: StudyRootQueryRetrieveInformationModelFind, "
        let comparison = try Self.compare(
            Self.services(
                model + "roles: SCU, levels: [STUDY, IMAGE], keys: {required: [PatientName, PatientWeight]}, "
                    + "extended_negotiation: [fuzzy], status: [{code: A7xx, behaviour: fail}]"),
            Self.services(
                model + "roles: SCP, levels: [STUDY, SERIES], keys: {required: [PatientName]}, "
                    + "extended_negotiation: none, status: [{code: A700}, {code: C000}]"))
        #expect(
            comparison.directions.first?.rows.first?.remarks == [
                "PACS has no level IMAGE", "PACS does not claim the keys PatientWeight",
                "PACS returns C000, of which CT says nothing", "PACS does not negotiate fuzzy",
            ])
    }

    @Test func productsOfTheSameNameAreToldApart() throws {
        let orthanc = try ConformanceStatement(text: ShippedStatements.text(of: "orthanc") ?? "", file: "orthanc")
        let comparison = StatementComparison(orthanc, orthanc)
        #expect(comparison.names == ["Orthanc (A)", "Orthanc (B)"])
        #expect(comparison.verdict == .yes)
        #expect(comparison.directions.map(\.asked) == [124, 124])
        #expect(comparison.directions.map(\.working) == [124, 124])
    }
}
