import DICOMDictionary
import Testing

@testable import ConformanceClaims

/// Every field of the format, read once.
@Suite struct StatementReadingTests {
    static let everything = """
        claims: 1
        product: {vendor: V, name: Modality, version: 2.10, document: cs.pdf, date: 2024-01-31, template: PS3.2-N}
        match:
          implementation_class_uid: ["1.2.3.*"]
          implementation_version_name: M_2
          ae_titles: [MOD, "MOD?"]
          endpoints: ["192.0.2.10:104", "[2001:db8::1]:104"]
        sets:
          images: [CTImageStorage, "@more"]
          more: [MRImageStorage, 1.2.826.0.1.3680043.8.498.1, CTImageStorage]
        entities:
          - name: Storage AE
            ref: §4.2.1
            ae_title: {default: MOD, configurable: true}
            port: 104
            initiates: true
            accepts: {default: false, if: no storage commitment}
            association:
              ref: Table 4.2-2
              application_context: 1.2.840.10008.3.1.1.1
              implementation_class_uid: 1.2.3.4
              implementation_version_name: M_2
              max_pdu_receive: {default: 0, min: 4096, max: unlimited, configurable: true}
              max_pdu_send: 32768
              max_associations: {initiator: 2, acceptor: {default: unlimited}}
              async: {invoked: 1, performed: {default: 0}}
              extended_negotiation: none
              user_identity: [username_passcode, jwt]
              timeouts: {artim: 30, dimse: {default: 60, configurable: true}, idle: unlimited}
              rejects:
                - {when: called_ae_unknown, code: [1, 1, 7], if: checking, ref: Table 4.2-9}
                - {when: limit, note: closes the connection}
              failures: [{when: timeout, behaviour: retry}, {when: abort, behaviour: a message is shown}]
            services:
              - sop: ["@images", SecondaryCaptureImageStorage]
                roles: [SCU]
                activity: Send images
                contexts: at-least
                one_ts_per_context: false
                transfer_syntaxes: [ImplicitVRLittleEndian, JPEGLosslessSV1]
                role_selection: none
                objects_per_association: many
                status:
                  - {code: [A7xx, 0110], when: out of resources, behaviour: retry, ref: p. 31}
                  - {code: 0000}
                failures: {when: disconnect, behaviour: fail}
                priority: [MEDIUM]
                attributes:
                  always: [PatientID, "(0008,0016)"]
                  vnap: [PatientName]
                  may_be_empty: [StudyID]
                  anap: [RequestAttributesSequence>ScheduledProcedureStepID]
                  empty: [AccessionNumber]
                  never: [PatientComments]
                  private_creators: [ACME *]
                requires: licence
                configurable: [option A]
                ref: Table 4.2-7, p. 31
              - id: mwl
                sop: ModalityWorklistInformationModelFind
                roles: SCU
                keys: {required: [PatientName], optional: [PatientID], returned: [AccessionNumber]}
              - id: qr
                sop: StudyRootQueryRetrieveInformationModelFind
                roles: [SCU, SCP]
                side: [requestor, acceptor]
                levels: [STUDY, SERIES]
                prefers: ImplicitVRLittleEndian
                extended_negotiation: [relational, fuzzy]
                configurable: true
            storage_commitment: {reply: either, max_delay: 3600}
            mpps: {create_at: start, set_final: [COMPLETED, DISCONTINUED], sets_in_progress: false}
        character_sets: [ISO_IR 100]
        security:
          ref: §7
          tls: {default: optional, configurable: true}
          profiles: [BCP195-RFC8996-9325]
          port: 2762
          aet_check: {called: true, calling: {default: false, configurable: true}, known: ["CT*", RIS]}
          user_identity: none
        unobservable: [keeps images for a week, {claim: shows a lamp, ref: p. 2}]
        ignore: ["*/attributes/*"]
        """

