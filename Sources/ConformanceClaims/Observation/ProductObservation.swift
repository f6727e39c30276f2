/// What a product did in a capture, one application entity at a time.
public struct ProductObservation {
    /// By AE title.
    public var entities: [EntityObservation]
    /// How often an end of an association was taken for the product's, and why.
    public var reasons: [ProductIdentity.Reason: Int]
    /// All of the capture.
    public var associations: Int
    /// Those of the product whose data sets could not be looked into.
    public var associationsWithoutElements: Int
    /// Observations that found no room.
    public var notKept: Int
}
