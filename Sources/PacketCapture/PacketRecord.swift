import Evidence

/// One packet as the capture has it; its bytes are the reader's `bytes` until the next call.
public struct PacketRecord: Hashable, Sendable {
    /// Counted from 1 over all files, as Wireshark counts.
    public var frame: FrameNumber
    public var time: Timestamp
    /// A LINKTYPE_ value.
    public var linkType: UInt32
    /// Bytes that are there.
    public var capturedLength: Int
    /// Bytes that were on the wire. Some writers leave it 0.
    public var originalLength: Int
    /// Index into `CaptureSummary.files`.
    public var file: Int
    /// Index into that file's `interfaces`.
    public var interface: Int
}
