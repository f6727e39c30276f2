import ByteReading

/// The link types of hosts that hand out no Ethernet header.
extension NetworkDecoder {
    /// The address family's number in the capturing host's byte order, or in network order (LINKTYPE_LOOP).
    mutating func null(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let value = bytes.uint32BigEndian(at: cursor.position) else {
            return incomplete(.null, cursor, length: 4)
        }
        switch value > 0xFFFF ? value.byteSwapped : value {
        case 2: return ipv4(bytes, cursor.advanced(by: 4))
        // AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, macOS.
        case 10, 24, 28, 30: return ipv6(bytes, cursor.advanced(by: 4))
        default: return .notIP
        }
    }

    mutating func rawIP(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard bytes.count > cursor.position else { return incomplete(.ipv4, cursor, length: 20) }
        switch bytes[cursor.position] >> 4 {
        case 4: return ipv4(bytes, cursor)
        case 6: return ipv6(bytes, cursor)
        default: return .notIP
        }
    }

    mutating func linuxCooked(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let type = bytes.uint16BigEndian(at: cursor.position &+ 14) else {
            return incomplete(.linuxCooked, cursor, length: 16)
        }
        return cookedProtocol(type, bytes, cursor.advanced(by: 16))
    }

    mutating func linuxCooked2(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard bytes.count &- cursor.position >= 20, let type = bytes.uint16BigEndian(at: cursor.position) else {
            return incomplete(.linuxCooked, cursor, length: 20)
        }
        return cookedProtocol(type, bytes, cursor.advanced(by: 20))
    }

    private mutating func cookedProtocol(_ type: UInt16, _ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome
    {
        // ETH_P_802_2 of Linux.
        if type == 4 { return llc(bytes, cursor) }
        return type == EtherType.transparentEthernet.rawValue
            ? ethernet(bytes, cursor) : etherType(type, bytes, cursor)
    }
}
