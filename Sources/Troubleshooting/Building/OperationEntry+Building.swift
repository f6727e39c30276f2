import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Wording

extension OperationEntry {
    init(_ operation: DIMSEOperation, of association: Association, mask: ReportMask) {
        id = operation.id
        service = operation.serviceName
        kind = operation.kind
        presentationContextID = operation.presentationContextID
        messageID = operation.messageID
        invoker = operation.invoker
        let command = operation.request?.command
        sopClass = command?.sopClassUID ?? operation.sopClass
        sopInstance = (command?.sopInstanceUID ?? operation.responses.last?.command.sopInstanceUID)
            .map { mask.shown(instance: $0.rawValue) }
        particulars = operation.request.map(Self.particulars) ?? ""
        bytes = operation.bytes
        let last = operation.responses.last
        transferSyntax = (operation.request?.dataSet ?? last?.dataSet)?.transferSyntax.uid
        request = operation.request?.evidence
        response = last?.evidence
        responseCount = operation.responseCount
        status = operation.status
        statusText = operation.status.map { operation.meaning(of: $0) }
        comment = last.flatMap { mask.comment(of: $0, request: operation.request) }
        outcome = operation.outcome
        isHidden = association.hides(operation)
        duration = operation.duration
        remaining = last?.command.numberOfRemainingSuboperations
        completed = last?.command.numberOfCompletedSuboperations
        failed = last?.command.numberOfFailedSuboperations
        warning = last?.command.numberOfWarningSuboperations
    }

    /// What a request says beside its SOP class.
    static func particulars(of request: DIMSEMessage) -> String {
        let command = request.command
        let data = request.dataSet
        var parts: [String] = []
        if let level = data?.text(.queryRetrieveLevel) { parts.append(level + " level") }
        if let destination = command.moveDestination { parts.append("to " + destination) }
        if let originator = command.moveOriginatorAETitle { parts.append("for C-MOVE of " + originator) }
        if let action = command.actionTypeID { parts.append("action type \(action)") }
        if let event = command.eventTypeID { parts.append("event type \(event)") }
        if let status = data?.text(.performedProcedureStepStatus) { parts.append(status) }
        if let state = data?.text(.procedureStepState) { parts.append(state) }
        return parts.joined(separator: ", ")
    }
}

extension Association {
    /// Whether an operation came to its end cannot be told: the capture lacks something of it.
    func hides(_ operation: DIMSEOperation) -> Bool {
        operation.outcome == .incomplete && (quality.isOneSided || quality.gaps > 0)
    }

    func failed(_ operation: DIMSEOperation) -> Bool { operation.failed && !hides(operation) }
}

extension DIMSEOperation {
    /// Did not come to a good end.
    var failed: Bool { outcome == .failure || outcome == .unanswered || outcome == .incomplete }
}
