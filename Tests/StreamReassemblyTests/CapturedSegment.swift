import Evidence
import NetworkLayers

/// A segment of a test's traffic: the header's fields, the captured payload, the time in milliseconds.
struct CapturedSegment {
    var direction: Side
    /// Counted from the first byte after the SYN; -1 is the SYN itself.
    var offset: Int
    var acknowledged: Int?
    var flags: TCPSegment.Flags = []
    var payload: [UInt8] = []
    /// As the IP header tells it; `nil` when the whole was captured.
    var claimedLength: Int?
    var window: UInt16 = 8192
    var time = 0.0
    var identification: UInt16 = 0
    var timeToLive: UInt8 = 64
    var urgentPointer: UInt16 = 0
    var windowScale: UInt8?
    var maximumSegmentSize: UInt16?

    enum Side { case client, server }

    var length: Int { claimedLength ?? payload.count }
}

/// Where the two sides are and at which sequence numbers they begin.
struct Conversation {
    var clientPort: UInt16 = 50_000
    var serverPort: UInt16 = 104
    var clientStart: UInt32 = 1000
    var serverStart: UInt32 = 9_000_000

    var client: Endpoint { Endpoint(address: .v4(0x0A00_0001), port: clientPort) }
    var server: Endpoint { Endpoint(address: .v4(0x0A00_0002), port: serverPort) }

    func segment(_ captured: CapturedSegment) -> TCPSegment {
        let isClient = captured.direction == .client
        let own = isClient ? clientStart : serverStart
        let peer = isClient ? serverStart : clientStart
        var flags = captured.flags
        if captured.acknowledged != nil { flags.insert(.ack) }
        return TCPSegment(
            source: isClient ? client : server, destination: isClient ? server : client,
            sequence: own &+ 1 &+ UInt32(truncatingIfNeeded: captured.offset),
            acknowledgement: captured.acknowledged.map { peer &+ 1 &+ UInt32(truncatingIfNeeded: $0) } ?? 0,
            flags: flags, window: captured.window, urgentPointer: captured.urgentPointer,
            maximumSegmentSize: captured.maximumSegmentSize, windowScale: captured.windowScale,
            payloadLength: captured.length, payload: 0..<captured.payload.count, timeToLive: captured.timeToLive,
            ipIdentification: captured.identification)
    }
}
