import DICOMMessageExchange
import RuleExpression

extension RecordType {
    static let message: RecordType = RecordType(
        "Message", "A DIMSE message: its command set and what came with it (PS3.7 §6.3, §9.3, §10.3).",
        [
            .fact("command", .command, "Which message it is; absent for a Command Field the standard does not define.")
            {
                (r: MessageFacts) in
                r.field(Value(r.command.commandField.flatMap { $0.service == nil ? nil : "\($0)" }))
            },
            .fact("commandField", .integer, "(0000,0100).") { (r: MessageFacts) in
                r.field(Value(r.command.commandField?.rawValue))
            },
            .fact("isResponse", .boolean, "It is a response.") { (r: MessageFacts) in
                Value(r.command.commandField?.isResponse)
            },
            .fact("from", .side, "Its sender.") { (r: MessageFacts) in Value(r.message.from) },
            .fact("to", .side, "Its receiver.") { (r: MessageFacts) in Value(r.message.from.other) },
            .fact("frame", .integer, "The frame that completes its command set.") { (r: MessageFacts) in
                Value(r.message.commandEvidence.lastFrame.rawValue)
            }.resting(on: .everything),
            .fact("isComplete", .boolean, "All of it was captured and sent.") { (r: MessageFacts) in
                Value(r.message.isComplete)
            },
            .fact("presentationContextID", .integer, "The context it was sent on.") { (r: MessageFacts) in
                Value(r.message.presentationContextID)
            },
            .fact("context", .record(.context), "The context it was sent on.") { (r: MessageFacts) in
                Value(r.operation.association.context(r.message.presentationContextID))
            },
            .fact("fragments", .integer, "PDVs that carried it.") { (r: MessageFacts) in Value(r.message.fragments) },
            .fact("affectedSOPClassUID", .uid, "(0000,0002).") { (r: MessageFacts) in
                r.field(Value(r.command.affectedSOPClassUID))
            },
            .fact("requestedSOPClassUID", .uid, "(0000,0003).") { (r: MessageFacts) in
                r.field(Value(r.command.requestedSOPClassUID))
            },
            .fact("sopClass", .uid, "(0000,0002) or (0000,0003), whichever is there.") { (r: MessageFacts) in
                r.field(Value(r.command.sopClassUID))
            },
            .fact("sopClassEntry", .record(.uid), "The SOP class in the registry.") { (r: MessageFacts) in
                r.field(Value(r.command.sopClassUID.map { UIDFacts($0) }))
            },
            .fact("messageID", .integer, "(0000,0110).") { (r: MessageFacts) in r.field(Value(r.command.messageID)) },
            .fact("messageIDBeingRespondedTo", .integer, "(0000,0120).") { (r: MessageFacts) in
                r.field(Value(r.command.messageIDBeingRespondedTo))
            },
            .fact("moveDestination", .text, "(0000,0600).") { (r: MessageFacts) in
                r.field(Value(r.command.moveDestination))
            },
            .fact("priority", .integer, "(0000,0700): 0 medium, 1 high, 2 low.") { (r: MessageFacts) in
                r.field(Value(r.command.priority))
            },
            .fact("commandDataSetType", .integer, "(0000,0800): 0101H is no data set.") { (r: MessageFacts) in
                r.field(Value(r.command.commandDataSetType))
            },
            .fact("announcesDataSet", .boolean, "(0000,0800) is not 0101H.") { (r: MessageFacts) in
                r.field(Value(r.command.commandDataSetType.map { $0 != 0x0101 }))
            },
            .fact("shallHaveDataSet", .boolean, "PS3.7 says whether it has a data set; absent where it may.") {
                (r: MessageFacts) in Value(r.table?.dataSet)
            },
            .fact("dataSet", .record(.dataSet), "Its data set.") { (r: MessageFacts) in
                Value(r.dataSet).unless(lost: !r.message.isComplete && r.command.hasDataSet)
            }.resting(on: .everything),
            .fact("status", .record(.status), "(0000,0900).") { (r: MessageFacts) in r.field(Value(r.status)) },
            .fact("offendingElements", .list(.text), "(0000,0901), by tag.") { (r: MessageFacts) in
                Value(r.command.offendingElements.map { "\($0)" })
            },
            .fact("errorComment", .text, "(0000,0902), without what it repeats of the request's patient data.") {
                (r: MessageFacts) in Value(r.errorComment)
            },
            .fact("errorID", .integer, "(0000,0903).") { (r: MessageFacts) in Value(r.command.errorID) },
            .fact("affectedSOPInstanceUID", .uid, "(0000,1000).") { (r: MessageFacts) in
                r.field(Value(r.command.affectedSOPInstanceUID))
            },
            .fact("requestedSOPInstanceUID", .uid, "(0000,1001).") { (r: MessageFacts) in
                r.field(Value(r.command.requestedSOPInstanceUID))
            },
            .fact("sopInstance", .uid, "(0000,1000) or (0000,1001), whichever is there.") { (r: MessageFacts) in
                r.field(Value(r.command.sopInstanceUID))
            },
            .fact("eventTypeID", .integer, "(0000,1002).") { (r: MessageFacts) in r.field(Value(r.command.eventTypeID))
            },
            .fact("actionTypeID", .integer, "(0000,1008).") { (r: MessageFacts) in
                r.field(Value(r.command.actionTypeID))
            },
            .fact("attributeIdentifiers", .list(.text), "(0000,1005), by tag.") { (r: MessageFacts) in
                Value(r.command.attributeIdentifierList.map { "\($0)" })
            },
            .fact("remaining", .integer, "(0000,1020) Number of Remaining Sub-operations.") { (r: MessageFacts) in
                r.field(Value(r.command.numberOfRemainingSuboperations))
            },
            .fact("completed", .integer, "(0000,1021) Number of Completed Sub-operations.") { (r: MessageFacts) in
                r.field(Value(r.command.numberOfCompletedSuboperations))
            },
            .fact("failed", .integer, "(0000,1022) Number of Failed Sub-operations.") { (r: MessageFacts) in
                r.field(Value(r.command.numberOfFailedSuboperations))
            },
            .fact("warning", .integer, "(0000,1023) Number of Warning Sub-operations.") { (r: MessageFacts) in
                r.field(Value(r.command.numberOfWarningSuboperations))
            },
            .fact("moveOriginatorAETitle", .text, "(0000,1030).") { (r: MessageFacts) in
                r.field(Value(r.command.moveOriginatorAETitle))
            },
            .fact("moveOriginatorMessageID", .integer, "(0000,1031).") { (r: MessageFacts) in
                r.field(Value(r.command.moveOriginatorMessageID))
            },
            .fact("missingElements", .list(.text), "Elements it shall have and has not, or without a value.") {
                (r: MessageFacts) in r.isCut ? .unknown : Value(r.missing)
            },
            .fact("foreignElements", .list(.text), "Elements that belong to other messages.") { (r: MessageFacts) in
                Value(r.foreign)
            },
            .fact("unregisteredElements", .list(.text), "Elements of group 0000 that PS3.7 §E.1 does not list.") {
                (r: MessageFacts) in Value(r.unregistered)
            },
            .fact("retiredElements", .list(.text), "Elements of PS3.7 §E.2.") { (r: MessageFacts) in Value(r.retired) },
            .fact("malformedElements", .list(.text), "Elements whose length or characters their VR forbids, and why.") {
                (r: MessageFacts) in Value(r.malformed)
            },
            .fact("faults", .list(of: .commandFault), "What is wrong with the command set's encoding.") {
                (r: MessageFacts) in Value(r.faults)
            },
            .fact(
                "contradictions", .list(.text),
                "Of a C-FIND's match: `Modality MR instead of CT`, where it does not have what was asked for."
            ) { (r: MessageFacts) in Value(r.contradictions) }.resting(on: .everything),
            .fact(
                "keysBelowLevel", .list(.text),
                "Of a query's identifier: keys with a value that belong to a level below its Query/Retrieve Level."
            ) { (r: MessageFacts) in Value(r.keysBelowLevel) }.resting(on: .everything),
            .fact("isEarly", .boolean, "A response sent before its whole request had come.") { (r: MessageFacts) in
                Value(r.isEarly)
            }.resting(on: .everything).late(),
        ], basis: .commands)

    static let commandFault: RecordType = RecordType(
        "CommandFault", "Something wrong with a command set's encoding (PS3.7 §6.3.1).",
        [
            .fact("kind", .enumeration("CommandFaultKind", CommandFaultFacts.kinds), "What.") {
                (r: CommandFaultFacts) in
                Value(r.kind)
            },
            .fact("tag", .text, "The element; absent where it is none.") { (r: CommandFaultFacts) in
                Value(r.tag.map { "\($0)" })
            },
            .fact("stated", .integer, "The length stated.") { (r: CommandFaultFacts) in Value(r.stated) },
            .fact("actual", .integer, "The bytes there were.") { (r: CommandFaultFacts) in Value(r.actual) },
        ], basis: .commands)
}
