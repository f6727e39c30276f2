import AssociationTimeline
import DICOMDictionary
import Evidence
import NetworkLayers
import RuleExpression

extension RecordType {
    static let association: RecordType = RecordType(
        "Association", "An association, or the attempt at one, with all that was seen of it (PS3.8 §7).",
        associationIdentity + associationNegotiation.map { $0.resting(on: .negotiation) }
            + (associationQuality + associationExchange + associationEnd).map { $0.late() },
        goesOn: true)

    private static let associationIdentity: [Field] = [
        .fact("callingAETitle", .text, "Of the request, without padding.") { (r: AssociationFacts) in
            Value(r.association.callingAETitle).unless(lost: r.mayLackRequest)
        }.resting(on: .negotiation),
        .fact("calledAETitle", .text, "Of the request, without padding.") { (r: AssociationFacts) in
            Value(r.association.calledAETitle).unless(lost: r.mayLackRequest)
        }.resting(on: .negotiation),
        .fact("requestor", .text, "The requestor's AE title, or its address where that is blank or unknown.") {
            (r: AssociationFacts) in Value(r.association.callingAETitle ?? "", or: r.association.requestor.address)
        },
        .fact("acceptor", .text, "The called AE title, or the acceptor's address where that is blank or unknown.") {
            (r: AssociationFacts) in Value(r.association.calledAETitle ?? "", or: r.association.acceptor.address)
        },
        .fact("connection", .record(.connection), "The TCP connection beneath.") { (r: AssociationFacts) in
            .record(r.connection)
        }.resting(on: .negotiation),
        .fact("indexOnConnection", .integer, "Which association of its connection it is, from 0.") {
            (r: AssociationFacts) in Value(r.association.indexOnConnection)
        }.resting(on: .negotiation),
        .fact("sawHandshake", .boolean, "A-ASSOCIATE-RQ and its answer were both seen whole.") {
            (r: AssociationFacts) in
            Value(r.association.quality.sawHandshake)
        }.resting(on: .negotiation),
    ]

    private static let associationQuality: [Field] = [
        .fact("claims", .record(.claims), "What is claimed of a product that may be an end of it.") {
            (r: AssociationFacts) in .record(r.claims)
        },
        .fact("outcome", .enumeration("AssociationOutcome", AssociationFacts.outcomes), "How it ended.") {
            (r: AssociationFacts) in Value(r.association.outcome.rawValue)
        }.resting(on: .negotiation),
        .fact("duration", .duration, "From its start to its end.") { (r: AssociationFacts) in
            Value(r.association.end.seconds(since: r.association.start))
        },
        .fact("gaps", .integer, "Runs of bytes that are not in the capture.") { (r: AssociationFacts) in
            Value(r.association.quality.gaps)
        }.resting(on: .negotiation),
        .fact("lostBytes", .integer, "Bytes that are not in the capture.") { (r: AssociationFacts) in
            Value(r.association.quality.lostBytes)
        }.resting(on: .negotiation),
        .fact("isOneSided", .boolean, "Only one direction was captured.") { (r: AssociationFacts) in
            Value(r.association.quality.isOneSided)
        }.resting(on: .negotiation),
        .fact(
            "previous", .record(.earlierAssociation),
            "The previous association of the same AE titles with the same acceptor."
        ) {
            (r: AssociationFacts) in Value(r.previous)
        },
    ]

