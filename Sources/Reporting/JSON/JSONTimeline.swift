import AssociationTimeline
import Evidence
import Wording

/// Associations as the records of `auscult.timeline/1`.
struct JSONTimeline {
    static let schema = "auscult.timeline/1"

    var mask: PatientMask
    private var json = JSONWriter()

    init(mask: PatientMask) { self.mask = mask }

    /// Every member of the record but the first, `id`, and the closing brace: the number is not certain yet.
    mutating func render(_ association: Association, into spool: inout Spool) throws(OutputError) {
        json.continueObject()
        json.heading(association)
        json.key("pdus")
        json.beginArray()
        for entry in association.pdus {
            json.pdu(entry)
            try drain(into: &spool)
        }
        json.endArray()
        json.member("pdusNotKept", association.pdus.notKept)
        json.member("presentationContexts", array: association.presentationContexts) {
            $0.presentationContext($1, answerMayBeLost: association.contextAnswersMayBeLost)
        }
        json.member("userInformation") { json in
            json.userInformation("request", association.request?.value.userInformation)
            json.userInformation("accept", association.accept?.value.userInformation)
        }
        json.key("operations")
        json.beginArray()
        for operation in association.operations {
            json.operation(operation, mask: mask)
            try drain(into: &spool)
        }
        json.endArray()
        json.member("operationsNotKept", association.operationsNotKept)
        json.member("anomalies", array: association.anomalies, notKept: association.anomaliesNotKept) {
            $0.anomaly($1)
        }
        json.quality(association)
        json.tcp(association)
        json.endObject()
        try spool.append(json.take())
    }

    /// What stands before the rendered record.
    static func beginning(id: Int) -> String { "{\"id\":\(id)" }

    private mutating func drain(into spool: inout Spool) throws(OutputError) {
        if json.bytes.count > BufferedOutput.capacity { try spool.append(json.take()) }
    }
}
