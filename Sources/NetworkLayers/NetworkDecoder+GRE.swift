import ByteReading

/// RFC 2784 and RFC 2890; RFC 7637 (NVGRE) is a key and transparent Ethernet; RFC 2637 for version 1.
extension NetworkDecoder {
    mutating func gre(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let flags = bytes.uint16BigEndian(at: cursor.position),
            let type = bytes.uint16BigEndian(at: cursor.position &+ 2)
        else { return incomplete(.gre, cursor, length: 4) }
        let version = flags & 0x0007
        guard version <= 1 else { return malformed(.gre, .version, cursor) }
        // Source routes (RFC 1701) were given up with RFC 2784.
        guard flags & 0x4000 == 0 else { return malformed(.gre, .routing, cursor) }
        let hasSequence = flags & 0x1000 != 0
        // Checksum, key, sequence number; version 1 has an acknowledgement number too.
        let fields = flags & (version == 0 ? 0xB000 : 0xB080)
        let length = 4 &+ fields.nonzeroBitCount &* 4
        guard bytes.count &- cursor.position >= length else { return incomplete(.gre, cursor, length: length) }
        guard let inner = enter(.gre, cursor, length: length) else { return .tooDeep }
        switch EtherType(rawValue: type) {
        case .transparentEthernet: return transparentEthernet(bytes, inner)
        case .erspan where !hasSequence: return erspan1(bytes, inner)
        case .erspan, .erspan3: return erspan(bytes, inner)
        case .ppp: return ppp(bytes, inner)
        default: return etherType(type, bytes, inner)
        }
    }

    mutating func transparentEthernet(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let inner = enter(.transparentEthernet, cursor, length: 0) else { return .tooDeep }
        return ethernet(bytes, inner)
    }

    /// Type I has no header of its own; GRE without a sequence number is its only mark.
    private mutating func erspan1(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let inner = enter(.erspan, cursor, length: 0) else { return .tooDeep }
        return ethernet(bytes, inner)
    }

    /// Types II and III, told apart by the header's own version (draft-foschiano-erspan-03 §4).
    private mutating func erspan(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let versionAndVLAN = bytes.uint16BigEndian(at: cursor.position) else {
            return incomplete(.erspan, cursor, length: 8)
        }
        var length = 8
        var carriesIP = false
        switch versionAndVLAN >> 12 {
        case 1: break
        case 2:
            guard let last = bytes.uint16BigEndian(at: cursor.position &+ 10) else {
                return incomplete(.erspan, cursor, length: 12)
            }
            length = last & 1 == 0 ? 12 : 20
            carriesIP = last >> 10 & 0x1F == 2
        default: return malformed(.erspan, .version, cursor)
        }
        guard bytes.count &- cursor.position >= length else { return incomplete(.erspan, cursor, length: length) }
        if versionAndVLAN & 0x0FFF != 0 { statistics.encapsulations.sawVLAN(control: versionAndVLAN) }
        guard let inner = enter(.erspan, cursor, length: length) else { return .tooDeep }
        return carriesIP ? rawIP(bytes, inner) : ethernet(bytes, inner)
    }
}
