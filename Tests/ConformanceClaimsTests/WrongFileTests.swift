import Testing

@testable import ConformanceClaims

/// Claims files that are wrong: each is refused with the place and what to do, and none takes long.
@Suite struct WrongFileTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        var yaml: String
        /// The first error behind the file's name.
        var error: String

        init(_ yaml: String, _ error: String) {
            self.yaml = yaml
            self.error = error
        }

        var testDescription: String { error }
    }

    private static let head = "claims: 1\nproduct: {name: P}\n"

    private static func service(_ fields: String) -> String {
        head
            + "entities:\n  - name: AE\n    services:\n      - sop: [CTImageStorage]\n        roles: [SCP]\n        \(fields)\n"
    }

    private static func entity(_ fields: String) -> String { head + "entities:\n  - name: AE\n    \(fields)\n" }

    static let structure = [
        Wrong("", "1:1: error: a claims file has fields; the first is 'claims: 1'"),
        Wrong("just text\n", "1:1: error: a claims file has fields; the first is 'claims: 1'"),
        Wrong("- a\n- b\n", "1:1: error: a claims file has fields; the first is 'claims: 1'"),
        Wrong("product: {name: P}\nentities: []\n", "1:1: error: 'claims' has no 'claims'"),
        Wrong("claims: 2\nproduct: {name: P}\nentities: []\n", "1:9: error: '2' is not 1"),
        Wrong("claims: one\nproduct: {name: P}\nentities: []\n", "1:9: error: 'one' is not 1"),
        Wrong("claims: 1\nentities: []\n", "1:1: error: 'claims' has no 'product'"),
        Wrong("claims: 1\nproduct: {}\nentities: []\n", "2:10: error: 'product' has no 'name'"),
        Wrong("claims: 1\nproduct: {name: }\nentities: []\n", "2:10: error: 'product' has no 'name'"),
        Wrong("claims: 1\nproduct: P\nentities: []\n", "2:10: error: 'product' has fields: 'name: …'"),
        Wrong("claims: 1\nproduct: {name: P}\n", "1:1: error: 'claims' has no 'entities'"),
        Wrong(head + "entites: []\n", "1:1: error: 'claims' has no 'entities'"),
        Wrong(
            head + "entities: []\nentites: []\n",
            "4:1: error: 'claims' has no field 'entites'; did you mean 'entities'?"),
        Wrong(head + "entities: [one]\n", "3:12: error: 'entity' has fields: 'name: …'"),
        Wrong(head + "entities:\n  - services: []\n", "4:5: error: 'entity' has no 'name'"),
        Wrong(
            head + "entities:\n  - name: A\n  - name: A\n", "5:5: error: line 4 has an entity 'A' already"),
        Wrong(
            "claims: 1\nproduct: {name: P, template: PS3.2-B}\nentities: []\n",
            "2:30: error: 'PS3.2-B' is none of PS3.2-A, PS3.2-N, free-form; did you mean 'PS3.2-A'?"),
        Wrong(
            "claims: 1\nproduct: {name: [a, b]}\nentities: []\n", "2:17: error: one value is needed here, and no list"),
        Wrong(
            "claims: 1\nproduct: {name: {a: b}}\nentities: []\n", "2:17: error: one value is needed here, and no fields"
        ),
        Wrong("claims: 1\nproduct: {name: \"\"}\nentities: []\n", "2:17: error: text is needed here"),
        Wrong(
            head + "match: {endpoints: [pacs.example]}\nentities: []\n",
            "3:21: error: 'pacs.example' is no address: 192.0.2.1, 192.0.2.1:104, [2001:db8::1]:104"),
        Wrong(
            head + "sets: [a]\nentities: []\n", "3:7: error: names with a value each are needed: 'name: value'"),
    ]

    static let syntax = [
        Wrong("claims: 1\n\tproduct: {name: P}\n", "2:1: error: found a tab character that violates indentation"),
        Wrong("claims: 1\nproduct: {name: P\nentities: []\n", "3:9: error: did not find expected ',' or '}'"),
        Wrong("claims: 1\nclaims: 1\n", "2:1: error: 'claims' stands there twice"),
        Wrong(
            entity("port: 104\r\n    ports: 1\r\n    services: []\r\n    port: 105\r"),
            "8:5: error: 'port' stands there twice"),
        Wrong(entity("association: {async: {invoked: 1, invoked: 2}}"), "5:27: error: 'invoked' stands there twice"),
        Wrong(
            "claims: 1\nproduct: {name: \(String(decoding: [0x4D, 0xFC, 0x6C] as [UInt8], as: UTF8.self))}\n",
            "2:18: error: here is no UTF-8; save the file as UTF-8"),
        Wrong(
            "claims: &v 1\nproduct: {name: [\u{2028}*v]}\n",
            "2:19: error: aliases are not read ('*v'); give a list a name under 'sets' and use it as '@name'"),
        Wrong("claims: 1\n---\nclaims: 1\n", "2:1: error: but found another document"),
        Wrong("claims: \u{0}1\n", "1:9: error: control characters are not allowed"),
        Wrong(
            "claims: &v 1\nproduct: {name: *v}\nentities: []\n",
            "2:17: error: aliases are not read ('*v'); give a list a name under 'sets' and use it as '@name'"),
        Wrong("claims: *v\n", "1:9: error: found undefined alias"),
    ]

    static let values = [
        Wrong(
            entity("ae_titel: A"), "5:5: error: 'entity' has no field 'ae_titel'; did you mean 'ae_title'?"),
        Wrong(entity("port: 0"), "5:11: error: '0' is not a whole number from 1 to 65535"),
        Wrong(entity("port: {default: 99999}"), "5:21: error: '99999' is not a whole number from 1 to 65535"),
        Wrong(entity("port: {configurable: true}"), "5:11: error: 'stated' has no 'default'"),
        Wrong(entity("accepts: yes"), "5:14: error: 'yes' is neither true nor false"),
        Wrong(
            entity("association: {max_pdu_receive: 16k}"),
            "5:36: error: '16k' is no whole number from 0 and not 'unlimited'"),
        Wrong(
            entity("association: {max_pdu_receive: {default: 16384, mix: 4096}}"),
            "5:53: error: 'amount' has no field 'mix'; did you mean 'min'?"),
        Wrong(
            entity("association: {timeouts: {artim: -1}}"),
            "5:37: error: '-1' is no whole number from 0 and not 'unlimited'"),
        Wrong(
            entity("association: {rejects: [{when: full, code: [1, 1, 7]}]}"),
            "5:36: error: 'full' is none of called_ae_unknown, calling_ae_unknown, bad_application_context, "
                + "bad_protocol_version, limit, busy, no_acceptable_context, user_identity_refused, refuse_option, other"
        ),
        Wrong(
            entity("association: {rejects: [{when: limit, code: [1, 7]}]}"),
            "5:49: error: a code is result, source and reason of the A-ASSOCIATE-RJ: [1, 1, 7] (PS3.8 Table 9-21)"),
        Wrong(
            entity("association: {rejects: [{when: limit, code: [1, 1, 700]}]}"),
            "5:49: error: a code is result, source and reason of the A-ASSOCIATE-RJ: [1, 1, 7] (PS3.8 Table 9-21)"),
        Wrong(
            entity("association: {extended_negotiation: [relation]}"),
            "5:42: error: 'relation' is none of relational, date_time, fuzzy, timezone, multi_frame_conversion, "
                + "empty_value, multiple_value, storage, common, other; did you mean 'relational'?"),
        Wrong(
            entity("association: {application_context: 1.2.840.10008.1.2}"),
            "5:40: error: '1.2.840.10008.1.2' is Implicit VR Little Endian, and no application context"),
        Wrong(
            entity("storage_commitment: {reply: other}"),
            "5:33: error: 'other' is none of same, new, either"),
        Wrong(
            entity("security: {tls: none}") + "security: {tls: none}\n",
            "5:15: error: line 6 has the product's security already"),
    ]

    static let services = [
        Wrong(
            service("transfer_syntaxes: [ExplicitVRLitleEndian]"),
            "8:29: error: 'ExplicitVRLitleEndian' is the keyword of no transfer syntax; "
                + "did you mean 'ExplicitVRLittleEndian'?"),
        Wrong(
            service("transfer_syntaxes: [CTImageStorage]"),
            "8:29: error: 'CTImageStorage' is CT Image Storage, and no transfer syntax"),
        Wrong(
            service("transfer_syntaxes: [1.2..3]"),
            "8:29: error: '1.2..3' is no UID: numbers without leading zeros between dots, 64 characters (PS3.5 §9.1)"),
        Wrong(
            service("transfer_syntaxes: [1.2.0840]"),
            "8:29: error: '1.2.0840' is no UID: numbers without leading zeros between dots, 64 characters (PS3.5 §9.1)"),
        Wrong(
            service("transfer_syntaxes: [\"@all\"]"), "8:29: error: there is no set 'all' under 'sets'"),
        Wrong(
            service("transfer_syntaxes: [\"@all_storage\"]"),
            "8:29: error: '@all_storage' has ComputedRadiographyImageStorage in it, which is no transfer syntax"),
        Wrong(
            service("status: [{code: A7}]"),
            "8:25: error: 'A7' is no status: four hexadecimal digits, x for any: A700, A7xx"),
        Wrong(service("status: [{when: full}]"), "8:18: error: 'status' has no 'code'"),
        Wrong(
            service("keys: {required: [PatientsName]}"),
            "8:27: error: 'PatientsName' is neither the keyword of an attribute nor its tag; did you mean 'PatientName'?"
        ),
        Wrong(
            service("levels: [PATIENTS]"),
            "8:18: error: 'PATIENTS' is none of PATIENT, STUDY, SERIES, IMAGE, FRAME; did you mean 'PATIENT'?"),
        Wrong(
            head + "entities: [{name: A, services: [{sop: [CT Image Storage], roles: [SCP]}]}]\n",
            "3:40: error: 'CT Image Storage' is the keyword of no SOP class; did you mean 'CTImageStorage'?"),
        Wrong(
            head + "entities: [{name: A, services: [{sop: [CTImageStorage], roles: [SERVER]}]}]\n",
            "3:65: error: 'SERVER' is none of SCU, SCP"),
        Wrong(
            head + "entities: [{name: A, services: [{roles: [SCP]}]}]\n", "3:33: error: 'service' has no 'sop'"),
        Wrong(
            head + "sets: {a: [\"@b\"], b: [\"@a\"]}\nentities: []\n", "3:23: error: the set 'a' has itself in it"),
        Wrong(
            head + "sets: {storage: [CTImageStorage]}\nentities: [{name: A, services: "
                + "[{sop: \"@storag\", roles: SCP}]}]\n",
            "4:39: error: there is no set 'storag' under 'sets'; did you mean '@storage'?"),
        Wrong(
            head + "entities: [{name: A, services: [{id: x, sop: Verification, roles: SCP}, "
                + "{id: x, sop: Verification, roles: SCU}]}]\n",
            "3:73: error: another service of the entity has the id 'x'"),
    ]

    @Test(arguments: structure + syntax + values + services)
    func isRefused(_ wrong: Wrong) throws {
        let error = #expect(throws: ClaimsError.self) {
            try ConformanceStatement(text: wrong.yaml, file: "f.yaml")
        }
        #expect(error?.diagnostics.first?.description == "f.yaml:" + wrong.error)
    }

    /// Within a word `&` and `*` are letters.
    @Test func namesMayLookLikeAliases() throws {
        let yaml = "claims: 1\nproduct: {name: P, vendor: R&D}\nmatch: {ae_titles: [\"*D\"]}\nentities: []\n"
        let statement = try ConformanceStatement(text: yaml, file: "f.yaml")
        #expect(statement.match.aeTitles.map(\.value) == [GlobPattern("*D")])
    }
}
