import Evidence

/// Writes a pcapng file of one section with nanosecond times (draft-ietf-opsawg-pcapng).
public struct PcapngWriter: Sendable {
    public private(set) var output: CaptureOutput
    private let order: ByteOrder
    private var interfaceCount: UInt32 = 0

    public init(to output: CaptureOutput = CaptureOutput(), byteOrder: ByteOrder = .littleEndian) {
        self.output = output
        order = byteOrder
        let sectionLengthUnknown: UInt64 = .max
        appendBlock(PcapngFile.BlockType.sectionHeader, bodyLength: 16) { output, order in
            output.append(0x1A2B_3C4D as UInt32, order)
            output.append(1 as UInt16, order)
            output.append(0 as UInt16, order)
            output.append(sectionLengthUnknown, order)
        }
    }

    /// Describes an interface and returns the number that its packets are written with.
    ///
    /// - Parameters:
    ///   - linkType: A LINKTYPE_ value.
    ///   - snapLength: In bytes; 0 is without limit. Only written down, packets are not cut.
    public mutating func addInterface(linkType: UInt16, snapLength: UInt32 = 0, name: String? = nil) -> UInt32 {
        let name = name.map { Array($0.utf8.prefix(255)) } ?? []
        let nameLength = name.isEmpty ? 0 : 4 + padded(name.count)
        appendBlock(PcapngFile.BlockType.interfaceDescription, bodyLength: 8 + nameLength + 8 + 4) { output, order in
            output.append(linkType, order)
            output.append(0 as UInt16, order)
            output.append(snapLength, order)
            if !name.isEmpty { Self.appendOption(2, name, &output, order) }
            let nanoseconds: UInt8 = 9
            Self.appendOption(9, [nanoseconds], &output, order)
            output.appendZeros(4)
        }
        defer { interfaceCount &+= 1 }
        return interfaceCount
    }

    /// `originalLength`, in bytes, is that of the packet itself unless given. A comment is cut at 65,535 bytes.
    public mutating func write(
        _ packet: Span<UInt8>, time: Timestamp, interface: UInt32 = 0, originalLength: Int? = nil,
        comment: String? = nil
    ) throws(CaptureError) {
        let comment = comment.map { Array($0.utf8.prefix(65_535)) } ?? []
        let optionsLength = comment.isEmpty ? 0 : 4 + padded(comment.count) + 4
        let ticks = UInt64(max(0, time.nanoseconds))
        let length = 20 + padded(packet.count) + optionsLength
        begin(PcapngFile.BlockType.enhancedPacket, bodyLength: length)
        output.append(interface, order)
        output.append(UInt32(truncatingIfNeeded: ticks >> 32), order)
        output.append(UInt32(truncatingIfNeeded: ticks), order)
        output.append(UInt32(clamping: packet.count), order)
        output.append(UInt32(clamping: originalLength ?? packet.count), order)
        output.append(packet)
        output.appendZeros(padded(packet.count) - packet.count)
        if !comment.isEmpty {
            Self.appendOption(1, comment, &output, order)
            output.appendZeros(4)
        }
        end(bodyLength: length)
        try output.flushIfLarge()
    }

    /// What an interface's capture came to in this file: an Interface Statistics Block, of which the last holds
    /// (draft-ietf-opsawg-pcapng §4.6).
    public mutating func write(_ statistics: InterfaceStatistics, time: Timestamp, interface: UInt32) {
        let (isb_ifrecv, isb_ifdrop, isb_osdrop): (UInt16, UInt16, UInt16) = (4, 5, 7)
        let ticks = UInt64(max(0, time.nanoseconds))
        appendBlock(PcapngFile.BlockType.interfaceStatistics, bodyLength: 12 + 3 * 12 + 4) { output, order in
            output.append(interface, order)
            output.append(UInt32(truncatingIfNeeded: ticks >> 32), order)
            output.append(UInt32(truncatingIfNeeded: ticks), order)
            for (code, count) in [
                (isb_ifrecv, statistics.received), (isb_ifdrop, statistics.droppedByInterface),
                (isb_osdrop, statistics.droppedByKernel),
            ] {
                output.append(code, order)
                output.append(8 as UInt16, order)
                output.append(count, order)
            }
            output.appendZeros(4)
        }
    }

    /// Gives what was written to the output's descriptor.
    public mutating func flush() throws(CaptureError) { try output.flush() }

    private mutating func appendBlock(
        _ type: UInt32, bodyLength: Int, _ body: (inout CaptureOutput, ByteOrder) -> Void
    ) {
        begin(type, bodyLength: bodyLength)
        body(&output, order)
        end(bodyLength: bodyLength)
    }

    private mutating func begin(_ type: UInt32, bodyLength: Int) {
        output.append(type, order)
        output.append(UInt32(clamping: bodyLength + 12), order)
    }

    private mutating func end(bodyLength: Int) { output.append(UInt32(clamping: bodyLength + 12), order) }

    private static func appendOption(
        _ code: UInt16, _ value: [UInt8], _ output: inout CaptureOutput, _ order: ByteOrder
    ) {
        output.append(code, order)
        output.append(UInt16(clamping: value.count), order)
        output.append(value.span)
        output.appendZeros(padded(value.count) - value.count)
    }
}

private func padded(_ length: Int) -> Int { (length + 3) & ~3 }
