import DICOMDictionary
import Evidence

/// Receives a data set's elements in the order received. Nesting is told by `depth`: 0 at the top, one more in each item.
public protocol DataSetVisitor: ~Copyable {
    /// Whether the value of this element is wanted: its bytes are then gathered, up to the reader's limit, and handed to
    /// `element`. Otherwise they are counted and skipped untouched.
    mutating func wantsValue(of header: DataElementHeader) -> Bool

    /// An element that is no sequence, at its end. `value` is `nil` when it was not wanted, longer than the limit, or
    /// touched by a gap or cut short (`isComplete: false`). Encapsulated pixel data comes here after its fragments, with
    /// undefined length.
    mutating func element(_ header: DataElementHeader, value: Span<UInt8>?, isComplete: Bool)

    mutating func sequenceBegan(_ header: DataElementHeader)
    mutating func sequenceEnded(_ header: DataElementHeader)
    /// An item of the innermost open sequence; `index` counts from 0, `length` is `nil` when undefined.
    mutating func itemBegan(_ index: Int, length: UInt32?, offset: UInt64, depth: Int)
    mutating func itemEnded(_ index: Int, depth: Int)
    /// One fragment of encapsulated pixel data (PS3.5 §A.4), at its beginning; index 0 is the Basic Offset Table.
    /// `offset` is that of its item tag.
    mutating func pixelFragment(_ index: Int, length: UInt32, offset: UInt64)

    /// Whether the Basic Offset Table's bytes are wanted.
    var readsOffsetTable: Bool { get }

    /// The Basic Offset Table (PS3.5 §A.4), after its `pixelFragment`, where it is no longer than the reader's limit.
    mutating func offsetTable(_ bytes: Span<UInt8>)

    mutating func fault(_ fault: DataSetFault)
}

extension DataSetVisitor where Self: ~Copyable {
    public var readsOffsetTable: Bool { false }
    public mutating func offsetTable(_ bytes: Span<UInt8>) {}
}
