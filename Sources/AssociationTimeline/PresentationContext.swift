import DICOMDictionary
import DICOMUpperLayer

/// A presentation context as proposed and as answered (PS3.8 §7.1.1.13, §9.3.2.2, §9.3.3.2).
public struct PresentationContext: Hashable, Sendable {
    public var id: UInt8
    /// `nil` where only the answer was captured, or the item lacks it.
    public var abstractSyntax: UID?
    public var proposedTransferSyntaxes: [UID]
    /// `nil` when unanswered.
    public var result: PDU.PresentationContextResult?
    public var acceptedTransferSyntax: UID?
    /// From the role selection sub-items for its abstract syntax (PS3.7 §D.3.3.4).
    public var proposedRoles: Roles?
    public var acceptedRoles: Roles?
    /// Messages seen on it, requests and responses.
    public var uses: Int = 0
    /// The handshake was not captured: what stands here was inferred from the messages.
    public var isInferred: Bool = false

    public struct Roles: Hashable, Sendable {
        public var scu: Bool
        public var scp: Bool
        public init(scu: Bool, scp: Bool) { self.scu = scu; self.scp = scp }
    }

    public init(id: UInt8, abstractSyntax: UID?, proposedTransferSyntaxes: [UID]) {
        self.id = id
        self.abstractSyntax = abstractSyntax
        self.proposedTransferSyntaxes = proposedTransferSyntaxes
    }

    public var isAccepted: Bool { result == .acceptance }

    /// The same but for how much it was used.
    package func isNegotiatedAlike(_ other: PresentationContext) -> Bool {
        id == other.id && result == other.result && isInferred == other.isInferred
            && proposedRoles == other.proposedRoles && acceptedRoles == other.acceptedRoles
            && abstractSyntax == other.abstractSyntax && acceptedTransferSyntax == other.acceptedTransferSyntax
            && proposedTransferSyntaxes == other.proposedTransferSyntaxes
    }
}
