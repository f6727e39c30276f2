import DICOMDictionary

/// The association policies and parameters of an application entity (PS3.2 §A.4.2.1.2, Table N.7-2).
public struct AssociationClaims: Sendable {
    /// Where `association` stands, or its entity where it has none.
    public var place: ClaimPlace
    public var reference: String?
    public var applicationContext: Claim<UID>?
    public var implementationClassUID: Claim<GlobPattern>?
    public var implementationVersionName: Claim<GlobPattern>?
    /// Length of the largest P-DATA-TF it takes, in bytes, as its Maximum Length item says.
    public var maximumLengthReceived: Claim<LimitRange>?
    /// Length of the largest P-DATA-TF it sends, in bytes.
    public var maximumLengthSent: Claim<LimitRange>?
    /// Associations at the same time that it opened.
    public var associationsAsRequestor: Claim<LimitRange>?
    /// Associations at the same time that others opened to it.
    public var associationsAsAcceptor: Claim<LimitRange>?
    /// The asynchronous operations window (PS3.7 §D.3.3.3): 1 for none.
    public var operationsInvoked: Claim<LimitRange>?
    public var operationsPerformed: Claim<LimitRange>?
    /// Empty: it says that there is none.
    public var extendedNegotiation: Claim<[ExtendedNegotiationKind]>?
    /// Empty: it says that there is none.
    public var userIdentity: Claim<[UserIdentityKind]>?
    public var timeouts: [TimeoutClaim]
    public var rejections: [RejectionClaim]
    /// What it does when communication fails (PS3.2 §N.7.3.1.1), whatever the service.
    public var failures: [CommunicationFailureClaim]
}
