/// A place in the standard, cited one way: `PS3.8 §9.3.2, Table 9-11`.
public struct Clause: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
    /// A literal costs nothing: its text is part of the program.
    public init(stringLiteral value: String) { description = value }
}
