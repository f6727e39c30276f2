/// How many operations may be outstanding at once; 0 is no limit, and without the sub-item it is 1 (PS3.7 §D.3.3.3).
public struct AsynchronousOperationsWindow: Hashable, Sendable {
    /// The sub-item's Maximum-number-operations-invoked.
    public var invoked: UInt16
    /// The sub-item's Maximum-number-operations-performed.
    public var performed: UInt16

    public init(invoked: UInt16, performed: UInt16) {
        self.invoked = invoked
        self.performed = performed
    }
}
