import ByteReading

/// RFC 9293.
extension NetworkDecoder {
    func tcp(_ bytes: Span<UInt8>, _ cursor: LayerCursor, _ header: IPHeader) -> NetworkOutcome {
        let first = cursor.position
        guard bytes.count &- first >= 20,
            let sourcePort = bytes.uint16BigEndian(at: first),
            let destinationPort = bytes.uint16BigEndian(at: first &+ 2),
            let sequence = bytes.uint32BigEndian(at: first &+ 4),
            let acknowledgement = bytes.uint32BigEndian(at: first &+ 8),
            let window = bytes.uint16BigEndian(at: first &+ 14),
            let urgentPointer = bytes.uint16BigEndian(at: first &+ 18)
        else { return incomplete(.tcp, cursor, length: 20) }
        let headerLength = Int(bytes[first &+ 12] >> 4) &* 4
        let dataStart = first &+ headerLength
        guard headerLength >= 20, dataStart <= cursor.claimedEnd else { return malformed(.tcp, .dataOffset, cursor) }

        var segment = TCPSegment(
            source: Endpoint(address: header.source, port: sourcePort),
            destination: Endpoint(address: header.destination, port: destinationPort),
            sequence: sequence, acknowledgement: acknowledgement,
            flags: TCPSegment.Flags(rawValue: bytes[first &+ 13]), window: window, urgentPointer: urgentPointer,
            payloadLength: cursor.claimedEnd &- dataStart, payload: min(dataStart, bytes.count)..<bytes.count,
            timeToLive: header.timeToLive, ipIdentification: header.identification, headerLength: headerLength)
        if segment.flags.contains(.syn) {
            segment.readOptions(bytes, from: first &+ 20, to: min(dataStart, bytes.count))
        }
        return cursor.isInDatagram ? .defragmentedSegment(segment) : .segment(segment)
    }
}

extension TCPSegment {
    /// Stops at the first option whose length cannot be: nothing after it can be told apart.
    fileprivate mutating func readOptions(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
        var position = start
        while position < end {
            let kind = bytes[position]
            if kind == 0 { return }
            if kind == 1 {
                position &+= 1
                continue
            }
            guard position &+ 1 < end else { return }
            let length = Int(bytes[position &+ 1])
            guard length >= 2, position &+ length <= end else { return }
            switch (kind, length) {
            case (2, 4): maximumSegmentSize = bytes.uint16BigEndian(at: position &+ 2)
            case (3, 3): windowScale = bytes[position &+ 2]
            default: break
            }
            position &+= length
        }
    }
}
