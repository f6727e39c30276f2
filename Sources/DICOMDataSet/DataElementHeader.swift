import DICOMDictionary

/// Tag, value representation and length of a data element (PS3.5 §7.1).
public struct DataElementHeader: Hashable, Sendable {
    public var tag: Tag
    /// As read in explicit VR, as the dictionary has it in implicit VR (`UN` where it has none).
    public var vr: VR
    /// The VR stands in the bytes.
    public var isVRExplicit: Bool
    /// `nil` is undefined length, FFFFFFFFH.
    public var length: UInt32?
    /// Where the tag stands, counted from the data set's first byte (after inflating, where the syntax deflates).
    public var offset: UInt64
    /// Where the value begins, counted the same way.
    public var valueOffset: UInt64
    /// Items around it.
    public var depth: Int
    /// The byte order of its value: within a `UN` of undefined length it is little endian whatever the transfer syntax
    /// (PS3.5 §6.2.2).
    public var isBigEndian: Bool
    /// The private creator its block belongs to (PS3.5 §7.8.1), when known.
    public var privateCreator: String?

    public init(
        tag: Tag, vr: VR, length: UInt32?, offset: UInt64, valueOffset: UInt64, depth: Int, isBigEndian: Bool = false,
        privateCreator: String? = nil, isVRExplicit: Bool = true
    ) {
        self.tag = tag
        self.vr = vr
        self.isVRExplicit = isVRExplicit
        self.length = length
        self.offset = offset
        self.valueOffset = valueOffset
        self.depth = depth
        self.isBigEndian = isBigEndian
        self.privateCreator = privateCreator
    }
}
