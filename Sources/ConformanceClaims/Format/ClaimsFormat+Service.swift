extension ClaimsFormat {
    static let service = RecordShape(
        name: "service", summary: "Rows of a table of presentation contexts that differ in the SOP class only.",
        fields: [
            .init("id", .text, "Part of its claims' identifiers; made from SOP class and roles where there is none."),
            reference,
            .init("activity", .text, "The real-world activity: Send images."),
            .init("sop", .list(.uid(.sopClass)), "SOP classes: keywords, UIDs, @sets.", required: true),
            .init("roles", .list(choice(ServiceRole.self)), "The roles of this product.", required: true),
            .init(
                "side", .list(choice(StatedSide.self)),
                "Which side of the association it is; not said: requestor as SCU, acceptor as SCP."),
            .init(
                "contexts", .stated(choice(ServiceClaims.Proposal.self)),
                "As SCU: proposes exactly these contexts, or any part of them."),
            .init("one_ts_per_context", .stated(.boolean), "As SCU: proposes a context for each transfer syntax."),
            .init(
                "transfer_syntaxes", .stated(.list(.uid(.transferSyntax))),
                "Keywords, UIDs, @sets, in the order of proposal (SCU) or of preference (SCP)."),
            .init(
                "prefers", .list(.uid(.transferSyntax)),
                "As SCP: the order of preference, where it is not that of transfer_syntaxes."),
            .init(
                "role_selection", .stated(.orNone(.list(choice(ServiceRole.self)))),
                "Roles in the role selection item; none: negotiates none."),
            .init("extended_negotiation", extendedNegotiation, "none: said to be absent."),
            .init(
                "objects_per_association", .stated(choice(ServiceClaims.Objects.self)),
                "As SCU: an association for each object, or many objects on one."),
            .init("keys", .record(keys), "Keys of a query."),
            .init("levels", .list(choice(QueryLevel.self)), "Query/Retrieve Levels."),
            .init("status", .list(.record(status)), "Status codes returned (SCP) or handled (SCU)."),
            .init("failures", .list(.record(failure)), "What it does when communication fails."),
            .init("priority", .list(choice(ClaimedPriority.self)), "As SCU: priorities of its requests."),
            .init("attributes", .record(attributes), "Presence of attributes in the objects it makes."),
            .init("requires", .text, "The licence, plug-in or option it needs."),
            .init(
                "configurable", .orWord(.boolean, .list(.text)),
                "Whether SOP classes and transfer syntaxes may be configured, or the options by which they are."),
        ])

    static let keys = RecordShape(
        name: "keys", summary: "Keys of a query: keywords or tags, > between a sequence and what is in it.",
        fields: [
            .init("required", .list(.attribute), "SCU: always asked. SCP: matched."),
            .init(
                "optional", .list(.attribute), "SCU: may be asked. SCP: matched, though the standard leaves it open."),
            .init("returned", .list(.attribute), "SCP: returned when asked."),
        ])

    static let status = RecordShape(
        name: "status", summary: "A row of a table of status codes (PS3.2 §A.4.2, §N.7.3.2).",
        fields: [
            .init("code", .list(.status), "Hexadecimal, x for any digit: A7xx", required: true),
            .init("when", .text, "The statement's words for its meaning."),
            .init("role", choice(ServiceRole.self), "SCP: returned; SCU: handled."),
            .init("behaviour", .text, "What the SCU does next: " + behaviours), configurable, condition, reference,
        ])

    static let attributes = RecordShape(
        name: "attributes", summary: "Presence of Value in the IOD tables (PS3.2 §A.8.1).",
        fields: [
            .init("always", .list(.attribute), "ALWAYS: present, with a value."),
            .init("vnap", .list(.attribute), "VNAP: present, the value may be missing."),
            .init("may_be_empty", .list(.attribute), "The same as vnap."),
            .init("anap", .list(.attribute), "ANAP: present with a value, or absent."),
            .init("empty", .list(.attribute), "EMPTY: present, without a value."),
            .init("never", .list(.attribute), "Absent."),
            .init("private_creators", .orNone(.list(.text)), "Of its private elements; none: it writes none."),
        ])
}
