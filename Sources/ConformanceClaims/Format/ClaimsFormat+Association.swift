extension ClaimsFormat {
    static let association = RecordShape(
        name: "association", summary: "Association policies and parameters (PS3.2 §A.4.2.1.2, Table N.7-2).",
        fields: [
            reference,
            .init("application_context", .stated(.uid(.applicationContext)), "Application Context Name."),
            .init("implementation_class_uid", .stated(.text), "Implementation Class UID; * for any characters."),
            .init("implementation_version_name", .stated(.text), "Implementation Version Name; * for any characters."),
            .init("max_pdu_receive", amount, "Maximum length of the PDUs it receives, in bytes; 0 is unlimited."),
            .init("max_pdu_send", amount, "Maximum length of the PDUs it sends, in bytes."),
            .init("max_associations", .record(numberOfAssociations), "Associations at the same time."),
            .init("async", .record(window), "Asynchronous operations window; 1 is none, 0 is unlimited."),
            .init("extended_negotiation", extendedNegotiation, "none: said to be absent."),
            .init("user_identity", userIdentity, "none: said to be absent."),
            .init("timeouts", .record(timeouts), "In seconds."),
            .init("rejects", .list(.record(rejection)), "Reasons for which it rejects associations."),
            .init("failures", .list(.record(failure)), "What it does when communication fails."),
        ])

    static let numberOfAssociations = RecordShape(
        name: "max_associations", summary: "Associations at the same time (PS3.2 Tables A.4.2-3 and A.4.2-4).",
        fields: [
            .init("initiator", amount, "That it opens."), .init("acceptor", amount, "That are opened to it."),
        ])

    static let window = RecordShape(
        name: "async", summary: "Asynchronous operations window (PS3.2 Table A.4.2-5).",
        fields: [
            .init("invoked", amount, "Operations it invokes without having had the answers."),
            .init("performed", amount, "Operations it takes before it has answered."),
        ])

    static let timeouts = RecordShape(
        name: "timeouts", summary: "How long it waits, in seconds (PS3.2 §A.4.4.2).",
        fields: TimeoutClaim.Kind.allCases.map { .init($0.rawValue, amount, summary(of: $0)) })

    private static func summary(of kind: TimeoutClaim.Kind) -> String {
        switch kind {
        case .artim: "For the A-ASSOCIATE-RQ, or for the end of the connection (ARTIM)."
        case .association: "For the answer to its A-ASSOCIATE-RQ."
        case .dimse: "For a response."
        case .idle: "For anything at all on an open association."
        case .release: "For the answer to its A-RELEASE-RQ."
        case .connection: "For the TCP connection."
        }
    }

    static let rejection = RecordShape(
        name: "reject", summary: "An association reject reason (PS3.2 Table N.7-9).",
        fields: [
            .init("when", choice(RejectionClaim.Situation.self), "The situation.", required: true),
            .init("code", .rejection, "Result, source and reason of the A-ASSOCIATE-RJ: [1, 1, 7]"),
            .init("note", .text, "The statement's words."), configurable, condition, reference,
        ])

    static let failure = RecordShape(
        name: "failure", summary: "Behaviour when communication fails (PS3.2 Table N.7-8).",
        fields: [
            .init("when", choice(CommunicationFailureClaim.Situation.self), "The situation.", required: true),
            .init("behaviour", .text, behaviours, required: true), configurable, condition, reference,
        ])

    static let behaviours = "retry, fail, continue, release, abort; other words are for the reader only."
}