    @Test func everyFieldIsRead() throws {
        let statement = try ConformanceStatement(text: Self.everything, file: "f.yaml")
        #expect(statement.product.version == "2.10")
        #expect(statement.product.template == .annexN)
        #expect(statement.match.endpoints.map(\.value.description) == ["192.0.2.10:104", "[2001:db8::1]:104"])
        #expect(statement.sets.map(\.members.count) == [3, 3])
        let entity = try #require(statement.entities.first)
        #expect(entity.aeTitle?.isConfigurable == true && entity.aeTitle?.value == "MOD")
        #expect(entity.accepts?.value == false && entity.accepts?.condition == "no storage commitment")
        let association = entity.association
        #expect(association.maximumLengthReceived?.value.default == .unlimited)
        #expect(association.maximumLengthReceived?.value.admits(.of(8192)) == true)
        #expect(association.associationsAsAcceptor?.value.default == .unlimited)
        #expect(association.operationsPerformed?.value.default == .unlimited)
        #expect(association.extendedNegotiation?.value == [])
        #expect(association.userIdentity?.value == [.usernamePasscode, .jwt])
        #expect(association.timeouts.map(\.kind) == [.artim, .dimse, .idle])
        #expect(association.rejections.map { $0.code.value?.description } == ["1/1/7", nil])
        #expect(association.failures.map(\.behaviour.value) == [.retry, .words("a message is shown")])
        #expect(entity.storageCommitment?.reply?.value == .either)
        #expect(entity.performedProcedureStep?.finalStatuses.map(\.value) == [.completed, .discontinued])
        #expect(statement.security?.checksCallingAETitle?.isConfigurable == true)
        #expect(statement.unobservable.map(\.reference) == [nil, "p. 2"])
        #expect(statement.characterSets.map(\.value) == ["ISO_IR 100"])
    }

    @Test func servicesAreRead() throws {
        let statement = try ConformanceStatement(text: Self.everything, file: "f.yaml")
        let services = try #require(statement.entities.first?.services)
        #expect(services.map(\.id) == ["images-scu", "mwl", "qr"])
        let store = try #require(services.first)
        #expect(
            store.sopClasses.map(\.value.claimName) == [
                "CTImageStorage", "MRImageStorage", "1.2.826.0.1.3680043.8.498.1", "SecondaryCaptureImageStorage",
            ])
        #expect(store.sopClasses.map(\.place.path).last == "entities[0].services[0].sop[1]")
        #expect(store.sopClasses.map(\.place.path)[1] == "sets.more[0]")
        #expect(store.isConfigurable && store.options == ["option A"] && store.condition == "licence")
        #expect(store.statuses.map(\.code.value.description) == ["A7xx", "0110", "0000"])
        #expect(store.statuses.map { $0.behaviour?.value } == [.retry, .retry, nil])
        #expect(store.attributes.valueNotAlwaysPresent.map(\.value.description) == ["PatientName", "StudyID"])
        #expect(store.attributes.privateCreators?.value.map { $0.matches("ACME 1") } == [true])
        #expect(services[1].transferSyntaxes == nil)
        #expect(services[2].sides(as: .scp) == [.requestor, .acceptor])
        #expect(services[1].sides(as: .scu) == [.requestor])
        #expect(services[2].isConfigurable && services[2].options.isEmpty)
    }

    @Test func claimsHaveNamesOfTheirOwn() throws {
        let claims = try ConformanceStatement(text: Self.everything, file: "f.yaml").claims()
        let ids = claims.map(\.id.rawValue)
        #expect(Set(ids).count == ids.count)
        for id in [
            "Storage-AE/ae_title", "Storage-AE/association/max_pdu_receive", "Storage-AE/association/rejects/limit",
            "Storage-AE/images-scu/CTImageStorage/SCU", "Storage-AE/images-scu/MRImageStorage/SCU/JPEGLosslessSV1",
            "Storage-AE/images-scu/SCU/status/A7xx", "Storage-AE/images-scu/attributes/PatientID",
            "Storage-AE/qr/SCP/levels/SERIES", "Storage-AE/qr/SCP/prefers", "Storage-AE/mpps/create_at",
            "character_sets/ISO_IR-100", "security/aet_check/called", "unobservable/2",
        ] { #expect(ids.contains(id), "\(id)") }
        let jpeg = try #require(claims.first { $0.id.rawValue.hasSuffix("MRImageStorage/SCU/JPEGLosslessSV1") })
        #expect(jpeg.isConfigurable && jpeg.condition == "licence" && jpeg.reference == "Table 4.2-7, p. 31")
        #expect(jpeg.place.path == "entities[0].services[0].transfer_syntaxes[1]")
        #expect(jpeg.place.line == 40 && jpeg.place.column == 53)
    }

    @Test func nothingIsSaidOfIt() {
        #expect(ConformanceStatement.lint(text: Self.everything, file: "f.yaml").filter { $0.severity == .error } == [])
    }

    @Test func shippedStatementsAreRead() throws {
        #expect(ShippedStatements.names == ["orthanc", "storescp"])
        for name in ShippedStatements.names {
            let text = try #require(ShippedStatements.text(of: name))
            let statement = try ConformanceStatement(text: text, file: name)
            #expect(statement.sets.first?.members.count == (name == "orthanc" ? 119 : 186))
            let messages = ConformanceStatement.lint(text: text, file: name).map(\.message)
            #expect(messages.allSatisfy { $0.hasPrefix("retired ") }, "\(messages)")
        }
        #expect(ShippedStatements.text(of: "storescu") == nil)
    }
}
