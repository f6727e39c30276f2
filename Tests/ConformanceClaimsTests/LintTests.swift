import Testing

@testable import ConformanceClaims

/// Claims that contradict each other or the standard.
@Suite struct LintTests {
    struct Doubtful: Sendable, CustomTestStringConvertible {
        var yaml: String
        var warning: String

        init(_ yaml: String, _ warning: String) {
            self.yaml = yaml
            self.warning = warning
        }

        var testDescription: String { warning }
    }

    private static func file(_ entity: String, _ more: String = "") -> String {
        "claims: 1\nproduct: {name: P}\nmatch: {ae_titles: [AE]}\n" + more + "entities:\n  - name: AE\n" + entity
    }

    private static let echo = "    services: [{sop: Verification, roles: [SCP, SCU]}]\n"

    private static func entity(_ fields: String, _ more: String = "") -> String {
        file("    \(fields)\n" + echo, more)
    }

    private static func service(_ fields: String, sop: String = "CTImageStorage", roles: String = "SCU") -> String {
        file(
            "    services:\n      - {sop: Verification, roles: SCP}\n      - sop: [\(sop)]\n        roles: [\(roles)]\n"
                + "        \(fields)\n")
    }

    static let product = [
        Doubtful(
            "claims: 1\nproduct: {name: P}\nentities: [{name: A, services: [{sop: Verification, roles: SCP}]}]\n",
            "2:1: nothing tells the product's traffic: give 'match', or an AE title to an entity"),
        Doubtful(
            entity("ae_title: A TITLE THAT IS TOO LONG"),
            "6:15: 'A TITLE THAT IS TOO LONG' is no AE title: 1 to 16 characters of ASCII, no backslash, not only "
                + "spaces (PS3.5 §6.2)"),
        Doubtful(
            entity("character_sets: [ISO IR 100]"),
            "6:22: 'ISO IR 100' is no defined term of Specific Character Set (PS3.3 §C.12.1.1.2); did you mean "
                + "'ISO_IR 100'?"),
        Doubtful(
            entity("security: {tls: none, profiles: [BCP195]}"),
            "6:21: TLS is 'none', yet there are profiles or a port for it"),
        Doubtful(
            entity("port: 104", "security: {tls: optional, port: 104}\n"),
            "4:33: the port 104 is that of AE without TLS, too"),
        Doubtful(
            entity("port: 104", "ignore: [AE/prot]\n"),
            "4:10: no claim has the id 'AE/prot'; did you mean 'AE/port'?"),
        Doubtful(
            entity("port: 104", "sets: {unused: [CTImageStorage]}\n"),
            "4:16: the set 'unused' adds nothing to any service"),
        Doubtful(
            entity("association: {implementation_class_uid: 1.2.3, implementation_version_name: TOO_LONG_A_VERSION}"),
            "6:81: an Implementation Version Name has 1 to 16 characters (PS3.7 §D.3.3.2)"),
        Doubtful(
            entity("association: {implementation_class_uid: 1.2.x}"),
            "6:45: '1.2.x' can match no UID (PS3.5 §9.1)"),
        Doubtful(entity("ref:"), "6:9: 'ref' says nothing"),
    ]

