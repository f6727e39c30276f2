import ByteReading

/// RFC 791 and RFC 8200.
extension NetworkDecoder {
    mutating func ipv4(_ bytes: Span<UInt8>, _ start: LayerCursor) -> NetworkOutcome {
        let first = start.position
        guard bytes.count &- first >= 20 else { return incomplete(.ipv4, start, length: 20) }
        guard bytes[first] >> 4 == 4 else { return malformed(.ipv4, .version, start) }
        let headerLength = Int(bytes[first] & 0x0F) &* 4
        guard headerLength >= 20 else { return malformed(.ipv4, .headerLength, start) }

        var cursor = start
        let totalLength = Int(bytes.uint16BigEndian(at: first &+ 2) ?? 0)
        // 0 where the adapter cuts a large send into segments: the frame's own length is all there is.
        if totalLength > 0 {
            guard totalLength >= headerLength else { return malformed(.ipv4, .totalLength, start) }
            cursor.claimedEnd = first &+ totalLength
        }
        guard bytes.count &- first >= headerLength else { return incomplete(.ipv4, cursor, length: headerLength) }
        cursor.position = first &+ headerLength

        let identification = bytes.uint16BigEndian(at: first &+ 4) ?? 0
        let flagsAndOffset = bytes.uint16BigEndian(at: first &+ 6) ?? 0
        let header = IPHeader(
            source: .v4(bytes.uint32BigEndian(at: first &+ 12) ?? 0),
            destination: .v4(bytes.uint32BigEndian(at: first &+ 16) ?? 0),
            timeToLive: bytes[first &+ 8], identification: identification)
        let payload = bytes.extracting(first: cursor.claimedEnd)
        let nextHeader = IPProtocol(bytes[first &+ 9])
        guard flagsAndOffset & 0x3FFF != 0 else { return ipPayload(nextHeader, payload, cursor, header) }
        let key = FragmentReassembler.Key(
            source: header.source, destination: header.destination, identification: UInt32(identification),
            nextHeader: nextHeader)
        return fragment(
            key, nextHeader, offset: Int(flagsAndOffset & 0x1FFF) &* 8, isLast: flagsAndOffset & 0x2000 == 0, payload,
            cursor, header, overlong: malformed(.ipv4, .fragmentOffset, start))
    }

    mutating func ipv6(_ bytes: Span<UInt8>, _ start: LayerCursor) -> NetworkOutcome {
        let first = start.position
        guard bytes.count &- first >= 40 else { return incomplete(.ipv6, start, length: 40) }
        guard bytes[first] >> 4 == 6 else { return malformed(.ipv6, .version, start) }
        var cursor = start.advanced(by: 40)
        // 0 for a jumbogram (RFC 2675 §3) and for large sends, as with IPv4.
        if let payloadLength = bytes.uint16BigEndian(at: first &+ 4), payloadLength > 0 {
            cursor.claimedEnd = cursor.position &+ Int(payloadLength)
        }
        let header = IPHeader(
            source: bytes.ipv6Address(at: first &+ 8), destination: bytes.ipv6Address(at: first &+ 24),
            timeToLive: bytes[first &+ 7], identification: 0)
        return ipPayload(IPProtocol(bytes[first &+ 6]), bytes.extracting(first: cursor.claimedEnd), cursor, header)
    }

    mutating func ipPayload(
        _ nextHeader: IPProtocol, _ bytes: Span<UInt8>, _ cursor: LayerCursor, _ header: IPHeader
    ) -> NetworkOutcome {
        switch nextHeader {
        case .tcp: return tcp(bytes, cursor, header)
        case .udp: return udp(bytes, cursor)
        case .icmp: return icmp(bytes, cursor, header)
        case .icmpv6: return icmpv6(bytes, cursor, header)
        case .gre: return gre(bytes, cursor)
        case .ipv4, .ipip, .ipv6, .mpls:
            guard let inner = enter(.ipInIP, cursor, length: 0) else { return .tooDeep }
            switch nextHeader {
            case .ipv6: return ipv6(bytes, inner)
            case .mpls: return mpls(bytes, inner)
            default: return ipv4(bytes, inner)
            }
        case .hopByHop, .routing, .fragment, .destinationOptions, .authenticationHeader, .mobility, .hostIdentity,
            .shim6:
            return extensionHeaders(nextHeader, bytes, cursor, header)
        default: return .otherProtocol(nextHeader)
        }
    }

    /// RFC 8200 §4; RFC 4302 §2.2 for the authentication header, which IPv4 may carry too.
    private mutating func extensionHeaders(
        _ first: IPProtocol, _ bytes: Span<UInt8>, _ start: LayerCursor, _ header: IPHeader
    ) -> NetworkOutcome {
        var nextHeader = first
        var cursor = start
        while true {
            let length: Int
            switch nextHeader {
            case .authenticationHeader, .hopByHop, .routing, .destinationOptions, .mobility, .hostIdentity, .shim6:
                guard bytes.count &- cursor.position >= 8 else {
                    return incomplete(.ipv6Extension, cursor, length: 8)
                }
                let units = Int(bytes[cursor.position &+ 1])
                length = nextHeader == .authenticationHeader ? (units &+ 2) &* 4 : (units &+ 1) &* 8
            case .fragment:
                guard let control = bytes.uint16BigEndian(at: cursor.position &+ 2),
                    let identification = bytes.uint32BigEndian(at: cursor.position &+ 4)
                else { return incomplete(.ipv6Extension, cursor, length: 8) }
                // Offset 0 and no more fragments: a whole datagram all the same (RFC 6946).
                if control & 0xFFF9 == 0 {
                    length = 8
                    break
                }
                let key = FragmentReassembler.Key(
                    source: header.source, destination: header.destination, identification: identification,
                    nextHeader: .fragment)
                var header = header
                header.identification = UInt16(truncatingIfNeeded: identification)
                return fragment(
                    key, IPProtocol(bytes[cursor.position]), offset: Int(control & 0xFFF8), isLast: control & 1 == 0,
                    bytes, cursor.advanced(by: 8), header, overlong: malformed(.ipv6Extension, .fragmentOffset, cursor))
            default:
                return ipPayload(nextHeader, bytes, cursor, header)
            }
            guard bytes.count &- cursor.position >= length else {
                return incomplete(.ipv6Extension, cursor, length: length)
            }
            nextHeader = IPProtocol(bytes[cursor.position])
            cursor.position &+= length
        }
    }

    private mutating func fragment(
        _ key: FragmentReassembler.Key, _ nextHeader: IPProtocol, offset: Int, isLast: Bool, _ bytes: Span<UInt8>,
        _ cursor: LayerCursor, _ header: IPHeader, overlong: NetworkOutcome
    ) -> NetworkOutcome {
        let length = cursor.claimedEnd &- cursor.position
        guard offset &+ length <= 0xFFFF else { return overlong }
        guard cursor.depth < depthLimit else { return .tooDeep }
        let piece = FragmentReassembler.Fragment(
            offset: offset, length: length, isLast: isLast, nextHeader: nextHeader)
        let captured = bytes.extracting(cursor.position...)
        guard let whole = fragments.add(piece, captured, to: key, time: time, counting: &statistics) else {
            return .fragment
        }
        let inner = LayerCursor(position: 0, claimedEnd: whole.length, depth: cursor.depth &+ 1, isInDatagram: true)
        datagram = whole.bytes
        return ipPayload(whole.nextHeader, whole.bytes.span, inner, header)
    }
}
