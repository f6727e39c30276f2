import DICOMMessageExchange
import Evidence

extension OperationTracker.Oddity {
    func anomaly(of message: DIMSEMessage) -> Anomaly {
        let what = message.command.commandField?.description ?? "A command"
        func make(_ code: Anomaly.Code, _ clause: Clause, _ text: String, _ messageID: UInt16? = nil) -> Anomaly {
            Anomaly(
                code, side: message.from, evidence: message.commandEvidence, clause: clause, message: text,
                details: messageID.map { [Anomaly.Detail("messageID", $0)] } ?? [])
        }
        switch self {
        case .messageIDInUse(let id):
            return make(
                "operation/message-id-in-use", "PS3.7 §9.3",
                "\(what) uses Message ID \(id) while an operation of that ID is outstanding.", id)
        case .responseWithoutRequest(let id):
            return make(
                "operation/response-without-request", "PS3.7 §9.3",
                "\(what) responds to Message ID \(id), which was not requested.", id)
        case .secondFinalResponse(let id):
            return make(
                "operation/second-final-response", "PS3.7 §9.3",
                "\(what) responds to Message ID \(id), which has had its final response.", id)
        case .responseOfOtherKind(let response, let kind):
            return make(
                "operation/response-of-other-kind", "PS3.7 §E.1",
                "\(response) answers a \(kind) of the same Message ID.")
        case .cancelWithoutRequest(let id):
            return make(
                "operation/cancel-without-request", "PS3.7 §9.3.2.3",
                "C-CANCEL-RQ names Message ID \(id), which was not requested.", id)
        case .noCommandField:
            return make("message/no-command-field", "PS3.7 §E.1", "A command set has no Command Field (0000,0100).")
        }
    }
}
