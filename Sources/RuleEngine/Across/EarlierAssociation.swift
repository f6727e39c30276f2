import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence
import RuleExpression

/// What is remembered of an association for those that come after it.
final class EarlierAssociation: EvidencedRecord {
    struct Proposal: Hashable {
        var abstractSyntax: UID?
        var transferSyntaxes: [UID]
    }

    let outcome: Association.Outcome
    let reject: PDU.AssociateRJ?
    let start: Timestamp
    let end: Timestamp
    let startPlace: FactEvidence
    /// Asked for seldom.
    private let contexts: [PDU.ProposedPresentationContext]
    let implementationClassUID: UID?
    let implementationVersionName: String?
    /// Of the association it is compared with.
    private(set) var next: Association?

    init(_ association: Association) {
        outcome = association.outcome
        reject = association.reject?.value
        start = association.start
        end = association.end
        startPlace = FactEvidence(
            frame: association.firstFrame, time: association.start, from: .requestor, tcpStream: association.tcpStream)
        let request = association.request?.value
        contexts = request?.presentationContexts ?? []
        implementationClassUID = request?.userInformation?.implementationClassUID
        implementationVersionName = request?.userInformation?.implementationVersionName
    }

    func proposesOtherwise(than association: Association) -> Bool? {
        guard let request = association.request?.value, request.isComplete, !contexts.isEmpty else { return nil }
        return contexts != request.presentationContexts
            && Self.proposals(contexts) != Self.proposals(request.presentationContexts)
    }

    private static func proposals(_ contexts: [PDU.ProposedPresentationContext]) -> Set<Proposal> {
        Set(
            contexts.prefix(256).map {
                Proposal(abstractSyntax: $0.abstractSyntax, transferSyntaxes: $0.transferSyntaxes)
            })
    }

    var evidence: [FactEvidence] { [startPlace] }

    /// For the time of one association's evaluation.
    func compared(with association: Association) -> EarlierAssociation {
        next = association
        return self
    }
}

extension RecordType {
    static let earlierAssociation: RecordType = RecordType(
        "EarlierAssociation", "The previous association of the same AE titles with the same acceptor.",
        [
            .fact("outcome", .enumeration("AssociationOutcome", AssociationFacts.outcomes), "How it ended.") {
                (r: EarlierAssociation) in Value(r.outcome.rawValue)
            },
            .fact("rejectResult", .integer, "Of its A-ASSOCIATE-RJ.") { (r: EarlierAssociation) in
                Value(r.reject?.result)
            },
            .fact("rejectSource", .integer, "Of its A-ASSOCIATE-RJ.") { (r: EarlierAssociation) in
                Value(r.reject?.source)
            },
            .fact("rejectReason", .integer, "Of its A-ASSOCIATE-RJ.") { (r: EarlierAssociation) in
                Value(r.reject?.reason)
            },
            .fact("interval", .duration, "From its start to this association's.") { (r: EarlierAssociation) in
                Value(r.next.map { $0.start.seconds(since: r.start) })
            },
            .fact("pause", .duration, "From its end to this association's start.") { (r: EarlierAssociation) in
                Value(r.next.map { $0.start.seconds(since: r.end) })
            },
            .fact("proposesOtherwise", .boolean, "It proposed other contexts than this association.") {
                (r: EarlierAssociation) in Value(r.next.flatMap { r.proposesOtherwise(than: $0) })
            },
            .fact("implementationClassUID", .uid, "Its requestor's.") { (r: EarlierAssociation) in
                Value(r.implementationClassUID)
            },
            .fact("implementationVersionName", .text, "Its requestor's.") { (r: EarlierAssociation) in
                Value(r.implementationVersionName)
            },
        ])
}
