import DICOMDictionary

/// One claim of a statement: the unit that gets a verdict.
public struct StatedClaim: Hashable, Sendable {
    public var id: ClaimID
    public var aspect: ClaimAspect
    public var place: ClaimPlace
    /// Index in `ConformanceStatement.entities`; `nil`: of the whole product.
    public var entity: Int?
    /// Index in `ApplicationEntityClaims.services`.
    public var service: Int?
    public var sopClass: UID?
    /// Of the product.
    public var role: ServiceRole?
    /// A value that differs deviates from a default.
    public var isConfigurable = false
    /// The option, licence or plug-in without which it does not hold.
    public var condition: String?
    /// Of the claim, or else of what it stands in.
    public var reference: String?
}
