import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleExpression

/// What depends on roles, on the other operations of the association and on the window negotiated.
extension OperationFacts {
    /// N-EVENT-REPORT is the SCP's, every other operation the SCU's. Without role selection the requestor is SCU and the
    /// acceptor SCP.
    var roleAllows: Value {
        guard let context, association.association.quality.sawHandshake else { return .unknown }
        let needsSCP = operation.kind == .nEventReportRQ
        let roles = context.context.acceptedRoles ?? PresentationContext.Roles(scu: true, scp: false)
        let requestorHas = needsSCP ? roles.scp : roles.scu
        // What the requestor is not, or is beside the acceptor, the acceptor is.
        let acceptorHas = needsSCP ? roles.scu : roles.scp
        return .boolean(operation.invoker == .requestor ? requestorHas : acceptorHas)
    }

    /// Negotiated in both PDUs; without the sub-item 1.
    var window: Value {
        guard let request = association.association.request?.value, let accept = association.association.accept?.value
        else { return .unknown }
        guard request.isComplete, accept.isComplete else { return .unknown }
        guard let granted = accept.userInformation?.asynchronousOperationsWindow,
            request.userInformation?.asynchronousOperationsWindow != nil
        else { return .integer(1) }
        return .integer(Int64(operation.invoker == .requestor ? granted.invoked : granted.performed))
    }

    var outstanding: Value { operation.request == nil ? .unknown : .integer(association.outstanding[index]) }

    var isOvertaken: Bool {
        guard final == nil, let last = association.lastAnswered[operation.invoker] else { return false }
        return last > index
    }

    var subOperations: [OperationFacts] {
        guard operation.kind == .cGetRQ, let first = operation.request?.commandEvidence.lastFrame else { return [] }
        let last = operation.responses.last?.commandEvidence.lastFrame ?? association.association.lastFrame
        return association.operations.filter { other in
            guard other.operation.kind == .cStoreRQ, other.operation.invoker != operation.invoker,
                let frame = other.operation.request?.commandEvidence.lastFrame
            else { return false }
            return frame >= first && frame <= last
        }
    }

    var previousOnInstance: OperationFacts? {
        guard let instance = operation.request?.command.sopInstanceUID else { return nil }
        return association.operations[..<index].suffix(64).last { other in
            let created =
                other.operation.request?.command.sopInstanceUID
                ?? other.operation.responses.last?.command.affectedSOPInstanceUID
            return created == instance
        }
    }
}
