/// The fields of a claims file, `claims: 1`, in the order in which a conformance statement is paged through.
enum ClaimsFormat {
    static let version = 1

    static let file = RecordShape(
        name: "claims", summary: "What a product's DICOM conformance statement (PS3.2) says, for a machine to check.",
        fields: [
            .init("claims", .integer(version...version), "Version of this format.", required: true),
            .init("product", .record(product), "What the statement is about.", required: true),
            .init("match", .record(match), "Which traffic is the product's; any one of these suffices."),
            .init("sets", .map(.list(.uid(.either))), "Names for lists of UIDs, referred to as @name."),
            .init("entities", .list(.record(entity)), "The application entities.", required: true),
            characterSets, securityField,
            .init(
                "unobservable", .list(.orRecord(.text, unobservable)),
                "What the statement promises and no traffic can show."),
            .init("ignore", .list(.text), "Identifiers of claims not to be judged; * for any characters."),
        ])

    static let product = RecordShape(
        name: "product", summary: "What the statement is about.",
        fields: [
            .init("vendor", .text, "Who makes it."),
            .init("name", .text, "Its name.", required: true),
            .init("version", .text, "The version the statement is for."),
            .init("document", .text, "Title or file name of the vendor's document."),
            .init("date", .text, "Date of the document."),
            .init("template", choice(ClaimedProduct.Template.self), "The layout of the document."),
        ])

    static let match = RecordShape(
        name: "match", summary: "How the product is told in traffic; * for any characters, ? for one.",
        fields: [
            .init("implementation_class_uid", .list(.text), "Implementation Class UIDs: 1.2.276.0.7230010.3.0.3.*"),
            .init("implementation_version_name", .list(.text), "Implementation Version Names: OFFIS_DCMTK_*"),
            .init("ae_titles", .list(.text), "AE titles."),
            .init("endpoints", .list(.endpoint), "Addresses, with or without port: 192.0.2.1:104"),
        ])

    static let entity = RecordShape(
        name: "entity", summary: "An application entity (PS3.2 §A.4.2, §N.7.2).",
        fields: [
            .init("name", .text, "Its name in the statement; part of its claims' identifiers.", required: true),
            reference,
            .init("ae_title", .stated(.text), "Its AE title."),
            .init("port", .stated(port), "The port it listens on."),
            .init("initiates", .stated(.boolean), "Whether it opens associations."),
            .init("accepts", .stated(.boolean), "Whether it accepts associations."),
            .init("association", .record(association), "Association policies and parameters."),
            .init("services", .list(.record(service)), "Presentation contexts and what goes with them."),
            .init("storage_commitment", .record(storageCommitment), "How storage commitment replies."),
            .init("mpps", .record(procedureStep), "When performed procedure steps are told."),
            characterSets, securityField,
        ])

    static let storageCommitment = RecordShape(
        name: "storage_commitment", summary: "The reply of storage commitment (PS3.4 §J.3.3).",
        fields: [
            .init(
                "reply", .stated(choice(StorageCommitmentClaims.Reply.self)),
                "N-EVENT-REPORT on the same association, a new one, or either."),
            .init("max_delay", amount, "Seconds to the N-EVENT-REPORT at most."),
        ])

    static let procedureStep = RecordShape(
        name: "mpps", summary: "Timing of modality performed procedure steps (PS3.4 Annex F).",
        fields: [
            .init(
                "create_at", .stated(choice(PerformedProcedureStepClaims.Creation.self)),
                "N-CREATE before the first instance is stored (start) or after the last (end)."),
            .init(
                "set_final", .list(choice(PerformedProcedureStepClaims.FinalStatus.self)), "Final statuses it sets."),
            .init("sets_in_progress", .stated(.boolean), "Whether it sends N-SET while the step is in progress."),
        ])

    static let security = RecordShape(
        name: "security", summary: "Security (PS3.2 §A.7, §N.9).",
        fields: [
            .init("tls", .stated(choice(SecurityClaims.TLS.self)), "DICOM over TLS."),
            .init("profiles", .list(choice(SecurityClaims.Profile.self)), "Secure transport connection profiles."),
            .init("port", .stated(port), "The port for TLS."),
            .init("aet_check", .record(titleCheck), "Whether AE titles are checked."),
            .init("user_identity", userIdentity, "User identity negotiation; none: said to be absent."),
            reference,
        ])

    static let titleCheck = RecordShape(
        name: "aet_check", summary: "AE titles that are not known are rejected.",
        fields: [
            .init("called", .stated(.boolean), "Called AE titles other than its own."),
            .init("calling", .stated(.boolean), "Calling AE titles it was not told of."),
            .init("known", .list(.text), "Those it was told of at the site; * for any characters."),
        ])

    static let unobservable = RecordShape(
        name: "unobservable", summary: "A promise no traffic can show.",
        fields: [.init("claim", .text, "The statement's words.", required: true), reference])

    /// Of the product, wherever they stand.
    static let characterSets = RecordShape.Field(
        "character_sets", .list(.text), "Defined terms of Specific Character Set: ISO_IR 100. Empty: not said.")
    static let securityField = RecordShape.Field("security", .record(security), "Security profiles and checks.")

    static let reference = RecordShape.Field(
        "ref", .text, "Section, table, page of the vendor's document: §4.2.1.3, Table 4.2-7, p. 31")
    static let condition = RecordShape.Field(
        "if", .text, "The option, licence or plug-in without which it does not hold.")
    static let configurable = RecordShape.Field(
        "configurable", .boolean, "A site may set it otherwise: a value that differs deviates, and contradicts nothing."
    )

    /// The one name that different records have.
    static let stated = "stated"

    static let port = Shape.integer(1...65535)
    static let userIdentity = Shape.stated(.orNone(.list(choice(UserIdentityKind.self))))
    static let extendedNegotiation = Shape.stated(.orNone(.list(choice(ExtendedNegotiationKind.self))))

    static func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> Shape
    where Choice.RawValue == String {
        .choice(Choice.allCases.map(\.rawValue))
    }

    /// A number with its range.
    static let amount = Shape.orRecord(
        .limit,
        RecordShape(
            name: "amount", summary: "A number, and the range it may be set to.",
            fields: [
                .init("default", .limit, "As delivered."), .init("min", .limit, "The least it may be set to."),
                .init("max", .limit, "The most it may be set to."), configurable, condition, reference,
            ]))
}

extension Shape {
    /// The shape, or a mapping with it as `default` and what qualifies it.
    static func stated(_ shape: Shape) -> Shape {
        .orRecord(
            shape,
            RecordShape(
                name: ClaimsFormat.stated, summary: "A value with what qualifies it.",
                fields: [
                    .init("default", shape, "As delivered.", required: true), ClaimsFormat.configurable,
                    ClaimsFormat.condition, ClaimsFormat.reference,
                ]))
    }
}
