import DICOMDictionary

extension PDU {
    /// A presentation context item of an A-ASSOCIATE-RQ (PS3.8 §9.3.2.2, Table 9-13).
    public struct ProposedPresentationContext: Hashable, Sendable {
        /// `nil` where the item ends before.
        public var id: UInt8?
        /// There should be one.
        public var abstractSyntaxes: [UID] = []
        public var transferSyntaxes: [UID] = []
        public var unknownItems: [UnknownItem] = []
        /// Of the item's first byte, from the PDU's first.
        public var offset: Int

        public init(id: UInt8?, abstractSyntaxes: [UID] = [], transferSyntaxes: [UID] = [], offset: Int = 0) {
            self.id = id
            self.abstractSyntaxes = abstractSyntaxes
            self.transferSyntaxes = transferSyntaxes
            self.offset = offset
        }

        public var abstractSyntax: UID? { abstractSyntaxes.first }
    }
}
