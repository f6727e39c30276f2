import AssociationTimeline
import DICOMUpperLayer
import Evidence
import Wording

/// The lines of PDUs other than P-DATA-TF, by the names of the services they carry (PS3.8 §7).
struct PDUWording {
    private let association: Association

    init(_ association: Association) { self.association = association }

    /// `evidence` becomes that of the whole PDU where the association knows it.
    func line(for pdu: PDULog.Entry, evidence: inout EvidenceRange) -> (label: StyledText, parts: [StyledText]) {
        switch pdu.type {
        case .associateRQ:
            return (
                Self.label("A-ASSOCIATE request"), take(association.request, pdu, &evidence).map(Self.request) ?? []
            )
        case .associateAC:
            let proposed = association.request?.value.presentationContexts.count ?? 0
            let accept = take(association.accept, pdu, &evidence)
            return (Self.label("A-ASSOCIATE accept"), accept.map { Self.accept($0, proposed: proposed) } ?? [])
        case .associateRJ:
            let reject = take(association.reject, pdu, &evidence)
            return (Self.label("A-ASSOCIATE reject", .bad), reject.map { [StyledText($0.words, .bad)] } ?? [])
        case .releaseRQ: return (Self.label("A-RELEASE request"), [])
        case .releaseRP: return (Self.label("A-RELEASE response"), [])
        case .abort:
            let abort = association.aborts.first { $0.evidence.lastFrame == pdu.frame && $0.from == pdu.from }
            return (Self.label("A-ABORT", .bad), take(abort, pdu, &evidence).map { [StyledText($0.words, .bad)] } ?? [])
        case .dataTF: return (StyledText("P-DATA-TF", .faint), [StyledText("\(grouped(pdu.length)) bytes", .faint)])
        default:
            return (
                Self.label(pdu.type.description, .bad),
                [StyledText("unrecognized, length \(grouped(pdu.length))", .bad)]
            )
        }
    }

    /// The decoded PDU, if this entry is the one it was decoded from.
    private func take<Value>(_ located: Located<Value>?, _ pdu: PDULog.Entry, _ evidence: inout EvidenceRange) -> Value?
    {
        guard let located, located.evidence.lastFrame == pdu.frame else { return nil }
        evidence = located.evidence
        return located.value
    }

    /// The line of a PDU by itself.
    static func line(for pdu: PDU) -> (label: StyledText, parts: [StyledText]) {
        switch pdu {
        case .associateRQ(let value): (label("A-ASSOCIATE request"), request(value))
        case .associateAC(let value): (label("A-ASSOCIATE accept"), accept(value))
        case .associateRJ(let value): (label("A-ASSOCIATE reject", .bad), [StyledText(value.words, .bad)])
        case .releaseRQ: (label("A-RELEASE request"), [])
        case .releaseRP: (label("A-RELEASE response"), [])
        case .abort(let value): (label("A-ABORT", .bad), [StyledText(value.words, .bad)])
        case .unknown: (label("unknown PDU", .bad), [])
        }
    }

    private static func request(_ request: PDU.AssociateRQ) -> [StyledText] {
        var titles = StyledText(request.callingAETitle, .accent)
        titles.add(" → ")
        titles.add(request.calledAETitle, .accent)
        let count = request.presentationContexts.count
        return [titles, StyledText(counted(count, "context") + " proposed")] + maximumLength(request.userInformation)
    }

    /// Of all contexts proposed, as far as the request is known; one that is not answered is not accepted.
    private static func accept(_ accept: PDU.AssociateAC, proposed: Int = 0) -> [StyledText] {
        let count = max(proposed, accept.presentationContexts.count)
        let accepted = accept.presentationContexts.count { $0.result == .acceptance }
        let style: TextStyle = accepted == count ? .good : accepted == 0 ? .bad : .doubtful
        return [StyledText("\(accepted) of \(counted(count, "context")) accepted", style)]
            + maximumLength(accept.userInformation)
    }

    private static func maximumLength(_ information: UserInformation?) -> [StyledText] {
        guard let length = information?.maximumLength else { return [] }
        return [StyledText(length == 0 ? "max PDU unlimited" : "max PDU \(length)")]
    }

    private static func label(_ name: String, _ style: TextStyle = .strong) -> StyledText { StyledText(name, style) }
}