    static let associations = [
        Doubtful(
            entity("association: {max_pdu_receive: 2048}"),
            "6:36: a PDU of 2048 bytes is smaller than any product takes: 4096 is the least in use (PS3.2 Table N.7-2)"),
        Doubtful(
            entity("association: {max_pdu_receive: {default: 8192, min: 16384, max: 4096}}"),
            "6:36: the range from 16384 to 4096 is empty"),
        Doubtful(
            entity("association: {max_pdu_receive: {default: 8192, min: 16384, max: 65536}}"),
            "6:36: the default 8192 is outside its range"),
        Doubtful(
            entity("association: {max_associations: {acceptor: 0}}"),
            "6:48: no association at all; write 'unlimited' for no limit"),
        Doubtful(
            entity("association: {timeouts: {dimse: 0}}"),
            "6:37: 0 seconds; write 'unlimited' where it waits for ever"),
        Doubtful(
            entity("association: {application_context: 1.2.3}"),
            "6:40: DICOM has one application context, 1.2.840.10008.3.1.1.1 (PS3.7 §A.2.1)"),
        Doubtful(
            entity("association: {rejects: [{when: called_ae_unknown, code: [1, 1, 3]}]}"),
            "6:29: PS3.8 Table 9-21 has source 1, reason 7 for called_ae_unknown, and not 1/1/3"),
        Doubtful(
            entity("association: {rejects: [{when: other, code: [1, 2, 7]}]}"), "6:29: PS3.8 Table 9-21 has no 1/2/7"),
        Doubtful(
            entity("association: {rejects: [{when: limit}, {when: limit}]}"),
            "6:44: line 6 tells what happens when limit already"),
        Doubtful(entity("initiates: false"), "6:16: it opens no associations, yet has services as requestor (as SCU)"),
        Doubtful(entity("accepts: false"), "6:14: it accepts no associations, yet has services as acceptor (as SCP)"),
        Doubtful(
            entity("initiates: false\n    association: {max_associations: {initiator: 2}}"),
            "7:49: it opens no associations, yet has a number of them"),
        Doubtful(file("    services: []\n"), "5:5: 'AE' has no services"),
        Doubtful(
            entity("storage_commitment: {reply: new}"), "6:25: no service has StorageCommitmentPushModel"),
        Doubtful(
            entity("mpps: {create_at: start}"), "6:11: no service has ModalityPerformedProcedureStep as SCU"),
        Doubtful(
            entity("association: {failures: [{when: abort, behaviour: rety}]}"),
            "6:30: 'rety' is none of retry, fail, continue, release, abort; did you mean 'retry'?"),
    ]

    @Test(arguments: product + associations)
    func isDoubted(_ doubtful: Doubtful) { expect(doubtful) }

    static let services = [
        Doubtful(
            service("transfer_syntaxes: []"),
            "8:9: no transfer syntaxes: nothing could be negotiated; leave the field out where the statement is silent"),
        Doubtful(
            service("transfer_syntaxes: [ExplicitVRLittleEndian]"),
            "10:29: no Implicit VR Little Endian for CTImageStorage; PS3.5 §10.1 wants it everywhere"),
        Doubtful(
            service("transfer_syntaxes: [ImplicitVRLittleEndian, ImplicitVRLittleEndian]"),
            "10:53: ImplicitVRLittleEndian stands there twice"),
        Doubtful(
            service("transfer_syntaxes: [ImplicitVRLittleEndian, ExplicitVRBigEndian]"),
            "10:53: retired transfer syntaxes: ExplicitVRBigEndian"),
        Doubtful(
            service("ref: x", sop: "HardcopyColorImageStorage"), "8:15: retired SOP classes: HardcopyColorImageStorage"),
        Doubtful(
            service("transfer_syntaxes: [ImplicitVRLittleEndian]\n        prefers: [JPEGBaseline8Bit]", roles: "SCP"),
            "11:19: JPEGBaseline8Bit is preferred, yet not among the transfer syntaxes"),
        Doubtful(
            service("prefers: [ImplicitVRLittleEndian]"), "10:19: 'prefers' is what an SCP chooses, and this is none"),
        Doubtful(service("contexts: exact", roles: "SCP"), "10:19: this is what an SCU does, and this is none"),
        Doubtful(
            service("contexts: exact", sop: "\"@all_storage\""),
            "10:19: exactly 179 presentation contexts, and an association has 128 at most (PS3.8 §9.3.2.2)"),
        Doubtful(
            service("role_selection: [SCP]"), "10:25: selects the role SCP, yet does not claim it"),
        Doubtful(
            service("attributes: {always: [PatientID], empty: [PatientID]}"), "10:51: PatientID is 'always' in line 10"),
        Doubtful(
            service("attributes: {always: [PatientID]}", roles: "SCP"),
            "10:31: 'attributes' are of objects the product makes, and it only receives these"),
        Doubtful(
            service("keys: {required: [PatientID]}"),
            "10:27: 'keys' are of a query, and no SOP class of the service has one"),
        Doubtful(
            service("levels: [STUDY]"),
            "10:18: 'levels' are of query and retrieval, and no SOP class of the service has them"),
        Doubtful(
            service("levels: [PATIENT]", sop: "StudyRootQueryRetrieveInformationModelFind"),
            "10:18: the Study Root has no PATIENT level (PS3.4 §C.6.2)"),
        Doubtful(
            service(
                "keys: {required: [PatientID], optional: [PatientID]}",
                sop: "StudyRootQueryRetrieveInformationModelFind"),
            "10:50: PatientID is a key in line 10 already"),
        Doubtful(
            service("ref: x", sop: "StudyRootQueryRetrieveInformationModelMove", roles: "SCP"),
            "8:15: StudyRootQueryRetrieveInformationModelMove sends objects by C-STORE, yet no storage SOP class is "
                + "claimed as SCU"),
        Doubtful(
            service("ref: x", sop: "StudyRootQueryRetrieveInformationModelGet"),
            "8:15: StudyRootQueryRetrieveInformationModelGet sends objects by C-STORE, yet no storage SOP class is "
                + "claimed as SCP"),
        Doubtful(
            service("ref: x", sop: "CTImageStorage, Verification", roles: "SCP"),
            "8:9: the service in line 7 has Verification as SCP already"),
        Doubtful(
            file("    services: [{sop: CTImageStorage, roles: SCP}]\n"),
            "5:5: it accepts associations, and PS3.2 §7.1 then wants Verification as SCP"),
    ]

