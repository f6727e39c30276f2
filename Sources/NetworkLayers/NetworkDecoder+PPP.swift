import ByteReading

/// RFC 1661, RFC 1662, RFC 2516.
extension NetworkDecoder {
    /// With or without address and control bytes; Cisco HDLC where the address says so.
    mutating func ppp(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let start = bytes.uint16BigEndian(at: cursor.position) else {
            return incomplete(.ppp, cursor, length: 2)
        }
        switch start {
        case 0xFF03: return pppProtocol(bytes, cursor.advanced(by: 2))
        case 0x0F00, 0x8F00: return ciscoHDLC(bytes, cursor)
        default: return pppProtocol(bytes, cursor)
        }
    }

    mutating func ciscoHDLC(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let type = bytes.uint16BigEndian(at: cursor.position &+ 2) else {
            return incomplete(.ppp, cursor, length: 4)
        }
        return etherType(type, bytes, cursor.advanced(by: 4))
    }

    mutating func pppoe(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let versionTypeCode = bytes.uint16BigEndian(at: cursor.position),
            let length = bytes.uint16BigEndian(at: cursor.position &+ 4)
        else { return incomplete(.pppoe, cursor, length: 6) }
        guard versionTypeCode == 0x1100 else { return .notIP }
        guard var inner = enter(.pppoe, cursor, length: 6) else { return .tooDeep }
        inner.claimedEnd = inner.position &+ Int(length)
        return pppProtocol(bytes.extracting(first: inner.claimedEnd), inner)
    }

    private mutating func pppProtocol(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard bytes.count > cursor.position else { return incomplete(.ppp, cursor, length: 2) }
        let first = UInt16(bytes[cursor.position])
        var number = first
        var length = 1
        // The first byte's lowest bit is 1 only where the protocol field was compressed to one byte (RFC 1661 §6.5).
        if first & 1 == 0 {
            guard let whole = bytes.uint16BigEndian(at: cursor.position) else {
                return incomplete(.ppp, cursor, length: 2)
            }
            number = whole
            length = 2
        }
        guard let inner = enter(.ppp, cursor, length: length) else { return .tooDeep }
        switch number {
        case 0x0021: return ipv4(bytes, inner)
        case 0x0057: return ipv6(bytes, inner)
        case 0x0281, 0x0283: return mpls(bytes, inner)
        default: return .notIP
        }
    }
}
