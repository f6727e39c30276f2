/// A vendor's conformance statement (PS3.2), in the layout of its Annex A or its Annex N, as a claims file tells it.
/// What it is silent on is `nil` or empty here, and nothing can be said about it.
public struct ConformanceStatement: Sendable {
    /// The claims file, as it was named when it was opened.
    public var file: String
    /// Of the claims file (`claims:`), not of the product.
    public var formatVersion: Int
    public var product: ClaimedProduct
    /// Which traffic is the product's.
    public var match: ProductMatch
    /// As written; every list that names a set has the set's members in it already.
    public var sets: [NamedSet]
    public var entities: [ApplicationEntityClaims]
    /// Defined terms of Specific Character Set (PS3.3 §C.12.1.1.2). `ISO_IR 6` is the default repertoire.
    public var characterSets: [Claim<String>]
    public var security: SecurityClaims?
    /// What the statement promises and no traffic can show: storage duration, user interface. Never judged.
    public var unobservable: [Claim<String>]
    /// Identifiers of claims that are not to be judged, `*` for any characters.
    public var ignored: [Claim<GlobPattern>]
}
