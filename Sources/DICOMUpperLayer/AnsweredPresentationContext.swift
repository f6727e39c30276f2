import DICOMDictionary

extension PDU {
    /// A presentation context item of an A-ASSOCIATE-AC (PS3.8 §9.3.3.2, Table 9-18).
    public struct AnsweredPresentationContext: Hashable, Sendable {
        /// `nil` where the item ends before.
        public var id: UInt8?
        /// `nil` where the item ends before.
        public var result: PresentationContextResult?
        /// There should be one. It means nothing unless `result` is acceptance.
        public var transferSyntaxes: [UID] = []
        public var unknownItems: [UnknownItem] = []
        /// Of the item's first byte, from the PDU's first.
        public var offset: Int

        public init(id: UInt8?, result: PresentationContextResult?, transferSyntaxes: [UID] = [], offset: Int = 0) {
            self.id = id
            self.result = result
            self.transferSyntaxes = transferSyntaxes
            self.offset = offset
        }

        public var transferSyntax: UID? { transferSyntaxes.first }
    }
}
