import ByteReading

/// IEEE 802.3, 802.1Q, 802.2.
extension NetworkDecoder {
    mutating func ethernet(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let type = bytes.uint16BigEndian(at: cursor.position &+ 12) else {
            return incomplete(.ethernet, cursor, length: 14)
        }
        return lengthOrType(type, bytes, cursor.advanced(by: 14))
    }

    private mutating func lengthOrType(_ value: UInt16, _ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard value <= EtherType.largestLength else { return etherType(value, bytes, cursor) }
        var cursor = cursor
        cursor.claimedEnd = cursor.position &+ Int(value)
        return llc(bytes.extracting(first: cursor.claimedEnd), cursor)
    }

    mutating func etherType(_ value: UInt16, _ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        switch EtherType(rawValue: value) {
        case .ipv4: ipv4(bytes, cursor)
        case .ipv6: ipv6(bytes, cursor)
        case .vlan, .serviceVLAN, .qinq9100, .qinq9200: vlan(bytes, cursor)
        case .pppoeSession: pppoe(bytes, cursor)
        case .mpls, .mplsMulticast: mpls(bytes, cursor)
        case .ciscoMetaData: ciscoMetaData(bytes, cursor)
        default: .notIP
        }
    }

    private mutating func vlan(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let control = bytes.uint16BigEndian(at: cursor.position),
            let type = bytes.uint16BigEndian(at: cursor.position &+ 2)
        else { return incomplete(.vlan, cursor, length: 4) }
        statistics.encapsulations.sawVLAN(control: control)
        guard let inner = enter(.vlan, cursor, length: 4) else { return .tooDeep }
        return lengthOrType(type, bytes, inner)
    }

    /// A security group tag of six bytes before the type, as Cisco TrustSec switches insert it.
    private mutating func ciscoMetaData(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        guard let type = bytes.uint16BigEndian(at: cursor.position &+ 6) else {
            return incomplete(.ciscoMetaData, cursor, length: 8)
        }
        guard let inner = enter(.ciscoMetaData, cursor, length: 8) else { return .tooDeep }
        return etherType(type, bytes, inner)
    }

    /// IEEE 802.2 with SNAP, or with the address 06H that RFC 948 gave IP.
    mutating func llc(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        let start = cursor.position
        guard bytes.count &- start >= 3 else { return incomplete(.llc, cursor, length: 3) }
        switch (bytes[start], bytes[start &+ 1], bytes[start &+ 2]) {
        case (0xAA, 0xAA, 0x03):
            guard let organization = bytes.uint32BigEndian(at: start &+ 2),
                let type = bytes.uint16BigEndian(at: start &+ 6)
            else { return incomplete(.llc, cursor, length: 8) }
            guard let inner = enter(.llc, cursor, length: 8) else { return .tooDeep }
            // RFC 1042, and IEEE 802.1H's code for bridged frames.
            let isEtherType = organization & 0xFF_FFFF == 0 || organization & 0xFF_FFFF == 0xF8
            return isEtherType && type >= EtherType.smallestType ? etherType(type, bytes, inner) : .notIP
        case (0x06, 0x06, 0x03):
            guard let inner = enter(.llc, cursor, length: 3) else { return .tooDeep }
            return ipv4(bytes, inner)
        default:
            return .notIP
        }
    }
}
