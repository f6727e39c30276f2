/// Where in a claims file something stands.
public struct ClaimPlace: Hashable, Sendable {
    /// Fields and items from the top of the file, items counted from 0: `entities[0].services[3].sop[1]`. What a set
    /// brought in has its place in the set: `sets.storage[12]`.
    public var path: String
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int

    public init(path: String, line: Int, column: Int) {
        self.path = path
        self.line = line
        self.column = column
    }
}
