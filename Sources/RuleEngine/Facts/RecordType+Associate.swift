import RuleExpression

extension RecordType {
    static let associate: RecordType = RecordType(
        "Associate", "An A-ASSOCIATE-RQ or A-ASSOCIATE-AC (PS3.8 §9.3.2, §9.3.3).",
        [
            .fact("from", .side, "Its sender.") { (r: AssociateFacts) in Value(r.from) },
            .fact("isComplete", .boolean, "All of it was captured.") { (r: AssociateFacts) in Value(r.isComplete) },
            .fact("protocolVersion", .integer, "Bit 0 is version 1.") { (r: AssociateFacts) in
                r.known(Value(r.protocolVersion))
            },
            .fact("calledAETitle", .record(.aeTitle), "The called AE title field.") { (r: AssociateFacts) in
                .record(r.calledAETitle)
            },
            .fact("callingAETitle", .record(.aeTitle), "The calling AE title field.") { (r: AssociateFacts) in
                .record(r.callingAETitle)
            },
            .fact("applicationContexts", .list(.uid), "The application context names in it: there should be one.") {
                (r: AssociateFacts) in r.isComplete ? Value(r.applicationContexts) : .unknown
            },
            .fact("contextIDs", .list(.integer), "Presentation context IDs in order.") { (r: AssociateFacts) in
                r.isComplete ? Value(r.contextIDs) : .unknown
            },
            .fact("duplicateContextIDs", .list(.integer), "Presentation context IDs that came before.") {
                (r: AssociateFacts) in r.isComplete ? Value(r.duplicateContextIDs) : .unknown
            },
            .fact("userInformationItems", .integer, "How many user information items: there should be one.") {
                (r: AssociateFacts) in r.isComplete ? Value(r.userInformationItems.count) : .unknown
            },
            .fact("userInformation", .record(.userInformation), "The first user information item.") {
                (r: AssociateFacts) in r.known(Value(r.userInformation))
            },
            .fact("unknownItemTypes", .list(.text), "Types of items that do not belong where they stand: `60H`.") {
                (r: AssociateFacts) in Value(itemTypes: r.unknownItems.map(\.type))
            },
            .fact("reservedNotZero", .integer, "Reserved fields that are not 0.") { (r: AssociateFacts) in
                Value(r.reserved.count)
            },
            .fact("malformedUIDs", .list(.text), "UIDs not as PS3.5 §9.1 has them: field, UID and why.") {
                (r: AssociateFacts) in Value(r.malformedUIDs)
            },
        ], basis: .negotiation)

    static let aeTitle: RecordType = RecordType(
        "AETitle", "An AE title field of 16 bytes.",
        [
            .fact("text", .text, "Without padding.") { (r: AETitleFacts) in Value(r.text) },
            .fact("isBlank", .boolean, "16 spaces.") { (r: AETitleFacts) in Value(r.isBlank) },
            .fact("hasNUL", .boolean, "A NUL is in it.") { (r: AETitleFacts) in Value(r.hasNUL) },
            .fact("hasLeadingSpace", .boolean, "It begins with a space.") { (r: AETitleFacts) in
                Value(r.hasLeadingSpace)
            },
            .fact(
                "hasForbiddenCharacters", .boolean,
                "A control character (NUL apart), a backslash or a byte beyond ASCII is in it."
            ) {
                (r: AETitleFacts) in Value(r.hasForbidden)
            },
            .fact("bytes", .text, "In hexadecimal.") { (r: AETitleFacts) in Value(r.hexadecimal) },
        ], basis: .negotiation)
}
