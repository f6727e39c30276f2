import DICOMDictionary

/// Something in a data set's encoding that PS3.5 does not allow, or that kept it from being read. `offset` counts from
/// the data set's first byte.
public struct DataSetFault: Hashable, Sendable {
    /// A stable name, `data-set/what`.
    public var code: String
    public var tag: Tag?
    public var offset: UInt64
    public var message: String

    public init(_ code: String, tag: Tag? = nil, offset: UInt64, message: String) {
        self.code = code
        self.tag = tag
        self.offset = offset
        self.message = message
    }
}
