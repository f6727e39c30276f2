import AssociationTimeline
import DICOMDictionary

/// What an association was asked for, by what its request proposes.
enum Purpose: Hashable {
    case connecting, verifying, sending, querying, worklist, procedureSteps, printing, commitment, several

    init(_ association: Association) {
        guard association.request != nil else {
            self = .connecting
            return
        }
        var purposes: Set<Purpose> = []
        for context in association.presentationContexts {
            switch context.abstractSyntax?.serviceClass {
            case .storage: purposes.insert(.sending)
            case .queryRetrieveFind, .queryRetrieveMove, .queryRetrieveGet: purposes.insert(.querying)
            case .modalityWorklist: purposes.insert(.worklist)
            case .modalityPerformedProcedureStep: purposes.insert(.procedureSteps)
            case .print: purposes.insert(.printing)
            case .storageCommitment: purposes.insert(.commitment)
            case .verification: purposes.insert(.verifying)
            default: purposes.insert(.several)
            }
        }
        // Verification goes along with anything, storage with retrieval by C-GET, commitment with storage.
        if purposes.count > 1 { purposes.remove(.verifying) }
        if purposes.contains(.querying) { purposes.remove(.sending) }
        if purposes.contains(.sending) { purposes.remove(.commitment) }
        self = purposes.count == 1 ? purposes.first ?? .several : .several
    }

    /// What comes behind "cannot" and before the acceptor's name.
    var words: String {
        switch self {
        case .connecting: "connect to"
        case .verifying: "reach"
        case .sending: "send to"
        case .querying: "query"
        case .worklist: "get the worklist from"
        case .procedureSteps: "report procedure steps to"
        case .printing: "print on"
        case .commitment: "open an association for storage commitment with"
        case .several: "open an association with"
        }
    }
}
