import Evidence

/// The head of a presentation data value item (PS3.8 §9.3.5.1, Annex E): its length, presentation context and message
/// control header. The fragment behind it is streamed and never held here.
public struct PresentationDataValue: Hashable, Sendable {
    /// The item-length field: bytes that follow it, the context ID and the control header among them. It is 2 at least:
    /// an item too short for those two is told as an anomaly and is no PDV.
    public var length: UInt32
    public var presentationContextID: UInt8
    /// The message control header as received (PS3.8 §E.2): bit 0 command, bit 1 last fragment, others reserved.
    public var controlHeader: UInt8
    /// Where the item-length field stands in the stream.
    public var offset: StreamOffset

    @inlinable
    public init(length: UInt32, presentationContextID: UInt8, controlHeader: UInt8, offset: StreamOffset) {
        self.length = length
        self.presentationContextID = presentationContextID
        self.controlHeader = controlHeader
        self.offset = offset
    }

    @inlinable
    public var isCommand: Bool { controlHeader & 1 != 0 }
    @inlinable
    public var isLast: Bool { controlHeader & 2 != 0 }
    /// Bytes of command or data set in this PDV.
    @inlinable
    public var fragmentLength: Int { length < 2 ? 0 : Int(length) - 2 }
    /// Length field, context ID and control header.
    public static let headerSize = 6
}
