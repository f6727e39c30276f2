import RuleExpression

extension RecordType {
    static let operation: RecordType = RecordType(
        "Operation", "A DIMSE operation or notification: a request and all that answers it (PS3.7 §7.5).",
        [
            .fact("id", .integer, "From 1 in its association.") { (r: OperationFacts) in Value(r.operation.id) },
            .fact("kind", .service, "Which service; absent for a command the standard does not define.") {
                (r: OperationFacts) in Value(r.operation.kind.service)
            }.resting(on: .commands),
            .fact("messageID", .integer, "Its Message ID.") { (r: OperationFacts) in Value(r.operation.messageID) },
            .fact("invoker", .side, "Who sent the request.") { (r: OperationFacts) in Value(r.operation.invoker) }
                .resting(on: .commands),
            .fact("performer", .side, "Who has to answer it.") { (r: OperationFacts) in Value(r.operation.invoker.other)
            }.resting(on: .commands),
            .fact("sopClass", .uid, "The SOP class concerned.") { (r: OperationFacts) in Value(r.operation.sopClass) }
                .resting(on: .commands),
            .fact("sopClassEntry", .record(.uid), "The SOP class in the registry.") { (r: OperationFacts) in
                Value(r.operation.sopClass.map { UIDFacts($0) })
            }.resting(on: .commands),
            .fact("sopInstance", .uid, "The SOP instance the request names, or else a response.") {
                (r: OperationFacts) in
                Value(
                    r.operation.request?.command.sopInstanceUID
                        ?? r.operation.responses.lazy.compactMap { $0.command.sopInstanceUID }.first
                ).unless(lost: !r.requestIsWhole)
            },
            .fact("serviceClass", .serviceClass, "The service class, by SOP class or abstract syntax.") {
                (r: OperationFacts) in Value(r.serviceClass.rawValue)
            }.resting(on: .commands),
            .fact("context", .record(.context), "Its presentation context.") { (r: OperationFacts) in Value(r.context)
            }.resting(on: .commands),
            .fact("request", .record(.message), "The request; unknown where it was not captured.") {
                (r: OperationFacts) in Value(r.request).unless(lost: true)
            }.resting(on: .commands),
            .fact("responses", .list(of: .message), "The first responses and the last.") { (r: OperationFacts) in
                Value(r.responses)
            },
            .fact("responseCount", .integer, "All responses.") { (r: OperationFacts) in Value(r.operation.responseCount)
            },
            .fact("pendingCount", .integer, "Responses with a pending status.") { (r: OperationFacts) in
                Value(r.operation.pendingCount)
            },
            .fact("final", .record(.message), "The final response; absent where none came.") { (r: OperationFacts) in
                Value(r.final).unless(lost: r.operation.outcome == .incomplete && r.association.mayLackMessages)
            }.resting(on: .commands),
            .fact("status", .record(.status), "Of the final response, or of the last one seen.") {
                (r: OperationFacts) in
                Value(r.responses.last?.status).unless(lost: r.association.mayLackMessages)
            }.resting(on: .commands),
            .fact("outcome", .enumeration("OperationOutcome", OperationFacts.outcomes), "How it ended.") {
                (r: OperationFacts) in Value(r.operation.outcome.rawValue)
            }.resting(on: .commands),
            .fact("cancels", .list(of: .message), "C-CANCEL-RQs for it.") { (r: OperationFacts) in Value(r.cancels) }
                .late(),
            .fact("responsesAfterCancel", .integer, "Responses behind the first C-CANCEL-RQ.") { (r: OperationFacts) in
                Value(r.responsesAfterCancel)
            }.late(),
            .fact("duration", .duration, "From the request's first byte to the final response's last.") {
                (r: OperationFacts) in Value(r.operation.duration)
            },
            .fact("sendTime", .duration, "From the request's first byte to its last.") { (r: OperationFacts) in
                Value(r.sendTime)
            },
            .fact("serviceTime", .duration, "From the request's last byte to the final response's last.") {
                (r: OperationFacts) in Value(r.serviceTime)
            },
            .fact("answerTime", .duration, "From the request's last byte to the first response.") {
                (r: OperationFacts) in
                Value(r.answerTime)
            },
            .fact("longestGap", .duration, "Longest time without a response between request and final response.") {
                (r: OperationFacts) in Value(r.longestGap)
            },
            .fact(
                "waited", .duration, "How long it had waited when the association ended; absent where it was answered."
            ) {
                (r: OperationFacts) in Value(r.waited)
            }.late(),
            .fact("isOvertaken", .boolean, "It has no final response, and a later request of its invoker has one.") {
                (r: OperationFacts) in Value(r.isOvertaken)
            }.late(),
            .fact("thinkTime", .duration, "From the previous operation's last response to this request.") {
                (r: OperationFacts) in Value(r.thinkTime)
            }.late(),
            .fact("contradictions", .list(.text), "What a response names otherwise than the request.") {
                (r: OperationFacts) in Value(r.contradictions)
            },
            .fact("subOperationTotals", .list(.integer), "Of each response with all four counters, their sum.") {
                (r: OperationFacts) in Value(r.totals)
            },
            .fact(
                "countersGoBack", .boolean, "A sub-operation counter goes the wrong way from one response to the next."
            ) {
                (r: OperationFacts) in Value(r.countersGoBack)
            },
            .fact(
                "subOperations", .list(of: .operation), "C-GET: the C-STOREs of the peer meanwhile in this association."
            ) {
                (r: OperationFacts) in Value(r.subOperations)
            }.late(),
            .fact(
                "unreturnedKeys", .list(.text),
                "C-FIND: attributes asked for that some response lacks, among those kept."
            ) {
                (r: OperationFacts) in Value(r.unreturnedKeys)
            },
            .fact(
                "unaskedKeys", .list(.text),
                "C-FIND: attributes of responses that were not asked for, among those kept."
            ) {
                (r: OperationFacts) in Value(r.unaskedKeys)
            },
            .fact(
                "studiesOfSeveralAccessionNumbers", .list(.uid),
                "C-FIND: study UIDs that come with different Accession Numbers in different responses."
            ) { (r: OperationFacts) in Value(r.studiesOfSeveralAccessionNumbers) },
            .fact(
                "imagePositions", .integer,
                "N-CREATE of a film box: images its Image Display Format has room for; absent where that does not tell."
            ) { (r: OperationFacts) in Value(r.imagePositions) },
            .fact("isUnconstrained", .boolean, "C-FIND: no key has a value.") { (r: OperationFacts) in
                Value(r.isUnconstrained)
            },
            .fact(
                "roleAllows", .boolean,
                "Its invoker has the role for it by default or by role selection (PS3.7 §D.3.3.4)."
            ) {
                (r: OperationFacts) in r.roleAllows
            }.resting(on: .commands),
            .fact(
                "outstanding", .integer,
                "Operations of its invoker outstanding when it was sent, itself included: those asked for to the end."
            ) {
                (r: OperationFacts) in r.outstanding
            }.late(),
            .fact("window", .integer, "Operations its invoker may have outstanding, as negotiated; 0 is no limit.") {
                (r: OperationFacts) in r.window
            }.resting(on: .commands),
            .fact(
                "previousOnInstance", .record(.operation),
                "The previous operation on the same SOP instance in this association."
            ) {
                (r: OperationFacts) in Value(r.previousOnInstance)
            }.late(),
        ])
}
