import NetworkLayers

/// Builds the segments of a well-behaved connection, 0.1 ms apart, and what networks and mirror ports make of them.
struct Traffic {
    private(set) var segments: [CapturedSegment] = []
    private(set) var sent: [CapturedSegment.Side: Int] = [.client: 0, .server: 0]
    private var acknowledged: [CapturedSegment.Side: Int?] = [.client: nil, .server: nil]
    private var identification: UInt16 = 1
    var time = 0.0
    let step = 0.1

    mutating func add(_ segment: CapturedSegment) {
        var segment = segment
        segment.time = time
        if segment.identification == 0 { segment.identification = identification }
        identification &+= 1
        time += step
        segments.append(segment)
    }

    mutating func handshake() {
        add(CapturedSegment(direction: .client, offset: -1, flags: .syn))
        add(CapturedSegment(direction: .server, offset: -1, acknowledged: 0, flags: .syn))
        add(CapturedSegment(direction: .client, offset: 0, acknowledged: 0))
    }

    /// Sends in pieces; the other side acknowledges every second one.
    mutating func send(_ bytes: [UInt8], from side: CapturedSegment.Side, pieces: Int = 100) {
        let other: CapturedSegment.Side = side == .client ? .server : .client
        var position = 0
        var count = 0
        while position < bytes.count {
            let piece = Array(bytes[position..<min(bytes.count, position + pieces)])
            add(
                CapturedSegment(
                    direction: side, offset: sent[side, default: 0], acknowledged: sent[other], payload: piece))
            sent[side, default: 0] += piece.count
            position += piece.count
            count += 1
            if count % 2 == 0 || position == bytes.count { acknowledge(from: other) }
        }
    }

    mutating func acknowledge(from side: CapturedSegment.Side) {
        let other: CapturedSegment.Side = side == .client ? .server : .client
        add(CapturedSegment(direction: side, offset: sent[side, default: 0], acknowledged: sent[other]))
    }

    /// FIN, FIN-ACK, ACK.
    mutating func close(from side: CapturedSegment.Side = .client) {
        let other: CapturedSegment.Side = side == .client ? .server : .client
        let own = sent[side, default: 0]
        let peer = sent[other, default: 0]
        add(CapturedSegment(direction: side, offset: own, acknowledged: peer, flags: .fin))
        add(CapturedSegment(direction: other, offset: peer, acknowledged: own + 1, flags: .fin))
        add(CapturedSegment(direction: side, offset: own + 1, acknowledged: peer + 1))
    }

    /// A request and an answer between handshake and close.
    static func exchange(request: [UInt8], response: [UInt8], pieces: Int = 100) -> Traffic {
        var traffic = Traffic()
        traffic.handshake()
        traffic.send(request, from: .client, pieces: pieces)
        traffic.send(response, from: .server, pieces: pieces)
        traffic.close()
        return traffic
    }
}

/// Bytes no two of which near each other are easily taken for one another.
func pattern(_ count: Int, salt: Int = 0) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: ($0 &+ salt) &* 2_654_435_761 >> 7) }
}
