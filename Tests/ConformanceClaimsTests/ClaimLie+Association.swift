import ConformanceClaims

extension ClaimLie {
    static let ofProduct: [ClaimLie] = [
        product(
            .characterSet, ["character-set-german"], modality, "character_sets: [ISO_IR 100]",
            "character_sets: [ISO_IR 192]"),
        product(.tls, ["tls"], called, "security: {tls: required}", "security: {tls: none}"),
        // TLS 1.2 with forward secrecy; elsewhere TLS 1.0.
        ClaimLie(
            kind: .tlsProfile, captures: ["rule-tls-sound"],
            truth: Statement(match: called, product: "security: {profiles: [BCP195-RFC8996-9325]}"),
            falsehood: Statement(match: called, product: "security: {profiles: [BCP195-RFC8996-9325]}"),
            falseIn: ["rule-tls-versions"]),
        product(.tlsPort, ["tls"], called, "security: {port: 2762}", "security: {port: 2761}"),
        product(
            .checksCalledAETitle, ["rejected-called-ae-title"], called, "security: {aet_check: {called: true}}",
            "security: {aet_check: {called: false}}"),
        product(
            .checksCallingAETitle, ["store-mixed-objects", "rejected-calling-ae-title"], called,
            "security: {aet_check: {calling: true, known: [MODALITY]}}",
            "security: {aet_check: {calling: true, known: [CT9]}}"),
    ]

    static let ofEntity: [ClaimLie] = [
        entity(.aeTitle, ["store-mixed-objects"], called, "ae_title: ARCHIVE", "ae_title: PACS"),
        entity(.port, ["store-mixed-objects"], called, "port: 11112", "port: 104"),
        entity(.initiates, ["store-mixed-objects"], modality, "initiates: true", "initiates: false"),
        entity(.accepts, ["store-mixed-objects"], archive, "accepts: true", "accepts: false"),
        entity(
            .storageCommitmentReply, ["storage-commitment-same-association"], archive,
            "storage_commitment: {reply: same}", "storage_commitment: {reply: new}"),
        entity(
            .storageCommitmentDelay, ["storage-commitment-same-association"], archive,
            "storage_commitment: {max_delay: 60}", "storage_commitment: {max_delay: 0}"),
        entity(
            .procedureStepCreation, ["department"], "ae_titles: [CT1]", "mpps: {create_at: start}",
            "mpps: {create_at: end}"),
        entity(
            .procedureStepFinalStatus, ["mpps"], modality, "mpps: {set_final: COMPLETED}",
            "mpps: {set_final: DISCONTINUED}"),
        entity(
            .procedureStepSetsInProgress, ["mpps"], modality, "mpps: {sets_in_progress: false}",
            "mpps: {sets_in_progress: true}"),
    ]

    static let ofAssociation: [ClaimLie] = [
        association(
            .applicationContext, ["store-mixed-objects"], modality, "application_context: 1.2.840.10008.3.1.1.1",
            "application_context: 1.2.826.0.1.3680043.8.498.5"),
        association(
            .implementationClassUID, ["store-mixed-objects"], modality,
            "implementation_class_uid: 1.2.276.0.7230010.3.0.3.*", "implementation_class_uid: 1.2.40.0.13.1.*"),
        association(
            .implementationVersionName, ["store-mixed-objects"], modality,
            "implementation_version_name: OFFIS_DCMTK_367", "implementation_version_name: OFFIS_DCMTK_368"),
        association(
            .maximumLengthReceived, ["store-mixed-objects"], modality, "max_pdu_receive: 16384",
            "max_pdu_receive: 65536"),
        association(
            .maximumLengthSent, ["store-multiple-fragments"], modality, "max_pdu_send: 65536", "max_pdu_send: 1000"),
        association(
            .associations(.requestor), ["parallel-associations"], caller, "max_associations: {initiator: 8}",
            "max_associations: {initiator: 2}"),
        association(
            .associations(.acceptor), ["parallel-associations"], archive, "max_associations: {acceptor: 8}",
            "max_associations: {acceptor: 2}"),
        association(
            .operationsInvoked, ["asynchronous-operations"], modality, "async: {invoked: 4}", "async: {invoked: 1}"),
        association(
            .operationsPerformed, ["asynchronous-operations"], modality, "async: {performed: 4}",
            "async: {performed: 1}"),
        association(
            .extendedNegotiation, ["extended-negotiation"], modality,
            "extended_negotiation: [relational, date_time, fuzzy, storage]", "extended_negotiation: none"),
        association(
            .userIdentity, ["user-identity-username"], modality, "user_identity: [username]", "user_identity: none"),
    ]

