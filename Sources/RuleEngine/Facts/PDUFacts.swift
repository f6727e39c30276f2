import AssociationTimeline
import DICOMUpperLayer
import Evidence
import RuleExpression

/// A PDU of the association's log.
final class PDUFacts: EvidencedRecord {
    let entry: PDULog.Entry
    let index: Int
    unowned let association: AssociationFacts
    init(_ entry: PDULog.Entry, index: Int, _ association: AssociationFacts) {
        self.entry = entry
        self.index = index
        self.association = association
    }

    /// Types a rule can choose: those of the log.
    static let logged = [
        PDUType.associateRQ, .associateAC, .associateRJ, .releaseRQ, .releaseRP, .abort,
    ].map(\.description)

    var evidence: [FactEvidence] {
        [
            FactEvidence(
                frame: entry.frame, time: entry.time, from: entry.from, tcpStream: association.association.tcpStream)
        ]
    }
}

extension RecordType {
    static let pdu: RecordType = RecordType(
        "PDU", "A PDU as logged. P-DATA-TFs are among them only where all PDUs are kept.",
        [
            .fact("type", .pduType, "The PDU type; absent for a type the standard does not define.") { (r: PDUFacts) in
                r.entry.type.isKnown ? .text(r.entry.type.description) : .absent
            },
            .fact("typeCode", .integer, "The first byte.") { (r: PDUFacts) in Value(r.entry.type.rawValue) },
            .fact("name", .text, "`A-ASSOCIATE-RQ`, `PDU 0x2A`.") { (r: PDUFacts) in Value(r.entry.type.description) },
            .fact("from", .side, "Its sender.") { (r: PDUFacts) in Value(r.entry.from) },
            .fact("to", .side, "Its receiver.") { (r: PDUFacts) in Value(r.entry.from.other) },
            .fact("length", .integer, "The PDU-length field.") { (r: PDUFacts) in Value(r.entry.length) },
            .fact("isIncomplete", .boolean, "Bytes of it are missing from the capture.") { (r: PDUFacts) in
                Value(r.entry.isIncomplete)
            },
            .fact("frame", .integer, "The frame that completes it.") { (r: PDUFacts) in Value(r.entry.frame.rawValue) },
            .fact("index", .integer, "Its place in the log, from 0.") { (r: PDUFacts) in Value(r.index) },
            .fact("time", .duration, "Since the association's start.") { (r: PDUFacts) in
                Value(r.entry.time.seconds(since: r.association.association.start))
            },
            .fact("maximumLength", .integer, "What its receiver declared it can receive in a P-DATA-TF.") {
                (r: PDUFacts) in r.association.maximumLength(of: r.entry.from.other)
            },
        ])
}
