/// A name for an expression, to be used in others that come after it.
public struct Definition: Hashable, Sendable {
    public var name: String
    public var source: String
    /// Where the source begins in the file it comes from.
    public var position: SourcePosition

    public init(_ name: String, _ source: String, at position: SourcePosition = SourcePosition(line: 1, column: 1)) {
        self.name = name
        self.source = source
        self.position = position
    }
}
