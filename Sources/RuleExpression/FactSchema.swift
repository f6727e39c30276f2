/// What an expression may speak of: the records in scope by name, and names that stand for values.
public struct FactSchema: Sendable {
    public struct Variable: Sendable {
        public var name: String
        public var type: RecordType

        public init(_ name: String, _ type: RecordType) {
            self.name = name
            self.type = type
        }
    }

    public var variables: [Variable]
    /// The UID a keyword stands for: `CTImageStorage`.
    public var uid: @Sendable (String) -> String?
    /// Keywords near a misspelt one are looked for among these; they are asked for only when an error is made.
    public var keywords: @Sendable () -> [String]

    public init(
        _ variables: [Variable], uid: @escaping @Sendable (String) -> String? = { _ in nil },
        keywords: @escaping @Sendable () -> [String] = { [] }
    ) {
        self.variables = variables
        self.uid = uid
        self.keywords = keywords
    }
}
