import Evidence

/// Who was taken for the product in a capture, and why.
public struct ObservedProduct: Hashable, Sendable {
    public struct Entity: Hashable, Sendable {
        /// `nil` where the associations lack it.
        public var aeTitle: String?
        public var asRequestor: Int
        public var asAcceptor: Int
        /// Where it listens, and where it called from.
        public var addresses: [String]
        public var implementations: [String]
    }

    public var entities: [Entity]
    public var reasons: [ProductIdentity.Reason: Int]
    /// All of the capture.
    public var associations: Int
    /// Those whose data sets could not be looked into.
    public var associationsWithoutElements: Int
    /// Data sets that were not whole or too large, so that they do not count in what is said of their attributes.
    public var dataSetsNotCounted: Int
    /// Observations that found no room.
    public var notKept: Int

    private static let most = 8

    init(_ observation: ProductObservation) {
        entities = observation.entities.map { entity in
            Entity(
                aeTitle: entity.aeTitle, asRequestor: entity.associations(as: .requestor),
                asAcceptor: entity.associations(as: .acceptor),
                addresses: (entity.endpoints.inOrder.map { "\($0.key)" } + entity.addresses.inOrder.map { "\($0.key)" })
                    .prefix(Self.most).map { $0 },
                implementations: (entity.implementationVersionNames.inOrder.map(\.key)
                    + entity.implementationClassUIDs.inOrder.map(\.key)).filter { !$0.isEmpty }.prefix(Self.most)
                    .map { $0 })
        }
        reasons = observation.reasons
        associations = observation.associations
        associationsWithoutElements = observation.associationsWithoutElements
        dataSetsNotCounted = observation.entities.reduce(0) { $0 + $1.dataSetsNotCounted }
        notKept = observation.notKept
    }
}
