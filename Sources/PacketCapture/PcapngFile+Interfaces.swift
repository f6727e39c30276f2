import ByteReading
import Evidence

/// The blocks that describe interfaces and count for them, and options.
extension PcapngFile {
    /// draft-ietf-opsawg-pcapng §4.2
    func takeInterface(_ end: Int) {
        guard hasFields(16, end) else { return }
        guard summary.interfaces.count < Self.interfaceLimit else {
            problems.add(
                "pcapng/interface-limit", at: window.offset, "more than \(Self.interfaceLimit) interfaces are described"
            )
            return
        }
        let (if_name, if_tsresol, if_tsoffset): (UInt16, UInt16, UInt16) = (2, 9, 14)
        let linkType = UInt32(window.uint16(order, at: 8))
        let snapLength = window.uint32(order, at: 12)
        var name: String?
        var resolution: UInt8 = 6
        var offsetSeconds: Int64 = 0
        window.forEachOption(order, from: 16, to: end) { code, value in
            switch code {
            case if_name: name = String(decoding: value.array(0..<min(255, value.count)), as: UTF8.self)
            case if_tsresol where value.count == 1: resolution = value[0]
            case if_tsoffset where value.count == 8:
                offsetSeconds = Int64(bitPattern: order.uint64(value, at: 0))
            default: break
            }
        }
        interfaces.append(
            Interface(
                linkType: linkType, snapLength: Int(snapLength),
                resolution: TimestampResolution(resolution: resolution, offsetSeconds: offsetSeconds),
                index: summary.interfaces.count))
        summary.interfaces.append(
            CaptureSummary.Interface(linkType: linkType, snapLength: snapLength, name: name, drops: nil))
    }

    /// Counts from the beginning of the capture, so that the last statistics of an interface hold
    /// (draft-ietf-opsawg-pcapng §4.6).
    func takeStatistics(_ end: Int) {
        guard hasFields(20, end) else { return }
        let (isb_ifdrop, isb_osdrop): (UInt16, UInt16) = (5, 7)
        let identifier = Int(window.uint32(order, at: 8))
        guard identifier < interfaces.count else { return }
        var drops: UInt64?
        window.forEachOption(order, from: 20, to: end) { code, value in
            if code == isb_ifdrop || code == isb_osdrop, value.count == 8 {
                drops = (drops ?? 0) &+ order.uint64(value, at: 0)
            }
        }
        if let drops {
            let interface = interfaces[identifier]
            summary.interfaces[interface.index].drops = max(drops, interface.dropsBetweenPackets)
        }
    }
}

extension InputWindow {
    /// The options between two places of the block in front of the window, as far as they are whole
    /// (draft-ietf-opsawg-pcapng §3.5).
    func forEachOption(
        _ order: ByteOrder, from start: Int, to end: Int, _ body: (_ code: UInt16, _ value: Span<UInt8>) -> Void
    ) {
        let bytes = unread
        var index = start
        while index <= end - 4 {
            let (code, length) = (order.uint16(bytes, at: index), Int(order.uint16(bytes, at: index + 2)))
            guard code != 0, length <= end - index - 4 else { return }
            body(code, bytes.extracting((index + 4)..<(index + 4 + length)))
            index += 4 + (length + 3) & ~3
        }
    }
}
