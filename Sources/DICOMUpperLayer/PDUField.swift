import Evidence

/// One field of a PDU for people to read: where it stands, what it holds and what that means.
public struct PDUField: Hashable, Sendable {
    /// The standard's name of it: `Presentation-context-ID`.
    public var name: String
    /// From the PDU's first byte.
    public var offset: Int
    /// In bytes: those that were there, which may be fewer than the field has.
    public var length: Int
    /// The value as text; `nil` for a field that only holds others, and for bytes that are not decoded.
    public var value: String?
    /// What the value stands for: `acceptance` for a result of 0.
    public var meaning: String?
    public var clause: Clause?
    /// A passcode, ticket or token: neither `value` nor the bytes may be shown.
    public var isSecret: Bool
    public var children: [PDUField]

    public init(
        _ name: String, offset: Int, length: Int, value: String? = nil, meaning: String? = nil, clause: Clause? = nil,
        isSecret: Bool = false, children: [PDUField] = []
    ) {
        self.name = name
        self.offset = offset
        self.length = length
        self.value = value
        self.meaning = meaning
        self.clause = clause
        self.isSecret = isSecret
        self.children = children
    }
}
