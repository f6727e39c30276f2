import Evidence

/// Something in a capture file that is not as its format has it. All problems of one kind in one file are one
/// `CaptureProblem`, so that no input makes many of them.
///
/// | code | what |
/// |---|---|
/// | `capture/empty-file` | no byte in the file |
/// | `capture/header-cut` | the file ends in its own header |
/// | `capture/record-cut` | the file ends in a record; the bytes of the packet that are there were told |
/// | `capture/read-error` | the system failed to read on |
/// | `gzip/cut`, `gzip/corrupt`, `gzip/trailing-bytes` | the compressed stream ends early, is damaged, is followed by something else |
/// | `pcap/record-damaged` | no record here; reading went on at the next place that looks like one |
/// | `pcap/record-length` | a record claims bytes of the records after it; it was cut where the next begins |
/// | `pcap/file-header` | a second file header: files were concatenated |
/// | `pcapng/block-damaged` | a block's two lengths disagree or make no sense; reading went on at the next block |
/// | `pcapng/block-short` | a block too short for its own fields; skipped |
/// | `pcapng/captured-length` | a packet claims more bytes than its block has; those of the block were told |
/// | `pcapng/interface-unknown` | a packet of an interface that no block describes; skipped |
/// | `pcapng/interface-limit` | more interfaces than are kept; the packets of the others are skipped |
/// | `pcapng/version` | a section of another major version than 1; read all the same |
/// | `pcapng/time-unknown` | a simple packet block has no time; it was given that of the packet before it |
public struct CaptureProblem: Hashable, Sendable {
    /// Index into `CaptureSummary.files`.
    public var file: Int
    public var code: Anomaly.Code
    /// Where in the file (inflated, when it is compressed) the first of them is, in bytes.
    public var offset: UInt64
    /// One plain sentence about the first of them.
    public var message: String
    /// How many there were.
    public var count: Int
    /// Bytes of the file that were not read as packets because of them all.
    public var skippedBytes: UInt64
}
