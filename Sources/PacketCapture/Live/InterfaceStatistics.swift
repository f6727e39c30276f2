/// What an interface's capture came to so far.
public struct InterfaceStatistics: Hashable, Sendable {
    public var name: String
    /// Packets that passed the filter, those lost included, as the kernel counts.
    public var received: UInt64 = 0
    /// Packets that the kernel's ring had no room for.
    public var droppedByKernel: UInt64 = 0
    /// Packets that the adapter or its driver lost, where they tell.
    public var droppedByInterface: UInt64 = 0
    /// Packets handed to analysis.
    public var taken: UInt64 = 0
    public var isUp = true

    public init(name: String) { self.name = name }

    /// What came since `earlier`.
    func since(_ earlier: InterfaceStatistics) -> InterfaceStatistics {
        var difference = self
        difference.received &-= earlier.received
        difference.droppedByKernel &-= earlier.droppedByKernel
        difference.droppedByInterface &-= earlier.droppedByInterface
        difference.taken &-= earlier.taken
        return difference
    }
}
