extension PDU {
    /// A reserved field that was sent with another value than 0. It shall not be tested by a receiver, so it is a fact
    /// and no fault of the association.
    public struct ReservedField: Hashable, Sendable {
        /// From the PDU's first byte.
        public var offset: Int
        public var bytes: [UInt8]

        public init(offset: Int, bytes: [UInt8]) {
            self.offset = offset
            self.bytes = bytes
        }
    }
}
