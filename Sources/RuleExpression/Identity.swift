/// A value that tells who somebody is, on its way through a mask.
public struct Identity: Hashable, Sendable {
    /// What the schema calls this kind of name: `PATIENT`.
    public var kind: String
    public var text: String

    public init(kind: String, text: String) {
        self.kind = kind
        self.text = text
    }
}
