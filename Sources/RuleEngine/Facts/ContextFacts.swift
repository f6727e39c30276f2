import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence
import RuleExpression

/// A presentation context as proposed and as answered.
final class ContextFacts: EvidencedRecord {
    let context: PresentationContext
    unowned let association: AssociationFacts
    init(_ context: PresentationContext, _ association: AssociationFacts) {
        self.context = context
        self.association = association
    }

    static let results = [
        "acceptance", "user-rejection", "no-reason", "abstract-syntax-not-supported", "transfer-syntaxes-not-supported",
        "unanswered", "reserved",
    ]

    var evidence: [FactEvidence] { (association.request?.evidence ?? []) + (association.accept?.evidence ?? []) }

    private var requestItem: PDU.ProposedPresentationContext? {
        association.association.request?.value.presentationContexts.first { $0.id == context.id }
    }
    private var acceptItem: PDU.AnsweredPresentationContext? {
        association.association.accept?.value.presentationContexts.first { $0.id == context.id }
    }

    var isProposed: Value {
        association.association.request?.value.isComplete == true ? .boolean(requestItem != nil) : .unknown
    }
    var result: Value {
        guard let result = context.result else {
            if association.association.accept?.value.isComplete == true { return .text("unanswered") }
            return Value.absent.unless(lost: association.mayLackContextAnswers)
        }
        return .text(Self.results.contains(result.name) ? result.name : "reserved")
    }
    var abstractSyntaxCount: Value {
        association.association.request == nil ? .unknown : Value(requestItem?.abstractSyntaxes.count)
    }
    var answeredTransferSyntaxes: Value {
        acceptItem.map { Value($0.transferSyntaxes) } ?? Value.absent.unless(lost: association.mayLackContextAnswers)
    }
    var duplicateTransferSyntaxes: [UID] {
        var seen: Set<UID> = []
        return context.proposedTransferSyntaxes.filter { !seen.insert($0).inserted }
    }
    var acceptedWasProposed: Value {
        guard context.isAccepted, let accepted = context.acceptedTransferSyntax else { return .absent }
        guard association.association.request?.value.isComplete == true, requestItem != nil else { return .unknown }
        return .boolean(context.proposedTransferSyntaxes.contains(accepted))
    }
    /// Another context proposes the same with the same transfer syntaxes.
    var isDuplicate: Bool {
        association.association.presentationContexts.contains {
            $0.id < context.id && $0.abstractSyntax == context.abstractSyntax && context.abstractSyntax != nil
                && $0.proposedTransferSyntaxes == context.proposedTransferSyntaxes
        }
    }
    /// Implicit VR Little Endian is proposed for its abstract syntax, in this context or in another.
    var defaultIsProposed: Bool {
        association.association.presentationContexts.contains {
            $0.abstractSyntax == context.abstractSyntax && $0.proposedTransferSyntaxes.contains(.implicitVRLittleEndian)
        }
    }
    var onlyEncapsulatedProposed: Bool {
        !context.proposedTransferSyntaxes.isEmpty
            && context.proposedTransferSyntaxes.allSatisfy { TransferSyntax($0).isEncapsulated }
    }
    /// Some context of the same abstract syntax was accepted.
    var sameSyntaxAccepted: Bool {
        association.association.presentationContexts.contains {
            $0.abstractSyntax == context.abstractSyntax && $0.isAccepted
        }
    }
    /// Whether anything seen speaks for its abstract syntax having been needed. What a requestor leaves undone for want of
    /// a context nobody sees: where it did something else, and all of that ended well, it was most likely not needed.
    var mayBeMissed: Bool {
        let all = association.association.presentationContexts
        let isUsed = all.contains { $0.abstractSyntax == context.abstractSyntax && $0.uses > 0 }
        let othersAreUsed = all.contains { $0.isAccepted && $0.uses > 0 }
        return isUsed || !othersAreUsed || association.association.outcome != .released
            || association.association.operations.contains { $0.kind == .cGetRQ && $0.outcome != .success }
    }
}

