/// How much of a data set could be read.
public struct DataSetCompleteness: Hashable, Sendable {
    /// Received, as sent, before inflating. Lost bytes are not among them.
    public var bytes: UInt64
    /// In gaps.
    public var lostBytes: UInt64
    /// Received but not read: after a gap or a fault that left no certain place to go on from, or beyond a limit on
    /// inflating (counted as sent).
    public var unreadableBytes: UInt64
    /// No gap, nothing unreadable, and the last byte was the last of an element at the top level.
    public var isComplete: Bool
    /// All there were; the visitor was told of the first ones only.
    public var faults: Int

    public init(bytes: UInt64, lostBytes: UInt64, unreadableBytes: UInt64, isComplete: Bool, faults: Int) {
        self.bytes = bytes
        self.lostBytes = lostBytes
        self.unreadableBytes = unreadableBytes
        self.isComplete = isComplete
        self.faults = faults
    }
}
