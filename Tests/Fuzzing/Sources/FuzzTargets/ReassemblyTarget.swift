import Evidence
import NetworkLayers
import StreamReassembly

/// Segments of up to four connections, scripted in 12 bytes each, under limits small enough to be reached.
func fuzzReassembly(_ bytes: [UInt8]) {
    var limits = StreamReassembler.Limits()
    limits.connections = 3
    limits.endedConnections = 2
    limits.pendingBytes = 2000
    limits.totalPendingBytes = 3000
    limits.pendingSegments = 20
    limits.retransmissionEvents = 4
    var script = Script(bytes)
    if script.byte() & 1 == 1 { limits.idle = .seconds(5) }
    var reassembler = StreamReassembler(limits: limits)
    var consumer = OrderChecker()
    let content = (0..<512).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var time: Int64 = 0
    var frame: UInt64 = 0
    while !script.isAtEnd {
        frame += 1
        let head = script.byte()
        let flags = TCPSegment.Flags(rawValue: script.byte())
        // Small numbers collide; the high bits come in now and then.
        let far = script.byte()
        let base: UInt32 = far & 0x0F == 0x0F ? UInt32(far) << 24 : far & 0x10 != 0 ? 0xFFFF_FF00 : 0
        let sequence = base &+ UInt32(script.short() & 0x0FFF)
        let acknowledgement = base &+ UInt32(script.short() & 0x0FFF)
        let claimed = Int(script.short()) & 0x03FF
        let captured = min(claimed, Int(script.byte()) * 2)
        time += Int64(Int8(bitPattern: script.byte())) * 50_000_000
        let client = Endpoint(address: .v4(0x0A00_0001), port: 1000 + UInt16(head & 3))
        let server = Endpoint(address: .v4(0x0A00_0002), port: 104)
        let isClient = head & 4 == 0
        let segment = TCPSegment(
            source: isClient ? client : server, destination: isClient ? server : client, sequence: sequence,
            acknowledgement: acknowledgement, flags: flags, window: UInt16(script.byte()) << 4,
            urgentPointer: UInt16(head >> 3), windowScale: head & 8 == 0 ? nil : head >> 4,
            payloadLength: head & 16 == 0 ? claimed : .max, payload: 0..<min(512, captured),
            timeToLive: head & 32 == 0 ? 64 : 1, ipIdentification: UInt16(head >> 6))
        reassembler.process(
            segment, bytes: content.span, frame: FrameNumber(frame), time: Timestamp(nanoseconds: time),
            consumer: &consumer)
    }
    reassembler.finish(frame: FrameNumber(frame), time: Timestamp(nanoseconds: time), consumer: &consumer)
    precondition(consumer.isSettled, "every connection ends")
}

/// Every direction's calls must continue where the last one ended, within the connection's life.
struct OrderChecker: StreamConsumer {
    private var next: [Int: [UInt64]] = [:]

    var isSettled: Bool { next.isEmpty }

    mutating func connectionBegan(_ connection: TCPConnection, origin: ByteOrigin) {
        precondition(next[connection.slot] == nil, "a slot is one connection's")
        next[connection.slot] = [0, 0]
    }

    mutating func received(
        _ bytes: Span<UInt8>, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        precondition(bytes.count > 0, "bytes are some")
        move(connection, direction, origin, UInt64(bytes.count))
    }

    mutating func lost(
        _ length: UInt64, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        precondition(length > 0, "a gap has bytes")
        move(connection, direction, origin, length)
    }

    mutating func happened(
        _ event: TCPEvent, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        precondition(next[connection.slot] != nil, "an event is within life")
    }

    mutating func connectionEnded(_ connection: TCPConnection, reason: TCPConnection.End, origin: ByteOrigin) {
        precondition(next.removeValue(forKey: connection.slot) != nil, "a connection ends once")
    }

    private mutating func move(
        _ connection: TCPConnection, _ direction: StreamDirection, _ origin: ByteOrigin, _ length: UInt64
    ) {
        guard var offsets = next[connection.slot] else { preconditionFailure("bytes are within life") }
        precondition(offsets[Int(direction.rawValue)] == origin.offset, "bytes follow the last ones")
        offsets[Int(direction.rawValue)] = origin.offset + length
        next[connection.slot] = offsets
    }
}
