import AssociationTimeline
import Evidence
import RuleExpression

/// An anomaly: a coded fact without opinion.
final class AnomalyFacts: EvidencedRecord {
    let anomaly: Anomaly
    let tcpStream: Int
    init(_ anomaly: Anomaly, tcpStream: Int) {
        self.anomaly = anomaly
        self.tcpStream = tcpStream
    }

    var evidence: [FactEvidence] {
        let range = anomaly.evidence
        let last = FactEvidence(frame: range.lastFrame, time: range.time, from: anomaly.side, tcpStream: tcpStream)
        guard range.firstFrame != range.lastFrame else { return [last] }
        return [
            FactEvidence(frame: range.firstFrame, time: range.firstTime, from: anomaly.side, tcpStream: tcpStream),
            last,
        ]
    }

    func integer(_ name: String) -> Value {
        for detail in anomaly.details where detail.name == name {
            if case .integer(let value) = detail.value { return .integer(value) }
        }
        return .absent
    }

    func text(_ name: String) -> Value {
        for detail in anomaly.details where detail.name == name {
            switch detail.value {
            case .text(let text): return .text(text)
            case .integer(let value): return .text(String(value))
            case .bytes(let bytes):
                return .text(
                    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: " "))
            }
        }
        return .absent
    }
}

extension RecordType {
    static let anomaly: RecordType = RecordType(
        "Anomaly", "Something that is not as the standard or the protocol below has it: a fact with a code.",
        [
            .fact("code", .text, "`pdu/longer-than-maximum`.") { (r: AnomalyFacts) in Value(r.anomaly.code.rawValue) },
            .fact("side", .side, "Who sent the bytes; absent where nobody can tell.") { (r: AnomalyFacts) in
                Value(r.anomaly.side)
            },
            .fact("peer", .side, "The other side.") { (r: AnomalyFacts) in Value(r.anomaly.side?.other) },
            .fact("message", .text, "One plain sentence.") { (r: AnomalyFacts) in Value(r.anomaly.message) },
            .fact("clause", .text, "The clause it is about.") { (r: AnomalyFacts) in
                Value(r.anomaly.clause?.description)
            },
        ]
            + integers.map { name, documentation in
                .fact(name, .integer, documentation) { (r: AnomalyFacts) in r.integer(name) }
            }
            + texts.map { name, documentation in
                .fact(name, .text, documentation) { (r: AnomalyFacts) in r.text(name) }
            })

    /// Details of anomalies by name.
    private static let integers: [(String, String)] = [
        ("length", "Of `pdu/longer-than-maximum` and others: the length it has."),
        ("maximumLength", "Of `pdu/longer-than-maximum`: what the receiver declared."),
        ("presentationContextID", "Of `message/…` anomalies: the context."),
        ("messageID", "Of `operation/…` anomalies: the Message ID."),
        ("lostBytes", "Of `capture/gap`: bytes lost."),
        ("claimed", "Of length anomalies: the length a field claims."),
        ("left", "Of length anomalies: the bytes that were left."),
        ("skipped", "Of `pdu/resynchronised`: bytes passed over."),
        ("decoded", "Of `pdu/beyond-limit`: bytes decoded."),
        ("type", "Of `pdu/unrecognized` and `pdu/unknown-item`: the type."),
    ]
    private static let texts: [(String, String)] = [
        ("field", "Of length anomalies: the field that lied."),
        ("pdu", "Of `association/unexpected-pdu`: the PDU."),
        ("states", "Of `association/unexpected-pdu`: the states its sender may have been in."),
        ("allowed", "Of `association/unexpected-pdu`: the PDUs it could have sent."),
        ("bytes", "Of PDU anomalies: the bytes, in hexadecimal."),
        ("after", "Of `pdu/resynchronised`: what came before, `gap` or `unrecognized`."),
    ]
}
