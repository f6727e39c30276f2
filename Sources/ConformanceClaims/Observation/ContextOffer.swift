import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence

/// A presentation context as one of the product's associations had it. Equal ones are counted, not repeated.
struct ContextOffer: Hashable, Sendable {
    /// The side the product is.
    var side: AssociationSide
    var sopClass: UID
    /// As proposed, in that order.
    var syntaxes: [UID]
    /// For the requestor, by role selection; `nil` without.
    var proposedRoles: PresentationContext.Roles?
    var acceptedRoles: PresentationContext.Roles?
    /// `nil` where the association was not accepted.
    var result: PDU.PresentationContextResult?
    var chosen: UID?

    /// `nil` where the capture lacks what was proposed.
    init?(_ context: PresentationContext, side: AssociationSide) {
        guard let sopClass = context.abstractSyntax, !context.isInferred else { return nil }
        self.side = side
        self.sopClass = sopClass.bounded
        syntaxes = context.proposedTransferSyntaxes.prefix(Self.mostSyntaxes).map(\.bounded)
        proposedRoles = context.proposedRoles
        acceptedRoles = context.acceptedRoles
        result = context.result
        chosen = context.acceptedTransferSyntax?.bounded
    }

    /// Of one proposal; products send a dozen or two.
    private static let mostSyntaxes = 64

    var isAccepted: Bool { result == .acceptance }

    /// The product's (PS3.7 §D.3.3.4): without role selection the requestor is SCU and the acceptor SCP.
    var roles: [ServiceRole] {
        let requestor =
            proposedRoles.flatMap { proposed in isAccepted ? acceptedRoles : proposed }
            ?? PresentationContext.Roles(scu: true, scp: false)
        let isSCU = side == .requestor ? requestor.scu : requestor.scp
        let isSCP = side == .requestor ? requestor.scp : requestor.scu
        return (isSCU ? [.scu] : []) + (isSCP ? [.scp] : [])
    }

    /// In bytes, about.
    var cost: Int { 64 + sopClass.rawValue.utf8.count + syntaxes.reduce(0) { $0 + 16 + $1.rawValue.utf8.count } }
}

extension UID {
    /// A UID has 64 characters at most (PS3.5 §9.1); what traffic calls one may have 65,535, which nobody needs whole.
    var bounded: UID { rawValue.utf8.count <= 128 ? self : UID(rawValue: String(rawValue.prefix(128)) + "…") }
}

extension String {
    /// Text of the traffic as far as it is kept.
    var bounded: String { utf8.count <= 128 ? self : String(prefix(128)) + "…" }
}
