import AssociationTimeline
import DICOMUpperLayer
import Evidence
import Wording

/// The lines of PDUs other than P-DATA-TF, by the names of the services they carry (PS3.8 §7).
enum PDUWording {
    /// What it is called. The style tells whether it is what a healthy association has.
    static func label(_ type: PDUType) -> (name: String, style: TextStyle) {
        switch type {
        case .associateRQ: ("A-ASSOCIATE request", .strong)
        case .associateAC: ("A-ASSOCIATE accept", .strong)
        case .associateRJ: ("A-ASSOCIATE reject", .bad)
        case .releaseRQ: ("A-RELEASE request", .strong)
        case .releaseRP: ("A-RELEASE response", .strong)
        case .abort: ("A-ABORT", .bad)
        case .dataTF: ("P-DATA-TF", .faint)
        default: (type.description, .bad)
        }
    }

    /// That of the whole PDU where the association knows it, of its last frame otherwise.
    static func evidence(of pdu: PDULog.Entry, in association: Association) -> EvidenceRange {
        let known: EvidenceRange? =
            switch pdu.type {
            case .associateRQ: association.request.flatMap { $0.isOf(pdu) ? $0.evidence : nil }
            case .associateAC: association.accept.flatMap { $0.isOf(pdu) ? $0.evidence : nil }
            case .associateRJ: association.reject.flatMap { $0.isOf(pdu) ? $0.evidence : nil }
            case .abort: association.abort(pdu)?.evidence
            default: nil
            }
        return known ?? EvidenceRange(ByteOrigin(frame: pdu.frame, time: pdu.time, offset: 0))
    }

    /// What it says, as parts of a list.
    static func parts(of pdu: PDULog.Entry, in association: Association, into text: inout StyledText) {
        switch pdu.type {
        case .associateRQ:
            if let request = association.request, request.isOf(pdu) { Self.request(request.value, &text) }
        case .associateAC:
            let proposed = association.request?.value.presentationContexts.count ?? 0
            if let accept = association.accept, accept.isOf(pdu) {
                Self.accept(accept.value, proposed: proposed, &text)
            }
        case .associateRJ:
            if let reject = association.reject, reject.isOf(pdu) { text.part(reject.value.words, .bad) }
        case .releaseRQ, .releaseRP: break
        case .abort:
            if let abort = association.abort(pdu) { text.part(abort.value.words, .bad) }
        case .dataTF: text.part("\(grouped(pdu.length)) bytes", .faint)
        default: text.part("unrecognized, length \(grouped(pdu.length))", .bad)
        }
    }

    /// The line of a PDU by itself.
    static func line(for pdu: PDU) -> (label: StyledText, text: StyledText) {
        var text = StyledText()
        text.beginParts()
        let type: PDUType
        switch pdu {
        case .associateRQ(let value):
            type = .associateRQ
            request(value, &text)
        case .associateAC(let value):
            type = .associateAC
            accept(value, &text)
        case .associateRJ(let value):
            type = .associateRJ
            text.part(value.words, .bad)
        case .releaseRQ: type = .releaseRQ
        case .releaseRP: type = .releaseRP
        case .abort(let value):
            type = .abort
            text.part(value.words, .bad)
        case .unknown: return (StyledText("unknown PDU", .bad), text)
        }
        text.endParts()
        let (name, style) = label(type)
        return (StyledText(name, style), text)
    }

    private static func request(_ request: PDU.AssociateRQ, _ text: inout StyledText) {
        text.part(request.callingAETitle, .accent)
        text.add(" → ")
        text.add(request.calledAETitle, .accent)
        text.part(counted(request.presentationContexts.count, "context") + " proposed")
        maximumLength(request.userInformation, &text)
    }

    /// Of all contexts proposed, as far as the request is known; one that is not answered is not accepted.
    private static func accept(_ accept: PDU.AssociateAC, proposed: Int = 0, _ text: inout StyledText) {
        let count = max(proposed, accept.presentationContexts.count)
        let accepted = accept.presentationContexts.count { $0.result == .acceptance }
        let style: TextStyle = accepted == count ? .good : accepted == 0 ? .bad : .doubtful
        text.part("\(accepted) of \(counted(count, "context")) accepted", style)
        maximumLength(accept.userInformation, &text)
    }

    private static func maximumLength(_ information: UserInformation?, _ text: inout StyledText) {
        guard let length = information?.maximumLength else { return }
        text.part(length == 0 ? "max PDU unlimited" : "max PDU \(length)")
    }
}

extension Located {
    /// The PDU this entry of the log was decoded from.
    fileprivate func isOf(_ pdu: PDULog.Entry) -> Bool { evidence.lastFrame == pdu.frame }
}

extension Association {
    fileprivate func abort(_ pdu: PDULog.Entry) -> Located<PDU.Abort>? {
        aborts.first { $0.isOf(pdu) && $0.from == pdu.from }
    }
}
