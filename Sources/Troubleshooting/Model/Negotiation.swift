import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import RuleEngine

/// Proposed, accepted and used presentation contexts of a relation, those alike told together.
public struct Negotiation: Sendable {
    /// Index in `PeerMap.relations`.
    public var relation: Int
    /// Troubled ones first, then those used, each in the order proposed.
    public var rows: [Row]
    /// Contexts that found no row because there were too many different ones.
    public var contextsNotKept: Int

    /// Contexts with one abstract syntax, one list of transfer syntaxes and one answer.
    public struct Row: Sendable {
        public var abstractSyntax: UID?
        public var proposedTransferSyntaxes: [UID]
        /// `nil` when unanswered.
        public var result: PDU.PresentationContextResult?
        public var acceptedTransferSyntax: UID?
        /// The handshake was not captured: what stands here was inferred from the messages.
        public var isInferred: Bool
        /// The A-ASSOCIATE-RQ was captured: what is not here was not proposed.
        public var isProposalCaptured: Bool
        public var proposedRoles: PresentationContext.Roles?
        public var acceptedRoles: PresentationContext.Roles?
        /// Its ids, those of the first associations.
        public var ids: [UInt8]
        /// How many associations have it, and messages seen on it in all.
        public var associationCount: Int
        public var uses: Int
        /// The request's and, where there is one, the answer's frame, of the first association.
        public var evidence: [FactEvidence]
        /// Why it was not accepted, in plain words; `nil` where it was.
        public var why: String?
        /// The smallest change that would have made it work.
        public var change: String?

        public var isAccepted: Bool { result == .acceptance }
    }
}
