/// Something with facts to ask for: an association, an operation. Its schema says which. A class, so that asking copies
/// nothing and facts that cost something can be kept once asked for.
public protocol FactRecord: AnyObject {}

/// The facts a kind of record has, for checking expressions and for the documentation.
public final class RecordType: Hashable, Sendable {
    public struct Field: Sendable {
        public let name: String
        /// Looked up late, since records refer to each other.
        public let type: @Sendable () -> ValueType
        /// One sentence.
        public let documentation: String
        public let get: @Sendable (any FactRecord) -> Value
        /// It can change as long as the association goes on, after the rest of its record is settled.
        public private(set) var isLate = false
        /// As its record's where it says nothing itself.
        fileprivate(set) var basis: FactBasis?

        @usableFromInline
        init(
            name: String, type: @escaping @Sendable () -> ValueType, documentation: String,
            get: @escaping @Sendable (any FactRecord) -> Value
        ) {
            self.name = name
            self.type = type
            self.documentation = documentation
            self.get = get
        }

        /// The same, known for good only when the association has ended.
        public func late() -> Field {
            var field = self
            field.isLate = true
            return field
        }

        /// The same, which depends on that much unless it says otherwise already.
        public func resting(on basis: FactBasis) -> Field {
            var field = self
            field.basis = field.basis ?? basis
            return field
        }

        /// A fact of records of type `Record`.
        @inlinable
        public static func fact<Record: FactRecord>(
            _ name: String, _ type: @autoclosure @escaping @Sendable () -> ValueType, _ documentation: String,
            _ get: @escaping @Sendable (Record) -> Value
        ) -> Field {
            Field(name: name, type: type, documentation: documentation) { record in
                guard let record = record as? Record else { return .unknown }
                return get(record)
            }
        }
    }

    public let name: String
    /// One sentence.
    public let documentation: String
    public let fields: [Field]
    /// What it stands for goes on after the first of its facts are settled: where it begins is evidence, where it ends is
    /// not known yet.
    public let goesOn: Bool
    private let places: [String: Int]

    /// - Parameter basis: what its facts depend on, but for those that say otherwise.
    public init(
        _ name: String, _ documentation: String, _ fields: [Field], goesOn: Bool = false,
        basis: FactBasis = .everything
    ) {
        self.name = name
        self.goesOn = goesOn
        self.documentation = documentation
        self.fields = fields.map { $0.resting(on: basis) }
        places = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func field(_ name: String) -> Field? { places[name].map { fields[$0] } }

    public static func == (left: RecordType, right: RecordType) -> Bool { left === right }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
