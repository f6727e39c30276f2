import ConformanceClaims

extension ClaimLie {
    private static let find = "StudyRootQueryRetrieveInformationModelFind"
    private static let three = "[ExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian]"

    static let ofServices: [ClaimLie] = [
        entity(
            .sopClass(.scp), ["contexts-abstract-syntax-not-supported"], archive,
            "services: [{sop: CTImageStorage, roles: SCP}]", "services: [{sop: RTPlanStorage, roles: SCP}]"),
        service(
            .transferSyntax(.scp), "store-mixed-objects", archive, "CTImageStorage SCP", "transfer_syntaxes: \(three)",
            "transfer_syntaxes: [ImplicitVRLittleEndian]"),
        service(
            .transferSyntax(.scu), "store-mixed-objects", modality, "CTImageStorage SCU", "transfer_syntaxes: \(three)",
            "transfer_syntaxes: [ExplicitVRLittleEndian]"),
        service(
            .proposal, "store-mixed-objects", modality, "CTImageStorage SCU",
            "contexts: exact, transfer_syntaxes: \(three)",
            "contexts: at-least, transfer_syntaxes: [ExplicitVRLittleEndian]"),
        service(
            .oneTransferSyntaxPerContext, "find-study-root", modality, "\(find) SCU", "one_ts_per_context: false",
            "one_ts_per_context: true"),
        service(
            .preference, "find-study-root", archive, "\(find) SCP", "prefers: ExplicitVRLittleEndian",
            "prefers: ImplicitVRLittleEndian"),
        service(
            .roleSelection, "role-selection", modality, "CTImageStorage SCU", "role_selection: [SCU, SCP]",
            "role_selection: none"),
        service(
            .objectsPerAssociation, "store-sixty-small", modality, "CTImageStorage SCU",
            "objects_per_association: many", "objects_per_association: one"),
        service(.level(.scu), "find-study-root", modality, "\(find) SCU", "levels: STUDY", "levels: SERIES"),
        service(.level(.scp), "find-study-root", archive, "\(find) SCP", "levels: STUDY", "levels: SERIES"),
        service(
            .key(.required, .scu), "find-study-root", modality, "\(find) SCU", "keys: {required: [PatientID]}",
            "keys: {required: [PatientWeight]}"),
        service(
            .key(.required, .scp), "find-study-root", archive, "\(find) SCP", "keys: {required: [PatientName]}",
            "keys: {required: [PatientComments]}", falseIn: ["find-optional-keys-unsupported"]),
        service(
            .key(.optional, .scp), "find-study-root", archive, "\(find) SCP", "keys: {optional: [PatientName]}",
            "keys: {optional: [PatientComments]}", falseIn: ["find-optional-keys-unsupported"]),
        service(
            .key(.returned, .scp), "find-study-root", archive, "\(find) SCP", "keys: {returned: [PatientName]}",
            "keys: {returned: [PatientComments]}", falseIn: ["find-optional-keys-unsupported"]),
        service(
            .status(.scp), "status-store-out-of-resources", archive, "CTImageStorage SCP", "status: [{code: A700}]",
            "status: [{code: C000}]"),
        service(
            .status(.scu), "status-store-out-of-resources", modality, "CTImageStorage SCU",
            "status: [{code: A700, behaviour: release}]", "status: [{code: A700, behaviour: abort}]"),
        service(
            .priority, "store-mixed-objects", modality, "CTImageStorage SCU", "priority: MEDIUM", "priority: HIGH"),
    ]

    private static func attributes(
        _ presence: ClaimAspect.Presence, _ capture: String, of sop: String = "CTImageStorage", _ truth: String,
        _ falsehood: String
    ) -> ClaimLie {
        service(
            .attribute(presence), capture, modality, sop + " SCU",
            "attributes: {\(presence.rawValue): [\(truth)]}", "attributes: {\(presence.rawValue): [\(falsehood)]}")
    }

    static let ofObjects: [ClaimLie] = [
        attributes(.always, "store-mixed-objects", "PatientName", "PatientComments"),
        attributes(.vnap, "store-mixed-objects", "PatientName", "PatientComments"),
        attributes(
            .anap, "legal-element-values", of: "SecondaryCaptureImageStorage", "PatientName", "PatientBirthDate"),
        attributes(
            .empty, "data-set-nested-sequences", of: "BasicTextSRStorage", "ReferencedPerformedProcedureStepSequence",
            "PatientName"),
        attributes(.never, "store-mixed-objects", "PatientComments", "PatientName"),
        service(
            .privateCreators, "data-set-private-creators", modality, "CTImageStorage SCU",
            "attributes: {private_creators: [EXAMPLE WORKS, EXAMPLE WORKS EAST, GEMS_IDEN_01]}",
            "attributes: {private_creators: none}"),
    ]
}
