import Evidence

/// What is known of the capture so far: of all of it, once the reader has returned `nil`.
public struct CaptureSummary: Hashable, Sendable {
    public struct File: Hashable, Sendable {
        public enum Format: String, Hashable, Sendable {
            case pcap, pcapng
        }

        public var name: String
        /// `nil` for a file without a byte.
        public var format: Format?
        public var isCompressed: Bool
        /// Of the file, or of its first section.
        public var byteOrder: ByteOrder?
        /// In bytes, as stored; `nil` where it cannot be known beforehand (a pipe).
        public var size: UInt64?
        public var interfaces: [Interface]
    }

    /// One interface of a pcapng file, or what a pcap file says for all its packets.
    public struct Interface: Hashable, Sendable {
        /// A LINKTYPE_ value.
        public var linkType: UInt32
        /// In bytes; 0 is without limit.
        public var snapLength: UInt32
        public var name: String?
        /// Packets the capturing machine lost, as the file reports; `nil` where it reports nothing.
        public var drops: UInt64?
    }

    public var files: [File]
    public var packets: UInt64
    /// Captured bytes of all packets.
    public var bytes: UInt64
    /// Bytes those packets had on the wire.
    public var originalBytes: UInt64
    /// The earliest packet's time.
    public var firstPacket: Timestamp?
    /// The latest packet's time.
    public var lastPacket: Timestamp?
    /// Packets of which the capture has fewer bytes than the wire had.
    public var truncatedPackets: UInt64
    public var problems: [CaptureProblem]

    /// The link types of all interfaces, each once, in the order of their files.
    public var linkTypes: [UInt32] {
        var seen: Set<UInt32> = []
        return files.flatMap { $0.interfaces.map(\.linkType) }.filter { seen.insert($0).inserted }
    }

    /// Packets lost while capturing, over all interfaces; `nil` where no file reports any number.
    public var drops: UInt64? {
        let reported = files.flatMap { $0.interfaces.compactMap(\.drops) }
        return reported.isEmpty ? nil : reported.reduce(0) { $0 &+ $1 }
    }
}