    static let statuses = [
        Doubtful(
            service("status: [{code: 0112, when: SOP class not supported}]"),
            "10:25: 0112 is 'No such SOP instance' of the DIMSE-N services; 'Refused: SOP class not supported' is "
                + "0122 (PS3.7 §C.5); did you mean '0122'?"),
        Doubtful(
            service("status: [{code: 0214}]"),
            "10:25: no status is 0214; 'Refused: not authorized' is 0124 (PS3.7 §C.5); did you mean '0124'?"),
        Doubtful(
            service("status: [{code: A801}]"),
            "10:25: the standard does not define A801 for this service (PS3.7 Annex C, PS3.4)"),
        Doubtful(service("status: [{code: D000}]"), "10:25: D000 is in no class of status codes (PS3.7 Annex C)"),
        Doubtful(service("status: [{code: A700}, {code: A700}]"), "10:39: A700 is in line 10 already"),
        Doubtful(
            service("status: [{code: A700, role: SCP}]"), "10:25: a status of the SCP, which the product is not here"),
        Doubtful(
            service("status: [{code: A700, behaviour: retry}]", roles: "SCP"),
            "10:42: 'behaviour' is what an SCU does after the status"),
    ]

    @Test(arguments: services + statuses)
    func serviceIsDoubted(_ doubtful: Doubtful) { expect(doubtful) }

    @Test func warningsAreNoErrors() throws {
        for doubtful in Self.product + Self.associations + Self.services + Self.statuses {
            _ = try ConformanceStatement(text: doubtful.yaml, file: "f.yaml")
        }
    }

    @Test func soundClaimsAreNotDoubted() {
        #expect(ConformanceStatement.lint(text: Self.entity("port: 104"), file: "f.yaml") == [])
    }

    private func expect(_ doubtful: Doubtful) {
        let found = ConformanceStatement.lint(text: doubtful.yaml, file: "f").map {
            $0.description.replacing("f:", with: "").replacing(" warning:", with: "")
        }
        #expect(found.contains(doubtful.warning), "\(found)")
    }
}
