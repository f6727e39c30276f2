import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import StreamReassembly
import Wording

/// One way in which something did not work, as far as alike ones can be told in one sentence.
enum Failure: Hashable {
    // The association did not come about.
    case refused
    case noAnswerToSYN
    case unreachable
    case foreign(ForeignProtocol, from: AssociationSide)
    /// A fatal alert in the handshake.
    case tls(alert: String, from: AssociationSide)
    case noAnswerToRequest
    case rejected(result: UInt8?, source: UInt8?, reason: UInt8?)
    case nothingAccepted
    case brokenBeforeAnswer(AssociationSide?)
    /// The requestor sent something else before any A-ASSOCIATE-RQ.
    case unrequested
    // It broke off.
    case aborted(by: AssociationSide)
    case reset(by: AssociationSide?)
    case closed(by: AssociationSide?)
    // An operation did not work.
    case operation(service: String, sopClass: UID?, status: UInt16)
    case unanswered(service: String, sopClass: UID?)
    /// C-MOVE, C-GET: some sub-operations failed.
    case partly(service: String, sopClass: UID?)
    /// What was to be done had no accepted presentation context: nothing was done, or not all.
    case notAccepted(UID, nothingDone: Bool)

    var isOperation: Bool {
        switch self {
        case .operation, .unanswered, .partly: true
        default: false
        }
    }

    /// An attempt that the other side, or what is in its place, did not let succeed.
    var isAttempt: Bool {
        switch self {
        case .refused, .noAnswerToSYN, .unreachable, .noAnswerToRequest, .rejected, .nothingAccepted: true
        default: false
        }
    }

    /// Alike but for the SOP class and the status.
    var group: Failure {
        switch self {
        case .operation(let service, _, _): .operation(service: service, sopClass: nil, status: 0)
        case .unanswered(let service, _): .unanswered(service: service, sopClass: nil)
        case .partly(let service, _): .partly(service: service, sopClass: nil)
        default: self
        }
    }

    /// How grave: 0 where nothing goes at all.
    var tier: Int {
        switch self {
        case .refused, .noAnswerToSYN, .unreachable, .foreign, .tls, .noAnswerToRequest, .rejected, .nothingAccepted,
            .brokenBeforeAnswer, .unrequested:
            0
        case .aborted, .reset, .closed: 1
        case .operation, .unanswered, .partly, .notAccepted: 2
        }
    }
}

extension Failure {
    /// What kept the association from coming about, or broke it off while something was still to be done.
    init?(_ association: Association) {
        if let foreign = association.foreignProtocol, foreign.value != .unknown, association.accept == nil {
            if let alert = association.tls?.alerts.first(where: { $0.value.level == 2 }) {
                self = .tls(alert: alert.value.name, from: alert.from)
                return
            }
            if association.isEncrypted || association.isOfAnotherService { return nil }
            self = .foreign(foreign.value, from: foreign.from)
            return
        }
        let isUnreachable = association.anomalies.contains { $0.code == "network/icmp-error" }
        if association.pdus.count == 0, isUnreachable {
            self = .unreachable
            return
        }
        if association.isUnrequested {
            self = .unrequested
            return
        }
        switch association.outcome {
        case .refused: self = .refused
        case .unanswered: self = association.request == nil ? .noAnswerToSYN : .noAnswerToRequest
        case .rejected:
            guard let reject = association.reject?.value else { return nil }
            self = .rejected(result: reject.result, source: reject.source, reason: reject.reason)
        case .aborted, .reset, .closed:
            self = Self.broken(association)
            guard association.isCutShort else { return nil }
        case .released, .open:
            if association.acceptsNothing {
                self = .nothingAccepted
            } else if let syntax = association.unusedRejection {
                self = .notAccepted(syntax, nothingDone: true)
            } else {
                return nil
            }
        }
    }

