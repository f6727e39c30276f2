import AssociationTimeline
import DICOMDictionary
import Evidence

/// A SOP class in a role of the product, on one side of the association.
struct ServiceKey: Hashable, Sendable {
    var sopClass: UID
    var role: ServiceRole
    var side: AssociationSide
}

struct PriorityKey: Hashable, Sendable {
    var sopClass: UID
    var code: UInt16
}

struct ObjectsKey: Hashable, Sendable {
    var sopClass: UID
    var areMany: Bool
}

struct ExtendedNegotiationKey: Hashable, Sendable {
    /// `nil`: an association without any.
    var kind: ExtendedNegotiationKind?
    var sopClass: UID?
    var side: AssociationSide
    /// The peer asked for it and the product did not answer.
    var isRefused = false
}

/// A user identity that was sent to the product (PS3.7 §D.3.3.7).
struct UserIdentityKey: Hashable, Sendable {
    /// The User-Identity-Type.
    var code: UInt8
    /// A positive response was asked for and given. One that was not asked for proves nothing.
    var isAnswered: Bool
}

struct FailureKey: Hashable, Sendable {
    var situation: CommunicationFailureClaim.Situation
    var next: NextStep
}

/// The largest of some numbers.
struct Extreme: Hashable, Sendable {
    var value: Int
    var sighting: Sighting
}

extension Optional<Extreme> {
    mutating func note(_ value: Int, _ sighting: @autoclosure () -> Sighting) {
        if value > self?.value ?? 0 { self = Extreme(value: value, sighting: sighting()) }
    }
}

/// A rejection by the product, with what its request was like. Equal ones are counted.
struct Rejection: Hashable, Sendable {
    var code: RejectionClaim.Code
    var calledAETitle: String?
    var callingAETitle: String?
    var applicationContext: UID?
    var protocolVersion: UInt16?
    var hasUserIdentity: Bool

    var cost: Int {
        160 + (calledAETitle?.utf8.count ?? 0) + (callingAETitle?.utf8.count ?? 0)
            + (applicationContext?.rawValue.utf8.count ?? 0)
    }
}

struct RejectionUse: Sendable {
    var seen: Tally
    /// Of the first.
    var time: Timestamp
}

/// The product waited so long in vain and then closed or aborted.
struct Silence: Hashable, Sendable {
    var seconds: Double
    /// It gave up somewhere between `seconds` and this; `.infinity` where the capture does not show that it did.
    var atMost: Double
    var sighting: Sighting
}

/// An N-EVENT-REPORT of a storage commitment whose N-ACTION was seen (PS3.4 Annex J).
struct CommitmentReply: Hashable, Sendable {
    /// The product's.
    var role: ServiceRole
    var isOnSameAssociation: Bool
    /// From the N-ACTION's response to it.
    var delay: Double
    var sighting: Sighting
}

/// A performed procedure step the product told of (PS3.4 Annex F).
struct PerformedStep: Hashable, Sendable {
    /// Against its C-STOREs of the same study; `nil` where it stored none, or between them.
    var creation: PerformedProcedureStepClaims.Creation?
    /// It was created after the first of them and before the last.
    var wasCreatedMeanwhile = false
    var finalStatus: String?
    /// N-SETs that leave it in progress.
    var setsInProgress: Int
    var sighting: Sighting
}

/// The transfer syntaxes of each SOP class of one A-ASSOCIATE-RQ, over all its contexts.
struct Proposal: Hashable, Sendable {
    var syntaxes: [UID: Set<UID>]

    var cost: Int { syntaxes.reduce(64) { $0 + 96 + $1.value.count * 96 } }
}