    private static let associationNegotiation: [Field] = [
        .fact("request", .record(.associate), "The A-ASSOCIATE-RQ; unknown where it may have been missed.") {
            (r: AssociationFacts) in Value(r.request).unless(lost: r.mayLackRequest)
        },
        .fact("accept", .record(.associate), "The A-ASSOCIATE-AC; unknown where it may have been missed.") {
            (r: AssociationFacts) in Value(r.accept).unless(lost: r.mayLackAnswer && r.reject == nil)
        },
        .fact("reject", .record(.reject), "The A-ASSOCIATE-RJ; unknown where it may have been missed.") {
            (r: AssociationFacts) in Value(r.reject).unless(lost: r.mayLackAnswer && r.accept == nil)
        },
        .fact("answerTime", .duration, "From the request to the A-ASSOCIATE-AC or -RJ.") { (r: AssociationFacts) in
            Value(r.answerTime)
        }.resting(on: .everything),
        .fact("contexts", .list(of: .context), "Presentation contexts, those answered and not proposed at the end.") {
            (r: AssociationFacts) in r.request == nil && r.mayLackRequest ? .unknown : Value(r.contexts)
        },
        .fact("acceptedContexts", .integer, "How many presentation contexts were accepted.") { (r: AssociationFacts) in
            r.accept == nil ? .unknown : Value(r.contexts.count { $0.context.isAccepted })
        },
        .fact("unansweredContextIDs", .list(.integer), "Proposed contexts without an answer.") {
            (r: AssociationFacts) in
            r.association.quality.sawHandshake ? Value(r.unansweredContextIDs) : .unknown
        },
        .fact("unaskedContextIDs", .list(.integer), "Answered contexts that were not proposed, or answered twice.") {
            (r: AssociationFacts) in r.association.quality.sawHandshake ? Value(r.unaskedContextIDs) : .unknown
        },
        .fact(
            "syntaxesWithoutDefault", .list(.uid),
            "Abstract syntaxes proposed without Implicit VR Little Endian in any context."
        ) {
            (r: AssociationFacts) in r.request == nil ? .unknown : Value(r.syntaxesWithoutDefault)
        },
        .fact(
            "rolesBeyondRequest", .list(.uid), "SOP classes for which the answer grants a role that was not asked for."
        ) {
            (r: AssociationFacts) in r.association.quality.sawHandshake ? Value(r.rolesBeyondRequest) : .unknown
        },
        .fact(
            "extendedBeyondRequest", .list(.uid),
            "SOP classes for which the answer has an extended negotiation that was not asked for."
        ) {
            (r: AssociationFacts) in r.association.quality.sawHandshake ? Value(r.extendedBeyondRequest) : .unknown
        },
        .fact(
            "negotiatedWithoutContext", .list(.uid),
            "SOP classes of roles or extended negotiations that no context proposes."
        ) {
            (r: AssociationFacts) in r.request == nil ? .unknown : Value(r.negotiatedWithoutContext)
        },
        .fact("duplicateRoles", .list(.uid), "SOP classes with more than one role selection in the request.") {
            (r: AssociationFacts) in r.request == nil ? .unknown : Value(r.duplicateRoles)
        },
        .fact("echoesAETitles", .boolean, "The answer repeats both AE title fields of the request.") {
            (r: AssociationFacts) in r.echoesAETitles.map { .boolean($0) } ?? .unknown
        },
    ]

    private static let associationExchange: [Field] = [
        .fact("operations", .list(of: .operation), "In order of their first message.") { (r: AssociationFacts) in
            Value(r.operations)
        },
        .fact("operationCount", .integer, "All operations, those not kept among them.") { (r: AssociationFacts) in
            Value(r.association.operations.count + r.association.operationsNotKept)
        },
        .fact("creations", .list(of: .operation), "The first N-CREATE of each SOP class, of the first 64.") {
            (r: AssociationFacts) in Value(r.creations)
        },
        .fact("unanswered", .list(of: .operation), "Operations without a final response.") { (r: AssociationFacts) in
            Value(r.unanswered)
        },
        .fact("incompleteMessages", .list(of: .message), "Messages whose end never came.") { (r: AssociationFacts) in
            Value(r.incompleteMessages)
        },
        .fact("timing", .record(.timing), "How fast its operations were.") { (r: AssociationFacts) in .record(r.timing)
        },
        .fact("anomalies", .list(of: .anomaly), "What was odd.") { (r: AssociationFacts) in Value(r.anomalies) },
        .fact("pdus", .list(of: .pdu), "PDUs in order; P-DATA-TFs only where all are kept.") { (r: AssociationFacts) in
            Value(r.pdus)
        },
        .fact("pduCount", .integer, "All PDUs, P-DATA-TFs among them.") { (r: AssociationFacts) in
            Value(r.association.pdus.count)
        },
    ]

    private static let associationEnd: [Field] = [
        .fact(
            "waited", .duration,
            "From the request to the requestor's A-ABORT, or else to its end, where nothing answered it."
        ) { (r: AssociationFacts) in Value(r.waited) },
        .fact("endedBy", .side, "Who asked for release or aborted first, or else closed the connection first.") {
            (r: AssociationFacts) in Value(r.endedBy)
        },
        .fact("abort", .record(.abort), "The first A-ABORT; absent where none was seen.") { (r: AssociationFacts) in
            Value(r.aborts.first)
        }.resting(on: .negotiation),
        .fact("aborts", .list(of: .abort), "Every A-ABORT.") { (r: AssociationFacts) in Value(r.aborts) }.resting(
            on: .negotiation),
        .fact("releaseRequest", .record(.pdu), "The first A-RELEASE-RQ.") { (r: AssociationFacts) in
            Value(r.releaseRequest)
        },
        .fact("releaseResponse", .record(.pdu), "The first A-RELEASE-RP.") { (r: AssociationFacts) in
            Value(r.releaseResponse)
        },
        .fact("releaseTime", .duration, "From A-RELEASE-RQ to A-RELEASE-RP.") { (r: AssociationFacts) in
            Value(r.releaseTime)
        },
        .fact("closeTime", .duration, "From the A-RELEASE-RP, A-ASSOCIATE-RJ or A-ABORT to the connection's end.") {
            (r: AssociationFacts) in Value(r.closeTime)
        },
        .fact("closingSide", .side, "Who has to close the connection then: who received that PDU (PS3.8 §9.2.2).") {
            (r: AssociationFacts) in Value(r.closingSide)
        },
    ]
}

extension Value {
    fileprivate init(_ name: String, or address: IPAddress) { self = .text(name.isEmpty ? "\(address)" : name) }
}
