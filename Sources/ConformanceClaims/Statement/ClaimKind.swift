import Evidence

/// What kinds of claims there are, whatever they say: `ClaimAspect` without the values.
public enum ClaimKind: Hashable, Sendable {
    case characterSet
    case tls, tlsProfile, tlsPort, checksCalledAETitle, checksCallingAETitle
    case unobservable
    case aeTitle, port, initiates, accepts
    case applicationContext, implementationClassUID, implementationVersionName
    case maximumLengthReceived, maximumLengthSent
    case associations(AssociationSide)
    case operationsInvoked, operationsPerformed
    case extendedNegotiation, userIdentity
    case timeout(TimeoutClaim.Kind)
    case rejection(RejectionClaim.Situation)
    case failure(CommunicationFailureClaim.Situation)
    case storageCommitmentReply, storageCommitmentDelay
    case procedureStepCreation, procedureStepFinalStatus, procedureStepSetsInProgress
    case sopClass(ServiceRole)
    case transferSyntax(ServiceRole)
    case proposal, oneTransferSyntaxPerContext, preference, roleSelection, objectsPerAssociation
    case level(ServiceRole)
    case key(ClaimAspect.KeyUse, ServiceRole)
    case status(ServiceRole)
    case priority
    case attribute(ClaimAspect.Presence)
    case privateCreators

    /// Why no traffic can contradict such a claim; `nil` where it can.
    public var whyNotContradictable: String? {
        switch self {
        case .unobservable: "the statement says itself that no traffic shows it"
        case .sopClass(.scu): "a product need not propose all it can; what it has to propose, 'contexts' says"
        case .key(.optional, .scu): "what may be asked for need not be"
        case .key(.returned, .scu): "an SCU returns nothing"
        case .rejection(.busy): "only the product knows when it is busy"
        case .rejection(.userIdentityRefused): "only the product knows which identities are good"
        case .rejection(.refuseOption): "only the product knows when it was told to refuse"
        case .rejection(.other): "the statement does not say when"
        default: nil
        }
    }
}

extension ClaimKind: CaseIterable {
    public static var allCases: [ClaimKind] {
        let plain: [ClaimKind] = [
            .characterSet, .tls, .tlsProfile, .tlsPort, .checksCalledAETitle, .checksCallingAETitle, .unobservable,
            .aeTitle, .port, .initiates, .accepts, .applicationContext, .implementationClassUID,
            .implementationVersionName, .maximumLengthReceived, .maximumLengthSent, .operationsInvoked,
            .operationsPerformed, .extendedNegotiation, .userIdentity, .storageCommitmentReply,
            .storageCommitmentDelay, .procedureStepCreation, .procedureStepFinalStatus, .procedureStepSetsInProgress,
            .proposal, .oneTransferSyntaxPerContext, .preference, .roleSelection, .objectsPerAssociation, .priority,
            .privateCreators,
        ]
        let roles = ServiceRole.allCases
        return plain + [AssociationSide.requestor, .acceptor].map { .associations($0) }
            + TimeoutClaim.Kind.allCases.map { .timeout($0) }
            + RejectionClaim.Situation.allCases.map { .rejection($0) }
            + CommunicationFailureClaim.Situation.allCases.map { .failure($0) }
            + roles.flatMap { [.sopClass($0), .transferSyntax($0), .level($0), .status($0)] as [ClaimKind] }
            + ClaimAspect.KeyUse.allCases.flatMap { use in roles.map { .key(use, $0) } }
            + ClaimAspect.Presence.allCases.map { .attribute($0) }
    }
}

extension ConformanceStatement {
    /// The kind of one of its claims; `unobservable` of one that is not of this statement and has an index beyond it.
    public func kind(of claim: StatedClaim) -> ClaimKind {
        let entity = claim.entity.flatMap { entities[at: $0] }
        let service = claim.service.flatMap { entity?.services[at: $0] }
        let role = claim.role ?? .scp
        switch claim.aspect {
        case .characterSet: return .characterSet
        case .tls: return .tls
        case .tlsProfile: return .tlsProfile
        case .tlsPort: return .tlsPort
        case .checksCalledAETitle: return .checksCalledAETitle
        case .checksCallingAETitle: return .checksCallingAETitle
        case .unobservable: return .unobservable
        case .aeTitle: return .aeTitle
        case .port: return .port
        case .initiates: return .initiates
        case .accepts: return .accepts
        case .applicationContext: return .applicationContext
        case .implementationClassUID: return .implementationClassUID
        case .implementationVersionName: return .implementationVersionName
        case .maximumLengthReceived: return .maximumLengthReceived
        case .maximumLengthSent: return .maximumLengthSent
        case .associations(let side): return .associations(side)
        case .operationsInvoked: return .operationsInvoked
        case .operationsPerformed: return .operationsPerformed
        case .userIdentity: return .userIdentity
        case .extendedNegotiation: return .extendedNegotiation
        case .timeout(let index):
            return entity?.association.timeouts[at: index].map { .timeout($0.kind) } ?? .unobservable
        case .rejection(let index):
            return entity?.association.rejections[at: index].map { .rejection($0.situation) } ?? .unobservable
        case .failure(let index):
            let failures = service?.failures ?? entity?.association.failures
            return failures?[at: index].map { .failure($0.situation) } ?? .unobservable
        case .storageCommitmentReply: return .storageCommitmentReply
        case .storageCommitmentDelay: return .storageCommitmentDelay
        case .procedureStepCreation: return .procedureStepCreation
        case .procedureStepFinalStatus: return .procedureStepFinalStatus
        case .procedureStepSetsInProgress: return .procedureStepSetsInProgress
        case .sopClass: return .sopClass(role)
        case .transferSyntax: return .transferSyntax(role)
        case .proposal: return .proposal
        case .oneTransferSyntaxPerContext: return .oneTransferSyntaxPerContext
        case .preference: return .preference
        case .roleSelection: return .roleSelection
        case .objectsPerAssociation: return .objectsPerAssociation
        case .level: return .level(role)
        case .key(let use, _): return .key(use, role)
        case .status: return .status(role)
        case .priority: return .priority
        case .attribute(let presence, _): return .attribute(presence)
        case .privateCreators: return .privateCreators
        }
    }
}

extension Array {
    /// `nil` where the array has no such element.
    subscript(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
