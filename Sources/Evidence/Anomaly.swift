/// A coded fact that something was not as the standard or the protocol below has it. It holds no opinion: whether it
/// matters is for a rule to say.
public struct Anomaly: Hashable, Sendable {
    /// A stable name, `layer/what`, lower case with hyphens: `pdu/length-mismatch`.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public init(stringLiteral value: String) { rawValue = value }
        public var description: String { rawValue }
    }

    public enum Value: Hashable, Sendable {
        case integer(Int64)
        case text(String)
        case bytes([UInt8])
    }

    public struct Detail: Hashable, Sendable {
        public var name: String
        public var value: Value
        public init(_ name: String, _ value: Value) { self.name = name; self.value = value }
        public init(_ name: String, _ value: some BinaryInteger) { self.init(name, .integer(Int64(clamping: value))) }
        public init(_ name: String, _ value: String) { self.init(name, .text(value)) }
    }

    public var code: Code
    /// Who sent the bytes concerned; `nil` where the network or the capture did it, or nobody can tell.
    public var side: AssociationSide?
    public var evidence: EvidenceRange
    public var clause: Clause?
    /// One plain sentence that needs no other text to be understood.
    public var message: String
    /// The values in `message`, for programs.
    public var details: [Detail]

    public init(
        _ code: Code, side: AssociationSide? = nil, evidence: EvidenceRange, clause: Clause? = nil, message: String,
        details: [Detail] = []
    ) {
        self.code = code
        self.side = side
        self.evidence = evidence
        self.clause = clause
        self.message = message
        self.details = details
    }
}
