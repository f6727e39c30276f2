import Evidence

/// Writes a pcap file (draft-ietf-opsawg-pcap).
public struct PcapWriter: Sendable {
    public private(set) var output: CaptureOutput
    private let order: ByteOrder
    private let isNanoseconds: Bool

    /// - Parameters:
    ///   - linkType: A LINKTYPE_ value.
    ///   - snapLength: In bytes; only written down, packets are not cut.
    public init(
        linkType: UInt32, to output: CaptureOutput = CaptureOutput(), snapLength: UInt32 = 262_144,
        nanoseconds: Bool = true, byteOrder: ByteOrder = .littleEndian
    ) {
        self.output = output
        order = byteOrder
        isNanoseconds = nanoseconds
        let dialect = PcapDialect(order: byteOrder, isNanoseconds: nanoseconds, isModified: false)
        self.output.append(dialect.magic, order)
        self.output.append(2 as UInt16, order)
        self.output.append(4 as UInt16, order)
        self.output.appendZeros(8)
        self.output.append(snapLength, order)
        self.output.append(linkType, order)
    }

    /// `originalLength`, in bytes, is that of the packet itself unless given. Times before 1970 and after 2106 cannot be
    /// written and are taken to the nearest that can.
    public mutating func write(
        _ packet: Span<UInt8>, time: Timestamp, originalLength: Int? = nil
    ) throws(CaptureError) {
        let nanoseconds = max(0, time.nanoseconds)
        output.append(UInt32(clamping: nanoseconds / 1_000_000_000), order)
        output.append(UInt32(nanoseconds % 1_000_000_000) / (isNanoseconds ? 1 : 1000), order)
        output.append(UInt32(clamping: packet.count), order)
        output.append(UInt32(clamping: originalLength ?? packet.count), order)
        output.append(packet)
        try output.flushIfLarge()
    }

    /// Gives what was written to the output's descriptor.
    public mutating func flush() throws(CaptureError) { try output.flush() }
}