extension RecordType {
    static let context: RecordType = RecordType(
        "Context", "A presentation context as proposed and as answered (PS3.8 §9.3.2.2, §9.3.3.2).",
        [
            .fact("id", .integer, "The presentation context ID.") { (r: ContextFacts) in Value(r.context.id) },
            .fact("abstractSyntax", .uid, "The proposed abstract syntax; unknown where the request was not captured.") {
                (r: ContextFacts) in
                Value(r.context.abstractSyntax).unless(lost: r.association.association.request == nil)
            },
            .fact("abstractSyntaxEntry", .record(.uid), "The abstract syntax in the registry.") { (r: ContextFacts) in
                Value(r.context.abstractSyntax.map { UIDFacts($0) })
                    .unless(lost: r.association.association.request == nil)
            },
            .fact("serviceClass", .serviceClass, "The abstract syntax's service class.") { (r: ContextFacts) in
                Value(r.context.abstractSyntax?.serviceClass.rawValue)
            },
            .fact("abstractSyntaxCount", .integer, "Abstract syntax sub-items in the request: there should be one.") {
                (r: ContextFacts) in r.abstractSyntaxCount
            },
            .fact("proposedTransferSyntaxes", .list(.uid), "In the order proposed.") { (r: ContextFacts) in
                r.association.association.request == nil ? .unknown : Value(r.context.proposedTransferSyntaxes)
            },
            .fact("proposedTransferSyntaxEntries", .list(of: .uid), "The proposed transfer syntaxes in the registry.") {
                (r: ContextFacts) in
                r.association.association.request == nil
                    ? .unknown : Value(r.context.proposedTransferSyntaxes.map { UIDFacts($0) })
            },
            .fact(
                "otherThanTransferSyntaxes", .list(.uid),
                "What is proposed as a transfer syntax and registered as something else."
            ) { (r: ContextFacts) in
                r.association.association.request == nil
                    ? .unknown
                    : Value(
                        r.context.proposedTransferSyntaxes.filter { syntax in
                            syntax.type.map { $0 != .transferSyntax } ?? false
                        })
            },
            .fact("duplicateTransferSyntaxes", .list(.uid), "Transfer syntaxes proposed twice in it.") {
                (r: ContextFacts) in Value(r.duplicateTransferSyntaxes)
            },
            .fact(
                "result", .enumeration("ContextResult", ContextFacts.results),
                "How it was answered; absent in an association that was rejected or never answered."
            ) {
                (r: ContextFacts) in r.result
            },
            .fact("resultCode", .integer, "The Result/Reason field; absent where it was not answered.") {
                (r: ContextFacts) in Value(r.context.result?.rawValue)
            },
            .fact("isAccepted", .boolean, "It was accepted.") { (r: ContextFacts) in
                Value(r.context.isAccepted ? true : nil).unless(lost: r.association.mayLackContextAnswers).otherwise(
                    false)
            },
            .fact("isProposed", .boolean, "The request has it.") { (r: ContextFacts) in r.isProposed },
            .fact("acceptedTransferSyntax", .uid, "Absent unless it was accepted.") { (r: ContextFacts) in
                Value(r.context.acceptedTransferSyntax).unless(lost: r.association.mayLackContextAnswers)
            },
            .fact("acceptedTransferSyntaxEntry", .record(.uid), "The accepted transfer syntax in the registry.") {
                (r: ContextFacts) in
                Value(r.context.acceptedTransferSyntax.map { UIDFacts($0) })
                    .unless(lost: r.association.mayLackContextAnswers)
            },
            .fact(
                "answeredTransferSyntaxes", .list(.uid), "Transfer syntax sub-items of the answer, of a rejection too."
            ) {
                (r: ContextFacts) in r.answeredTransferSyntaxes
            },
            .fact("acceptedWasProposed", .boolean, "The accepted transfer syntax is one of those proposed.") {
                (r: ContextFacts) in r.acceptedWasProposed
            },
            .fact("isDuplicate", .boolean, "A context of a lower ID proposes exactly the same.") { (r: ContextFacts) in
                Value(r.isDuplicate)
            },
            .fact(
                "defaultIsProposed", .boolean,
                "Implicit VR Little Endian is proposed for its abstract syntax in some context."
            ) {
                (r: ContextFacts) in r.association.association.request == nil ? .unknown : Value(r.defaultIsProposed)
            },
            .fact("onlyEncapsulatedProposed", .boolean, "All proposed transfer syntaxes are encapsulated.") {
                (r: ContextFacts) in Value(r.onlyEncapsulatedProposed)
            },
            .fact("sameSyntaxAccepted", .boolean, "Some context of the same abstract syntax was accepted.") {
                (r: ContextFacts) in Value(r.sameSyntaxAccepted)
            },
            .fact(
                "mayBeMissed", .boolean,
                "A message was sent on a context of its abstract syntax, or none on another's that was accepted, or the "
                    + "association was not released, or a C-GET in it did not end with success."
            ) { (r: ContextFacts) in Value(r.mayBeMissed) }.resting(on: .everything).late(),
            .fact(
                "proposesSCU", .boolean, "The SCU role proposed for its abstract syntax; absent without role selection."
            ) {
                (r: ContextFacts) in Value(r.context.proposedRoles?.scu)
            },
            .fact(
                "proposesSCP", .boolean, "The SCP role proposed for its abstract syntax; absent without role selection."
            ) {
                (r: ContextFacts) in Value(r.context.proposedRoles?.scp)
            },
            .fact("acceptsSCU", .boolean, "The SCU role accepted for the requestor; absent without role selection.") {
                (r: ContextFacts) in Value(r.context.acceptedRoles?.scu)
            },
            .fact("acceptsSCP", .boolean, "The SCP role accepted for the requestor; absent without role selection.") {
                (r: ContextFacts) in Value(r.context.acceptedRoles?.scp)
            },
            .fact("claims", .record(.contextClaims), "What the statement of a product that is an end has to say to it.")
            {
                (r: ContextFacts) in .record(ContextClaimsFacts(r.association.claims, r.context))
            }.resting(on: .everything).late(),
            .fact("uses", .integer, "Messages seen on it.") { (r: ContextFacts) in Value(r.context.uses) }.resting(
                on: .everything
            ).late(),
            .fact("isInferred", .boolean, "The handshake was not captured: it was inferred from messages.") {
                (r: ContextFacts) in Value(r.context.isInferred)
            }.resting(on: .everything).late(),
        ], basis: .negotiation)
}
