import Evidence
import Testing

@testable import AssociationTimeline

/// A TCP connection written by hand, as raw IPv4 packets a millisecond apart.
struct Conversation {
    enum Side { case requestor, acceptor }

    private(set) var frames: [RecordedFrame] = []
    private var milliseconds: Int64
    private let port: UInt16
    private let acceptorPort: UInt16
    private let acceptor: UInt8
    private var next: (requestor: UInt32, acceptor: UInt32) = (1000, 5000)

    private static let fin: UInt8 = 0x01, syn: UInt8 = 0x02, rst: UInt8 = 0x04, push: UInt8 = 0x08, ack: UInt8 = 0x10

    init(from port: UInt16 = 50_000, to acceptorPort: UInt16 = 11_112, host: UInt8 = 20, at milliseconds: Int64 = 0) {
        self.port = port
        self.acceptorPort = acceptorPort
        self.acceptor = host
        self.milliseconds = milliseconds
    }

    mutating func open() {
        syn()
        frame(.acceptor, Self.syn | Self.ack, [], sequence: next.acceptor)
        next.acceptor &+= 1
        frame(.requestor, Self.ack, [])
    }

    mutating func syn() {
        frame(.requestor, Self.syn, [], sequence: next.requestor, acknowledges: false)
        next.requestor &+= 1
    }

    mutating func send(_ side: Side, _ bytes: [UInt8], segment: Int = 1400) {
        var rest = bytes[...]
        while !rest.isEmpty {
            frame(side, Self.push | Self.ack, Array(rest.prefix(segment)))
            advance(side, UInt32(min(segment, rest.count)))
            rest = rest.dropFirst(segment)
        }
    }

    /// Sends bytes that the capture lacks, though they arrived.
    mutating func lose(_ side: Side, _ bytes: [UInt8]) { advance(side, UInt32(bytes.count)) }

    mutating func acknowledge(_ side: Side) { frame(side, Self.ack, []) }

    mutating func close(_ side: Side = .requestor) {
        for side in [side, side == .requestor ? .acceptor : .requestor] {
            frame(side, Self.fin | Self.ack, [])
            advance(side, 1)
        }
        frame(side, Self.ack, [])
    }

    mutating func reset(_ side: Side) { frame(side, Self.rst | Self.ack, []) }

    /// RST in answer to the SYN.
    mutating func refuse() { frame(.acceptor, Self.rst | Self.ack, [], sequence: 0) }

    mutating func wait(_ milliseconds: Int64) { self.milliseconds += milliseconds }

    private mutating func advance(_ side: Side, _ count: UInt32) {
        if side == .requestor { next.requestor &+= count } else { next.acceptor &+= count }
    }

    private mutating func frame(
        _ side: Side, _ flags: UInt8, _ payload: [UInt8], sequence: UInt32? = nil, acknowledges: Bool = true
    ) {
        let isRequestor = side == .requestor
        let own = sequence ?? (isRequestor ? next.requestor : next.acceptor)
        let other = acknowledges ? (isRequestor ? next.acceptor : next.requestor) : 0
        let ports = isRequestor ? (port, acceptorPort) : (acceptorPort, port)
        let hosts: (UInt8, UInt8) = isRequestor ? (10, acceptor) : (acceptor, 10)
        let length = 40 + payload.count
        var bytes: [UInt8] = [0x45, 0] + Self.big(UInt16(length))
        bytes += Self.big(UInt16(truncatingIfNeeded: frames.count)) + [0x40, 0, 64, 6, 0, 0]
        bytes += [192, 0, 2, hosts.0, 192, 0, 2, hosts.1]
        bytes += Self.big(ports.0) + Self.big(ports.1)
        bytes += Self.big(UInt16(own >> 16)) + Self.big(UInt16(own & 0xFFFF))
        bytes += Self.big(UInt16(other >> 16)) + Self.big(UInt16(other & 0xFFFF))
        bytes += [0x50, flags] + Self.big(64_000) + [0, 0, 0, 0] + payload
        frames.append(
            RecordedFrame(
                bytes: bytes, time: Timestamp(nanoseconds: milliseconds * 1_000_000), linkType: 101,
                originalLength: bytes.count))
        milliseconds += 1
    }

    private static func big(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
}

extension Conversation {
    /// What the timeline makes of one conversation or several.
    static func associations(
        _ conversations: [Conversation], options: TimelineOptions? = nil
    ) throws -> [Association] {
        let frames = conversations.flatMap(\.frames).sorted { $0.time < $1.time }
        return try TimelineDigest.associations([.bytes(RecordedFrame.pcap(frames))], options: options)
    }

    func association(options: TimelineOptions? = nil) throws -> Association {
        let all = try Self.associations([self], options: options)
        return try #require(all.count == 1 ? all[0] : nil)
    }
}
