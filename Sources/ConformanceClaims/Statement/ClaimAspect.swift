import DICOMDictionary
import Evidence

/// What of a product one claim is about. Indices are those of the statement's own lists.
public enum ClaimAspect: Hashable, Sendable {
    // Of the whole product.
    case characterSet(String)
    case tls
    case tlsProfile(SecurityClaims.Profile)
    case tlsPort
    case checksCalledAETitle
    case checksCallingAETitle
    /// `ConformanceStatement.unobservable[index]`.
    case unobservable(Int)

    // Of an entity; of the whole product also `userIdentity`.
    case aeTitle
    case port
    case initiates
    case accepts
    case applicationContext
    case implementationClassUID
    case implementationVersionName
    case maximumLengthReceived
    case maximumLengthSent
    case associations(AssociationSide)
    case operationsInvoked
    case operationsPerformed
    case userIdentity
    /// `AssociationClaims.timeouts[index]`.
    case timeout(Int)
    /// `AssociationClaims.rejections[index]`.
    case rejection(Int)
    case storageCommitmentReply
    case storageCommitmentDelay
    case procedureStepCreation
    case procedureStepFinalStatus(PerformedProcedureStepClaims.FinalStatus)
    case procedureStepSetsInProgress

    // Of an entity's association, or of a service.
    case extendedNegotiation
    /// `failures[index]` of either.
    case failure(Int)

    // Of a service, a SOP class of it and a role.
    case sopClass
    case transferSyntax(UID)

    // Of a service and a role.
    case proposal
    case oneTransferSyntaxPerContext
    case preference
    case roleSelection
    case objectsPerAssociation
    case level(QueryLevel)
    case key(KeyUse, AttributePath)
    /// `ServiceClaims.statuses[index]`.
    case status(Int)
    case priority(ClaimedPriority)
    case attribute(Presence, AttributePath)
    case privateCreators

    public enum KeyUse: String, Hashable, Sendable, CaseIterable {
        case required, optional, returned
    }

    /// "Presence of Value" (PS3.2 §A.8.1).
    public enum Presence: String, Hashable, Sendable, CaseIterable {
        case always, vnap, anap, empty, never
    }
}
