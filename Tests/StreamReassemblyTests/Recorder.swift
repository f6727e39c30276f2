import Evidence
import NetworkLayers

@testable import StreamReassembly

/// Writes down all calls, by stream number and direction.
struct Recorder: StreamConsumer {
    struct Stream: Equatable {
        /// Bytes as delivered, `nil` for a lost one.
        var content: [UInt8?] = []
        var end: UInt64 = 0
        var gaps: [Range<UInt64>] = []
        var frames: [UInt64] = []
    }

    struct Happening: Equatable {
        var event: TCPEvent
        var direction: StreamDirection
        var offset: UInt64
        var frame: UInt64
    }

    private(set) var streams: [Int: [StreamDirection: Stream]] = [:]
    private(set) var events: [Happening] = []
    private(set) var begun: [TCPConnection] = []
    private(set) var ended: [(connection: TCPConnection, reason: TCPConnection.End)] = []
    private(set) var openSlots: Set<Int> = []
    /// Calls that break the protocol: offsets that do not fit, calls outside of a connection's life.
    private(set) var faults: [String] = []

    mutating func connectionBegan(_ connection: TCPConnection, origin: ByteOrigin) {
        begun.append(connection)
        if !openSlots.insert(connection.slot).inserted { faults.append("slot \(connection.slot) in use") }
        streams[connection.number] = [.fromInitiator: Stream(), .fromResponder: Stream()]
    }

    mutating func received(
        _ bytes: Span<UInt8>, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        check(connection, direction, origin, "received")
        if bytes.isEmpty { faults.append("no bytes at \(origin)") }
        for index in bytes.indices { streams[connection.number]?[direction]?.content.append(bytes[index]) }
        streams[connection.number]?[direction]?.end += UInt64(bytes.count)
        streams[connection.number]?[direction]?.frames.append(origin.frame.rawValue)
    }

    mutating func lost(
        _ length: UInt64, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        check(connection, direction, origin, "lost")
        if length == 0 { faults.append("nothing lost at \(origin)") }
        streams[connection.number]?[direction]?.gaps.append(origin.offset..<(origin.offset + length))
        streams[connection.number]?[direction]?.end += length
        guard length < 1 << 20 else { return }
        streams[connection.number]?[direction]?.content.append(contentsOf: repeatElement(nil, count: Int(length)))
    }

    mutating func happened(
        _ event: TCPEvent, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        if !openSlots.contains(connection.slot) { faults.append("\(event) outside of life") }
        events.append(
            Happening(event: event, direction: direction, offset: origin.offset, frame: origin.frame.rawValue))
    }

    mutating func connectionEnded(_ connection: TCPConnection, reason: TCPConnection.End, origin: ByteOrigin) {
        if openSlots.remove(connection.slot) == nil { faults.append("ended twice") }
        ended.append((connection, reason))
    }

    private mutating func check(
        _ connection: TCPConnection, _ direction: StreamDirection, _ origin: ByteOrigin, _ call: String
    ) {
        if !openSlots.contains(connection.slot) { faults.append("\(call) outside of life") }
        let expected = streams[connection.number]?[direction]?.end ?? .max
        if origin.offset != expected { faults.append("\(call) at \(origin.offset), not \(expected)") }
    }

    func stream(_ direction: StreamDirection, number: Int = 0) -> Stream {
        streams[number]?[direction] ?? Stream()
    }

    func bytes(_ direction: StreamDirection, number: Int = 0) -> [UInt8] {
        stream(direction, number: number).content.compactMap { $0 }
    }

    func events(where matches: (TCPEvent) -> Bool) -> [Happening] { events.filter { matches($0.event) } }
}
