extension PDU {
    /// An item of a type the standard does not define where it stands.
    public struct UnknownItem: Hashable, Sendable {
        public var type: UInt8
        /// Of the item's first byte, from the PDU's first.
        public var offset: Int
        /// Its contents as far as they were there.
        public var bytes: [UInt8]

        public init(type: UInt8, offset: Int, bytes: [UInt8]) {
            self.type = type
            self.offset = offset
            self.bytes = bytes
        }
    }
}
