import Evidence

/// The three blocks that hold packets.
extension PcapngFile {
    /// draft-ietf-opsawg-pcapng §4.3
    @inline(__always)
    func takeEnhancedPacket(_ end: Int) -> Bool {
        guard hasFields(28, end) else { return false }
        return takeTimedPacket(interface: window.uint32(order, at: 8), drops: 0, end)
    }

    /// draft-ietf-opsawg-pcapng, Appendix A
    func takePacket(_ end: Int) -> Bool {
        guard hasFields(28, end) else { return false }
        let (interface, drops) = (window.uint16(order, at: 8), window.uint16(order, at: 10))
        return takeTimedPacket(interface: UInt32(interface), drops: drops == .max ? 0 : UInt64(drops), end)
    }

    @inline(__always)
    private func takeTimedPacket(interface identifier: UInt32, drops: UInt64, _ end: Int) -> Bool {
        let high = UInt64(window.uint32(order, at: 12))
        let ticks = high << 32 | UInt64(window.uint32(order, at: 16))
        let claimed = Int(window.uint32(order, at: 20))
        let original = Int(window.uint32(order, at: 24))
        guard let interface = interface(identifier) else { return false }
        let captured = believableLength(claimed, room: end &- 28)
        record = Record(
            time: interface.resolution.time(ticks: ticks), linkType: interface.linkType, originalLength: original,
            interface: interface.index, place: window.position &+ 28, capturedLength: captured)
        let options = 28 &+ (captured &+ 3) & ~3
        if drops > 0 || options <= end &- 4 { takeDrops(Int(identifier), drops, options: options, end) }
        return true
    }

    /// No interface and no time of its own (draft-ietf-opsawg-pcapng §4.4): the first interface, and the time of the
    /// packet before it.
    func takeSimplePacket(_ end: Int) -> Bool {
        guard hasFields(12, end), let interface = interface(0) else { return false }
        let original = Int(window.uint32(order, at: 8))
        let snapped = interface.snapLength == 0 ? original : min(original, interface.snapLength)
        let offset = window.offset
        problems.add(
            "pcapng/time-unknown", at: offset,
            "the packet at byte \(offset) has no time of its own and was given that of the packet before it")
        record = Record(
            time: record.time, linkType: interface.linkType, originalLength: original, interface: interface.index,
            place: window.position &+ 12, capturedLength: believableLength(snapped, room: end &- 12))
        return true
    }

    @inline(__always)
    private func interface(_ identifier: UInt32) -> Interface? {
        if Int(identifier) < interfaces.count { return interfaces[Int(identifier)] }
        let offset = window.offset
        problems.add(
            "pcapng/interface-unknown", at: offset,
            "the packet at byte \(offset) is of interface \(identifier), which is not described; it was skipped")
        return nil
    }

    @inline(__always)
    private func believableLength(_ claimed: Int, room: Int) -> Int {
        if claimed <= room { return claimed }
        if isDamaged { return room }
        let offset = window.offset
        problems.add(
            "pcapng/captured-length", at: offset,
            "the packet at byte \(offset) claims \(claimed) bytes but its block has \(room)")
        return room
    }

    private func takeDrops(_ identifier: Int, _ drops: UInt64, options start: Int, _ end: Int) {
        let epb_dropcount: UInt16 = 4
        var drops = drops
        window.forEachOption(order, from: start, to: end) { code, value in
            if code == epb_dropcount, value.count == 8 { drops &+= order.uint64(value, at: 0) }
        }
        guard drops > 0 else { return }
        interfaces[identifier].dropsBetweenPackets &+= drops
        let interface = interfaces[identifier]
        let known = summary.interfaces[interface.index].drops ?? 0
        summary.interfaces[interface.index].drops = max(known, interface.dropsBetweenPackets)
    }
}
