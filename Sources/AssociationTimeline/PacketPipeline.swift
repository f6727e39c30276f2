import Evidence
import NetworkLayers
import PacketCapture
import StreamReassembly

/// From one packet after another, whatever they are read from, to associations.
public struct PacketPipeline: ~Copyable {
    public private(set) var network = NetworkDecoder()
    public private(set) var reassembler: StreamReassembler
    public private(set) var builder: TimelineBuilder
    private var last = (frame: FrameNumber(0), time: Timestamp(nanoseconds: 0))

    public init(
        options: TimelineOptions = TimelineOptions(), limits: StreamReassembler.Limits = .init(),
        receiver: any AssociationReceiver, observer: (any AssociationObserver)? = nil
    ) {
        reassembler = StreamReassembler(limits: limits)
        builder = TimelineBuilder(options: options, receiver: receiver, observer: observer)
    }

    /// What a packet was found to belong to.
    public enum Membership {
        case connection(TCPConnection)
        /// Of a datagram not yet whole, so of whatever that carries.
        case fragment
        case none
    }

    @discardableResult
    public mutating func process(_ packet: PacketRecord, _ bytes: Span<UInt8>) -> Membership {
        last = (packet.frame, packet.time)
        let outcome = network.decode(
            bytes, originalLength: packet.originalLength, linkType: LinkType(rawValue: packet.linkType),
            time: packet.time)
        switch outcome {
        case .segment(let segment):
            return .connection(
                reassembler.process(segment, bytes: bytes, frame: packet.frame, time: packet.time, consumer: &builder))
        case .defragmentedSegment(let segment):
            let datagram = network.datagram
            return .connection(
                reassembler.process(
                    segment, bytes: datagram.span, frame: packet.frame, time: packet.time, consumer: &builder))
        case .icmpError(let error):
            guard let (connection, direction) = reassembler.connection(from: error.source, to: error.destination)
            else { return .none }
            let origin = ByteOrigin(frame: packet.frame, time: packet.time, offset: 0)
            builder.unreachable(error, from: direction, of: connection, origin: origin)
            return .connection(connection)
        case .fragment: return .fragment
        default: return .none
        }
    }

    /// Forgets the number of an association that has ended and was told.
    public mutating func forget(serial: Int) { builder.forget(serial: serial) }

    /// No more packets: ends everything that is open.
    public mutating func finish() {
        reassembler.finish(frame: last.frame, time: last.time, consumer: &builder)
        builder.finish()
    }
}