    static let ofTime: [ClaimLie] = [
        association(
            .timeout(.artim), ["claims-storescp-operations"], called, "timeouts: {artim: 30}", "timeouts: {artim: 10}"),
        association(
            .timeout(.association), ["timeout-association"], modality, "timeouts: {association: 1}",
            "timeouts: {association: 30}"),
        association(
            .timeout(.dimse), ["rule-abort-after-constant-silence"], modality, "timeouts: {dimse: 1}",
            "timeouts: {dimse: 30}"),
        // Left alone for a minute, both went on.
        association(
            .timeout(.idle), ["rule-idle-association"], archive, "timeouts: {idle: 120}", "timeouts: {idle: 30}",
            canBeConfirmed: false),
        association(
            .timeout(.release), ["rule-release-unanswered"], modality, "timeouts: {release: 3}",
            "timeouts: {release: 1}"),
        // SYNs for three seconds, none more in the five seconds before the next capture.
        association(
            .timeout(.connection), ["connection-unanswered", "tls"], caller, "timeouts: {connection: 4}",
            "timeouts: {connection: 30}"),
    ]

    private static func rejects(_ situation: RejectionClaim.Situation, _ code: String, _ more: String = "") -> String {
        more + "rejects: [{when: \(situation.rawValue), code: [\(code)]}]"
    }

    static let ofRejections: [ClaimLie] = [
        association(
            .rejection(.calledAETitleUnknown), ["move-orthanc", "rejected-called-ae-title"], called,
            rejects(.calledAETitleUnknown, "1, 1, 7"), rejects(.calledAETitleUnknown, "1, 1, 1")),
        association(
            .rejection(.callingAETitleUnknown), ["store-mixed-objects", "rejected-calling-ae-title"], called,
            rejects(.callingAETitleUnknown, "1, 1, 3"), rejects(.callingAETitleUnknown, "1, 1, 1"),
            product: "security: {aet_check: {known: [MODALITY]}}"),
        association(
            .rejection(.applicationContextWrong), ["rejected-application-context"], archive,
            rejects(.applicationContextWrong, "1, 1, 2"), rejects(.applicationContextWrong, "1, 1, 7")),
        association(
            .rejection(.protocolVersionWrong), ["rejected-protocol-version"], archive,
            rejects(.protocolVersionWrong, "1, 2, 2"), rejects(.protocolVersionWrong, "1, 1, 1")),
        association(
            .rejection(.limit), ["rejected-local-limit"], archive,
            rejects(.limit, "2, 3, 2", "max_associations: {acceptor: 1}, "),
            rejects(.limit, "1, 1, 1", "max_associations: {acceptor: 1}, "),
            product: "security: {aet_check: {known: [MODALITY, SECOND]}}"),
        // It says it would reject, and accepts without a single context.
        ClaimLie(
            kind: .rejection(.noContext), captures: ["rejected-no-reason"],
            truth: Statement(
                match: archive, entity: "association: {" + rejects(.noContext, "1, 1, 1") + "}"),
            falsehood: Statement(
                match: archive, entity: "association: {" + rejects(.noContext, "1, 1, 1") + "}"),
            falseIn: ["contexts-transfer-syntax-not-supported"]),
    ]

    private static func failure(
        _ situation: CommunicationFailureClaim.Situation, _ captures: [String], _ match: String
    ) -> ClaimLie {
        association(
            .failure(situation), captures, match, "failures: [{when: \(situation.rawValue), behaviour: retry}]",
            "failures: [{when: \(situation.rawValue), behaviour: fail}]")
    }

    /// What comes after the failure is in the second capture.
    static let ofFailures: [ClaimLie] = [
        failure(.timeout, ["timeout-association", "timeout-echo"], modality),
        failure(.abort, ["abort-by-acceptor", "timeout-echo"], modality),
        failure(.disconnect, ["rule-full-segments-lost", "rule-idle-association"], modality),
        failure(.rejection, ["rule-retries-after-rejection"], "ae_titles: [STRANGER]"),
        failure(.refusal, ["connection-refused", "department"], caller),
    ]
}
