import ByteReading

/// Tunnels over UDP, known by destination port: VXLAN (RFC 7348, and Linux's port before it), VXLAN-GPE, Geneve
/// (RFC 8926), MPLS (RFC 7510).
extension NetworkDecoder {
    mutating func udp(_ bytes: Span<UInt8>, _ start: LayerCursor) -> NetworkOutcome {
        guard let port = bytes.uint16BigEndian(at: start.position &+ 2),
            let length = bytes.uint16BigEndian(at: start.position &+ 4), bytes.count &- start.position >= 8
        else { return incomplete(.udp, start, length: 8) }
        var cursor = start.advanced(by: 8)
        if length >= 8 { cursor.claimedEnd = start.position &+ Int(length) }
        let payload = bytes.extracting(first: cursor.claimedEnd)
        switch port {
        case 4789, 8472: return vxlan(payload, cursor)
        case 4790: return vxlanGPE(payload, cursor)
        case 6081: return geneve(payload, cursor)
        case 6635: return mpls(payload, cursor)
        default: return .otherProtocol(.udp)
        }
    }

    private mutating func vxlan(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard bytes.count &- cursor.position >= 8 else { return incomplete(.vxlan, cursor, length: 8) }
        // The identifier's flag must be set (§5); without it the datagram is something else on this port.
        guard bytes[cursor.position] & 0x08 != 0 else { return .otherProtocol(.udp) }
        guard let inner = enter(.vxlan, cursor, length: 8) else { return .tooDeep }
        return ethernet(bytes, inner)
    }

    private mutating func vxlanGPE(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard bytes.count &- cursor.position >= 8 else { return incomplete(.vxlan, cursor, length: 8) }
        let hasNextProtocol = bytes[cursor.position] & 0x04 != 0
        let nextProtocol = bytes[cursor.position &+ 3]
        guard let inner = enter(.vxlan, cursor, length: 8) else { return .tooDeep }
        switch hasNextProtocol ? nextProtocol : 3 {
        case 1: return ipv4(bytes, inner)
        case 2: return ipv6(bytes, inner)
        case 3: return ethernet(bytes, inner)
        default: return .notIP
        }
    }

    private mutating func geneve(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard bytes.count &- cursor.position >= 8, let type = bytes.uint16BigEndian(at: cursor.position &+ 2) else {
            return incomplete(.geneve, cursor, length: 8)
        }
        guard bytes[cursor.position] >> 6 == 0 else { return .otherProtocol(.udp) }
        let length = 8 &+ Int(bytes[cursor.position] & 0x3F) &* 4
        guard bytes.count &- cursor.position >= length else { return incomplete(.geneve, cursor, length: length) }
        guard let inner = enter(.geneve, cursor, length: length) else { return .tooDeep }
        return type == EtherType.transparentEthernet.rawValue
            ? ethernet(bytes, inner) : etherType(type, bytes, inner)
    }
}