    private static func broken(_ association: Association) -> Failure {
        if association.acceptsNothing { return .nothingAccepted }
        if let syntax = association.unusedRejection { return .notAccepted(syntax, nothingDone: true) }
        if association.outcome == .aborted, !association.operations.contains(where: \.failed),
            let syntax = association.rejectedSyntax
        {
            return .notAccepted(syntax, nothingDone: false)
        }
        let isUnanswered = association.request != nil && association.accept == nil
        switch association.outcome {
        case .aborted where isUnanswered: return .brokenBeforeAnswer(association.aborts.first?.from)
        case .reset where isUnanswered: return .brokenBeforeAnswer(association.tcp.reset?.direction.side)
        case .closed where isUnanswered: return .brokenBeforeAnswer(association.tcp.firstFIN?.side)
        case .aborted: return .aborted(by: association.aborts.first?.from ?? .requestor)
        case .reset: return .reset(by: association.tcp.reset?.direction.side)
        default: return .closed(by: association.tcp.firstFIN?.side)
        }
    }

    /// An operation that failed by itself: what the association's end left unanswered is told with that.
    init?(_ operation: DIMSEOperation, of association: Association) {
        let service = operation.serviceName
        let sopClass = operation.request?.command.sopClassUID ?? operation.sopClass
        switch operation.outcome {
        case .failure:
            self = .operation(service: service, sopClass: sopClass, status: operation.status ?? 0)
        // Nobody has to answer what the standard does not define.
        case .unanswered where association.outcome == .released && operation.kind.service != nil:
            self = .unanswered(service: service, sopClass: sopClass)
        case .warning:
            let last = operation.responses.last?.command
            guard operation.kind == .cMoveRQ || operation.kind == .cGetRQ, (last?.numberOfFailedSuboperations ?? 0) > 0
            else { return nil }
            self = .partly(service: service, sopClass: sopClass)
        default: return nil
        }
    }
}

extension Association {
    /// It was accepted without a single presentation context.
    var acceptsNothing: Bool {
        guard let accept, accept.value.isComplete else { return false }
        return !presentationContexts.isEmpty && !presentationContexts.contains(where: \.isAccepted)
    }

    /// A web server or an HL7 interface answered in its own protocol. A DICOM acceptor answers them nothing, or with the
    /// ten bytes of an A-ABORT.
    var isOfAnotherService: Bool {
        guard let foreign = foreignProtocol, foreign.from == .requestor else { return false }
        return (foreign.value == .http || foreign.value == .mllp) && tcp.fromResponder.payloadBytes > 10
    }

    /// Nothing was asked in it, and of what was proposed this was refused.
    var unusedRejection: UID? {
        guard accept?.value.isComplete == true, outcome != .open, operations.isEmpty, quality.gaps == 0,
            !quality.isOneSided
        else { return nil }
        // Who proposes much to learn what is accepted, and asks nothing, wanted nothing.
        let isAnythingAccepted = presentationContexts.contains {
            $0.isAccepted && $0.abstractSyntax?.serviceClass != .verification
        }
        return isAnythingAccepted && outcome == .released ? nil : rejectedSyntax
    }

    /// All of a connection was seen, its requestor sent PDUs, and no A-ASSOCIATE-RQ came before them.
    fileprivate var isUnrequested: Bool {
        request == nil && accept == nil && foreignProtocol == nil && indexOnConnection == 0
            && tcp.handshake.synAcknowledged != nil && tcp.fromInitiator.payloadBytes > 0
            && quality.gaps == 0 && !quality.isOneSided
    }

    /// The first SOP class proposed that was refused in each way.
    fileprivate var rejectedSyntax: UID? {
        guard accept?.value.isComplete == true else { return nil }
        let accepted = Set(presentationContexts.lazy.filter(\.isAccepted).compactMap(\.abstractSyntax))
        return presentationContexts.lazy.filter { !$0.isAccepted }.compactMap(\.abstractSyntax)
            .first { !accepted.contains($0) && $0.serviceClass != .unknown && $0.serviceClass != .verification }
    }

    /// It ended before what had been begun was done; not told where the capture lacks something of it.
    fileprivate var isCutShort: Bool {
        if acceptsNothing || unusedRejection != nil || request != nil && accept == nil { return true }
        if operations.contains(where: { $0.outcome == .unanswered }) { return true }
        // An application that has done all may abort; a protocol machine aborts because of something.
        if outcome == .aborted, let abort = aborts.first {
            if abort.from == .acceptor || abort.value.source != 0 || rejectedSyntax != nil { return true }
        }
        return operations.contains { $0.outcome == .incomplete && !hides($0) }
    }
}
