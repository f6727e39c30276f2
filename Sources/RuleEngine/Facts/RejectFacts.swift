import AssociationTimeline
import DICOMUpperLayer
import Evidence
import RuleExpression

/// An A-ASSOCIATE-RJ.
final class RejectFacts: EvidencedRecord {
    let reject: Located<PDU.AssociateRJ>
    let tcpStream: Int
    init(_ reject: Located<PDU.AssociateRJ>, tcpStream: Int) {
        self.reject = reject
        self.tcpStream = tcpStream
    }

    var evidence: [FactEvidence] {
        [
            FactEvidence(
                frame: reject.evidence.lastFrame, time: reject.evidence.time, from: reject.from, tcpStream: tcpStream)
        ]
    }

    /// Table 9-21 defines it.
    var isDefined: Bool {
        let value = reject.value
        guard let result = value.result, (1...2).contains(result), let source = value.source, let reason = value.reason
        else { return false }
        switch source {
        case 1: return [1, 2, 3, 7].contains(reason)
        case 2: return [1, 2].contains(reason)
        case 3: return [1, 2].contains(reason)
        default: return false
        }
    }
}

/// An A-ABORT with what came before it.
final class AbortFacts: EvidencedRecord {
    let abort: Located<PDU.Abort>
    unowned let association: AssociationFacts
    init(_ abort: Located<PDU.Abort>, _ association: AssociationFacts) {
        self.abort = abort
        self.association = association
    }

    var evidence: [FactEvidence] {
        [
            FactEvidence(
                frame: abort.evidence.lastFrame, time: abort.evidence.time, from: abort.from,
                tcpStream: association.association.tcpStream)
        ]
    }

    /// The last PDU kept before it, of either side or of the other one. P-DATA-TFs are not kept, so the last message
    /// stands for them.
    lazy var preceding: PDUFacts? = association.lastPDU(before: abort.evidence, from: nil)
    lazy var precedingOfPeer: PDUFacts? = association.lastPDU(before: abort.evidence, from: abort.from.other)
    lazy var openOperation: OperationFacts? = association.operations.last { operation in
        guard let request = operation.operation.request, request.evidence.firstFrame < abort.evidence.lastFrame else {
            return false
        }
        // What was answered behind the abort was open when it came.
        let last = operation.operation.responses.last
        if let last, last.evidence.firstFrame > abort.evidence.lastFrame { return true }
        return last == nil && ["unanswered", "incomplete"].contains(operation.operation.outcome.rawValue)
    }
    lazy var silence: Double? = association.association.silenceBefore(abort.evidence.firstTime)
}

extension RecordType {
    static let reject: RecordType = RecordType(
        "Reject", "An A-ASSOCIATE-RJ (PS3.8 §9.3.4, Table 9-21).",
        [
            .fact("result", .integer, "1 permanent, 2 transient.") { (r: RejectFacts) in Value(r.reject.value.result) },
            .fact("source", .integer, "1 service-user, 2 service-provider (ACSE), 3 service-provider (presentation).") {
                (r: RejectFacts) in Value(r.reject.value.source)
            },
            .fact("reason", .integer, "What it means depends on the source.") { (r: RejectFacts) in
                Value(r.reject.value.reason)
            },
            .fact("resultName", .text, "The result in words.") { (r: RejectFacts) in Value(r.reject.value.resultName) },
            .fact("sourceName", .text, "The source in words.") { (r: RejectFacts) in Value(r.reject.value.sourceName) },
            .fact("reasonName", .text, "The reason in words.") { (r: RejectFacts) in Value(r.reject.value.reasonName) },
            .fact("isDefined", .boolean, "Table 9-21 defines the three.") { (r: RejectFacts) in Value(r.isDefined) },
            .fact("reservedNotZero", .integer, "Reserved fields that are not 0.") { (r: RejectFacts) in
                Value(r.reject.value.reserved.count)
            },
            .fact("from", .side, "Its sender.") { (r: RejectFacts) in Value(r.reject.from) },
        ], basis: .negotiation)

    static let abort: RecordType = RecordType(
        "Abort", "An A-ABORT (PS3.8 §9.3.8, Table 9-26) with what came before it.",
        [
            .fact("from", .side, "Its sender.") { (r: AbortFacts) in Value(r.abort.from) },
            .fact("to", .side, "Its receiver.") { (r: AbortFacts) in Value(r.abort.from.other) },
            .fact("source", .integer, "0 service-user, 2 service-provider.") { (r: AbortFacts) in
                Value(r.abort.value.source)
            },
            .fact("reason", .integer, "Why a service-provider aborted.") { (r: AbortFacts) in
                Value(r.abort.value.reason)
            },
            .fact("sourceName", .text, "The source in words.") { (r: AbortFacts) in Value(r.abort.value.sourceName) },
            .fact("reasonName", .text, "The reason in words.") { (r: AbortFacts) in Value(r.abort.value.reasonName) },
            .fact("reservedNotZero", .integer, "Reserved fields that are not 0.") { (r: AbortFacts) in
                Value(r.abort.value.reserved.count)
            },
            .fact("preceding", .record(.pdu), "The last PDU before it; P-DATA-TFs only where they are kept.") {
                (r: AbortFacts) in Value(r.preceding)
            },
            .fact(
                "precedingOfPeer", .record(.pdu),
                "The receiver's last PDU before it; P-DATA-TFs only where they are kept."
            ) {
                (r: AbortFacts) in Value(r.precedingOfPeer)
            },
            .fact("openOperation", .record(.operation), "The operation that was outstanding; absent where none was.") {
                (r: AbortFacts) in Value(r.openOperation)
            },
            .fact("silence", .duration, "How long nothing had been said before it.") { (r: AbortFacts) in
                Value(r.silence)
            },
        ], basis: .negotiation)
}
