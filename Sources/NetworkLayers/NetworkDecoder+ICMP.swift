import ByteReading

/// RFC 792, RFC 1191, RFC 4443: only errors that quote a TCP segment are told.
extension NetworkDecoder {
    func icmp(_ bytes: Span<UInt8>, _ cursor: LayerCursor, _ header: IPHeader) -> NetworkOutcome {
        let first = cursor.position
        let quoted = first &+ 8
        guard bytes.count &- first >= 8 else { return incomplete(.icmp, cursor, length: 8) }
        let type = bytes[first]
        let code = bytes[first &+ 1]
        // Destination unreachable, time exceeded, parameter problem.
        guard [3, 11, 12].contains(type), bytes.count &- quoted >= 20, bytes[quoted] >> 4 == 4,
            IPProtocol(bytes[quoted &+ 9]) == .tcp, bytes[quoted &+ 6] & 0x1F == 0, bytes[quoted &+ 7] == 0,
            let source = bytes.uint32BigEndian(at: quoted &+ 12),
            let destination = bytes.uint32BigEndian(at: quoted &+ 16)
        else { return .otherProtocol(.icmp) }
        let unit = type == 3 && code == 4 ? bytes.uint16BigEndian(at: first &+ 6).map(UInt32.init) : nil
        return icmpError(
            bytes, segmentAt: quoted &+ Int(bytes[quoted] & 0x0F) &* 4,
            ICMPError(
                version: .icmp, type: type, code: code, reporter: header.source,
                source: Endpoint(address: .v4(source), port: 0),
                destination: Endpoint(address: .v4(destination), port: 0), sequence: 0,
                // 0 from a router older than RFC 1191.
                maximumTransmissionUnit: unit == 0 ? nil : unit))
    }

    func icmpv6(_ bytes: Span<UInt8>, _ cursor: LayerCursor, _ header: IPHeader) -> NetworkOutcome {
        let first = cursor.position
        let quoted = first &+ 8
        guard bytes.count &- first >= 8 else { return incomplete(.icmp, cursor, length: 8) }
        let type = bytes[first]
        // Destination unreachable, packet too big, time exceeded, parameter problem.
        guard (1...4).contains(type), bytes.count &- quoted >= 40, bytes[quoted] >> 4 == 6,
            IPProtocol(bytes[quoted &+ 6]) == .tcp
        else { return .otherProtocol(.icmpv6) }
        return icmpError(
            bytes, segmentAt: quoted &+ 40,
            ICMPError(
                version: .icmpv6, type: type, code: bytes[first &+ 1], reporter: header.source,
                source: Endpoint(address: bytes.ipv6Address(at: quoted &+ 8), port: 0),
                destination: Endpoint(address: bytes.ipv6Address(at: quoted &+ 24), port: 0), sequence: 0,
                maximumTransmissionUnit: type == 2 ? bytes.uint32BigEndian(at: first &+ 4) : nil))
    }

    /// `error` with the ports and the sequence number of the quoted segment, of which eight bytes are always quoted.
    private func icmpError(_ bytes: Span<UInt8>, segmentAt position: Int, _ error: ICMPError) -> NetworkOutcome {
        guard let sourcePort = bytes.uint16BigEndian(at: position),
            let destinationPort = bytes.uint16BigEndian(at: position &+ 2),
            let sequence = bytes.uint32BigEndian(at: position &+ 4)
        else { return .otherProtocol(error.version == .icmp ? .icmp : .icmpv6) }
        var error = error
        error.source.port = sourcePort
        error.destination.port = destinationPort
        error.sequence = sequence
        return .icmpError(error)
    }
}
