/// One application entity of the product (PS3.2 §A.4.2, §N.7.2).
public struct ApplicationEntityClaims: Sendable {
    /// The statement's name for it, by which its claims are identified.
    public var name: String
    public var place: ClaimPlace
    public var reference: String?
    public var aeTitle: Claim<String>?
    /// Where it listens.
    public var port: Claim<UInt16>?
    /// Whether it opens associations.
    public var initiates: Claim<Bool>?
    /// Whether it accepts associations.
    public var accepts: Claim<Bool>?
    public var association: AssociationClaims
    public var services: [ServiceClaims]
    public var storageCommitment: StorageCommitmentClaims?
    public var performedProcedureStep: PerformedProcedureStepClaims?
}
