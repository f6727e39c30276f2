import ByteReading

/// RFC 3032; RFC 4385 and RFC 4448 for Ethernet over MPLS.
extension NetworkDecoder {
    mutating func mpls(_ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        var bottom = cursor.position
        while true {
            guard let entry = bytes.uint32BigEndian(at: bottom) else {
                return incomplete(.mpls, cursor, length: bottom &+ 4 &- cursor.position)
            }
            bottom &+= 4
            if entry & 0x100 != 0 { break }
        }
        guard let inner = enter(.mpls, cursor, length: bottom &- cursor.position) else { return .tooDeep }
        guard bytes.count > bottom else { return incomplete(.mpls, inner, length: 1) }
        // No field says what the stack carries; routers look at the first four bits too (RFC 4928).
        switch bytes[bottom] >> 4 {
        case 4: return ipv4(bytes, inner)
        case 6: return ipv6(bytes, inner)
        case 0 where isEthernet(bytes, at: bottom &+ 4): return ethernet(bytes, inner.advanced(by: 4))
        default: return isEthernet(bytes, at: bottom) ? ethernet(bytes, inner) : .notIP
        }
    }

    private func isEthernet(_ bytes: Span<UInt8>, at start: Int) -> Bool {
        guard let type = bytes.uint16BigEndian(at: start &+ 12) else { return false }
        switch EtherType(rawValue: type) {
        case .ipv4, .ipv6, .vlan, .serviceVLAN, .qinq9100, .qinq9200, .pppoeSession, .mpls, .mplsMulticast: return true
        default: return false
        }
    }
}
