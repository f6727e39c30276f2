import Evidence
import NetworkLayers

/// Turns TCP segments, in the order of the capture, into the bytes of each direction of each connection, in the order
/// of the stream, and into gaps where the capture has lost some.
///
/// Time is linear in the segments and memory bounded by `Limits`, whatever the capture holds. A segment in order costs
/// no allocation and its bytes are not copied.
///
/// Where two receivers could understand a stream differently, this one always does the same:
/// - Of bytes sent twice the first copy captured counts, as with most receivers; whatever differs in a later one that can
///   still be compared is told as `TCPEvent.differingCopy`. What was delivered is never taken back.
/// - Checksums are not looked at (a capture on the sending host has none yet), and a time to live too low to reach the
///   receiver is not guessed at: such segments count, `DirectionStatistics.otherTimesToLive` tells of them.
/// - Sequence numbers are 32 bits of a 64-bit offset, the one nearest to what is expected (RFC 9293 §3.4); what lies
///   before the oldest retransmission or beyond the greatest window is no data, unless the stream goes on from there.
/// - Bytes in a SYN are the first of the stream. The urgent pointer changes nothing: its bytes stay in the stream.
/// - Bytes beyond a FIN are told and not delivered; a RST counts only where the receiver would accept it.
public struct StreamReassembler: ~Copyable {
    public let limits: Limits
    public internal(set) var statistics = ReassemblyStatistics()

    var flows = FlowTable()
    var activity = ActivityQueues()
    var slots = Slots()
    /// Bytes kept behind holes, in all.
    var pendingBytes = 0
    private var nextNumber = 0

    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// `segment.payload` is a range of `bytes`. Answers with the connection that the segment is of.
    @discardableResult
    public mutating func process(
        _ segment: borrowing TCPSegment, bytes: Span<UInt8>, frame: FrameNumber, time: Timestamp,
        consumer: inout some StreamConsumer & ~Copyable
    ) -> TCPConnection {
        statistics.segments &+= 1
        let origin = ByteOrigin(frame: frame, time: time, offset: 0)
        if let idle = limits.idle { endIdle(longerThan: idle, origin, &consumer) }

        let key = FlowKey(source: segment.source, destination: segment.destination)
        let place: Place
        if let match = flows.find(key), let known = flows[match.entry] {
            switch known.continuation(by: segment, from: match.direction, at: time) {
            case .same:
                place = Place(connection: known, entry: match.entry, direction: match.direction)
            case .otherConnection:
                place = begin(segment, key, number: nil, replacing: match.entry, origin, &consumer)
            case .otherConnectionOfStream:
                place = begin(segment, key, number: known.number, replacing: match.entry, origin, &consumer)
            }
        } else {
            place = begin(segment, key, number: nil, replacing: nil, origin, &consumer)
        }
        guard place.connection.ended == nil else {
            place.connection.segmentsAfterEnd += 1
            statistics.segmentsAfterEnd &+= 1
            return place.connection
        }
        activity.touch(place.entry)
        let arrival = Arrival(
            of: segment, captured: bytes.count, on: place.connection, entry: place.entry, from: place.direction,
            frame: frame, time: time)
        receive(segment, arrival, bytes, &consumer)
        return place.connection
    }

    /// The connection between two endpoints that has not ended, and the direction in which `source` sends.
    public mutating func connection(
        from source: Endpoint, to destination: Endpoint
    ) -> (connection: TCPConnection, direction: StreamDirection)? {
        guard let match = flows.find(FlowKey(source: source, destination: destination)),
            let connection = flows[match.entry], connection.ended == nil
        else { return nil }
        return (connection, match.direction)
    }

    /// The capture's end: delivers what waits, names what is missing, ends every connection.
    public mutating func finish(
        frame: FrameNumber, time: Timestamp, consumer: inout some StreamConsumer & ~Copyable
    ) {
        let origin = ByteOrigin(frame: frame, time: time, offset: 0)
        var live: [(number: Int, entry: Int)] = []
        for entry in 0..<flows.entryCount {
            if let connection = flows[entry], connection.ended == nil { live.append((connection.number, entry)) }
        }
        for (_, entry) in live.sorted(by: { $0.number < $1.number }) {
            end(entry, .captureEnded, origin, &consumer)
        }
    }

    private struct Place {
        let connection: TCPConnection
        let entry: Int
        let direction: StreamDirection
    }

    /// `number` is `nil` where Wireshark counts a new stream.
    private mutating func begin(
        _ segment: borrowing TCPSegment, _ key: FlowKey, number: Int?, replacing old: Int?, _ origin: ByteOrigin,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) -> Place {
        if let old { end(old, .replaced, origin, &consumer) }
        makeRoom(origin, &consumer)
        let isAnswer = segment.flags.isSuperset(of: [.syn, .ack])
        let connection = TCPConnection(
            slot: slots.take(), number: number ?? nextNumber,
            initiator: isAnswer ? segment.destination : segment.source,
            responder: isAnswer ? segment.source : segment.destination,
            isOpening: segment.flags.contains(.syn), at: origin)
        if number == nil { nextNumber += 1 }
        statistics.connections &+= 1
        let flowKey = isAnswer ? FlowKey(source: segment.destination, destination: segment.source) : key
        let stage: ActivityQueues.Stage = connection.isOpening ? .opening : .open
        let entry: Int
        if let old, flows[old] != nil {
            flows.replace(old, by: connection, key: flowKey)
            activity.move(old, to: stage)
            entry = old
        } else {
            entry = flows.insert(connection, key: flowKey)
            activity.add(entry, stage)
        }
        consumer.connectionBegan(connection, origin: origin)
        return Place(connection: connection, entry: entry, direction: isAnswer ? .fromResponder : .fromInitiator)
    }
}
