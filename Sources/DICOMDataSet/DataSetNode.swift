import DICOMDictionary

/// An element of a data set as a tree shows it, with what it holds.
public struct DataSetNode: Sendable {
    public var header: DataElementHeader
    /// The value in one line (`ElementText`); `nil` for sequences and encapsulated pixel data.
    public var text: String?
    /// The value's first bytes, `DataSetTreeBuilder.bytesKept` of them at most.
    public var bytes: [UInt8] = []
    /// All of its bytes were captured.
    public var isComplete: Bool
    /// Of a sequence, as far as the tree reaches.
    public var items: [Item] = []
    /// Of encapsulated pixel data, the first ones; the first of all is the Basic Offset Table.
    public var fragments: [Fragment] = []
    /// How many more items or fragments there were.
    public var omitted = 0

    public init(header: DataElementHeader, text: String? = nil, isComplete: Bool = true) {
        self.header = header
        self.text = text
        self.isComplete = isComplete
    }

    public struct Item: Sendable {
        public var index: Int
        /// `nil` is undefined length.
        public var length: UInt32?
        public var offset: UInt64
        public var elements: [DataSetNode] = []

        public init(index: Int, length: UInt32?, offset: UInt64) {
            self.index = index
            self.length = length
            self.offset = offset
        }
    }

    public struct Fragment: Sendable {
        public var index: Int
        public var length: UInt32
        public var offset: UInt64

        public init(index: Int, length: UInt32, offset: UInt64) {
            self.index = index
            self.length = length
            self.offset = offset
        }
    }
}
