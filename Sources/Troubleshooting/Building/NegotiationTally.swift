import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import RuleEngine

/// Presentation contexts of one relation, those alike folded into one row.
struct NegotiationTally {
    private struct Key: Hashable {
        var abstractSyntax: UID?
        var proposed: [UID]
        var result: UInt8?
        var accepted: UID?
        var proposedRoles: PresentationContext.Roles?
        var acceptedRoles: PresentationContext.Roles?
        var isInferred: Bool
        var isProposalCaptured: Bool
    }

    private(set) var rows: [Negotiation.Row] = []
    private(set) var notKept = 0
    private var places: [Key: Int] = [:]
    /// Of each row the association last counted, by serial.
    private var counted: [Int] = []

    private static let mostIDs = 8
    private static let mostTransferSyntaxes = 64

    /// - Parameter room: rows there may be more.
    mutating func add(_ association: Association, room: Int) {
        for context in association.presentationContexts where association.request != nil || context.uses > 0 {
            // Of a rejected association no context was answered, and that says nothing of them, whatever was sent on.
            let isLost = context.isInferred || association.contextAnswersMayBeLost
            if association.accept == nil, context.uses == 0 || !isLost { continue }
            add(context, association, room: room)
        }
    }

    private mutating func add(_ context: PresentationContext, _ association: Association, room: Int) {
        let key = Key(
            abstractSyntax: context.abstractSyntax,
            proposed: Array(context.proposedTransferSyntaxes.prefix(Self.mostTransferSyntaxes)),
            result: context.result?.rawValue, accepted: context.isAccepted ? context.acceptedTransferSyntax : nil,
            proposedRoles: context.proposedRoles, acceptedRoles: context.acceptedRoles,
            isInferred: context.isInferred || context.result == nil && association.contextAnswersMayBeLost,
            isProposalCaptured: association.request?.value.isComplete == true)
        let place: Int
        if let known = places[key] {
            place = known
        } else {
            guard rows.count < room else {
                notKept += 1
                return
            }
            place = rows.count
            places[key] = place
            counted.append(-1)
            rows.append(
                Negotiation.Row(
                    abstractSyntax: key.abstractSyntax, proposedTransferSyntaxes: key.proposed, result: context.result,
                    acceptedTransferSyntax: key.accepted, isInferred: key.isInferred,
                    isProposalCaptured: key.isProposalCaptured, proposedRoles: key.proposedRoles,
                    acceptedRoles: key.acceptedRoles, ids: [], associationCount: 0, uses: 0,
                    evidence: Self.evidence(association), why: nil, change: nil))
        }
        if rows[place].ids.count < Self.mostIDs, !rows[place].ids.contains(context.id) {
            rows[place].ids.append(context.id)
        }
        if counted[place] != association.serial {
            counted[place] = association.serial
            rows[place].associationCount += 1
        }
        rows[place].uses += context.uses
    }

    private static func evidence(_ association: Association) -> [FactEvidence] {
        var places: [FactEvidence] = []
        if let request = association.request { places.append(FactEvidence(request, association)) }
        if let accept = association.accept { places.append(FactEvidence(accept, association)) }
        return places
    }
}

extension FactEvidence {
    init(_ located: Located<some Sendable>, _ association: Association) {
        self.init(
            frame: located.evidence.lastFrame, time: located.evidence.time, from: located.from,
            tcpStream: association.tcpStream)
    }
}
