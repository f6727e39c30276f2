/// What one data set may cost, whatever it says.
public struct DataSetLimits: Hashable, Sendable {
    /// Longest value handed to the visitor, in bytes.
    public var valueBytes = 65_536
    /// Deepest item whose elements are told to the visitor. What lies deeper is skipped by its structure.
    public var depth = 64
    /// Faults told to the visitor; of one kind, an eighth of them.
    public var faults = 64
    /// A deflated data set is inflated up to `inflatedBytes` plus `inflationRatio` times the bytes received; the rest is
    /// counted only.
    public var inflatedBytes: UInt64 = 16 << 20
    public var inflationRatio: UInt64 = 64

    public init() {}
}
