import Evidence
import PacketCapture
import StreamReassembly

/// Saves the packets of connections that carry DICOM and no others. A connection's first packets are kept until it is
/// known what it carries.
public struct DICOMPacketSelection {
    /// Bytes kept of connections not yet known, in all; beyond it those longest kept are given up.
    private let limit: Int
    /// Bytes kept of one such connection; beyond it none of its packets are kept.
    private let connectionLimit: Int
    /// Packets given up before it was known what they belong to.
    public private(set) var packetsGivenUp: UInt64 = 0

    private struct Kept {
        var packet: PacketRecord
        var bytes: [UInt8]
    }

    private struct Waiting {
        var packets: [Kept] = []
        var bytes = 0
    }

    /// By `TCPConnection.number`.
    private var undecided: [Int: Waiting] = [:]
    /// Numbers in `undecided`, and some no longer there, in the order they came.
    private var order: [Int] = []
    private var keptBytes = 0
    /// Connections that carry DICOM or did before they ended: the latest of them.
    private var recognised: Set<Int> = []
    private var recognisedOrder: [Int] = []
    private static let mostRecognised = 65_536

    public init(limit: Int = 64 << 20, connectionLimit: Int = 1 << 20) {
        self.limit = limit
        self.connectionLimit = min(connectionLimit, limit)
    }

    /// An association was found on the connection, be it only an attempt that failed.
    public mutating func recognise(stream number: Int) {
        guard recognised.insert(number).inserted else { return }
        recognisedOrder.append(number)
        if recognisedOrder.count > 2 * Self.mostRecognised {
            for old in recognisedOrder.prefix(Self.mostRecognised) { recognised.remove(old) }
            recognisedOrder.removeFirst(Self.mostRecognised)
        }
    }

    /// Fragments of datagrams are saved whatever they carry. `carriesDICOM` is `TimelineBuilder`'s answer about the
    /// connection, after it has seen the packet.
    public mutating func take(
        _ packet: PacketRecord, _ bytes: Span<UInt8>, of membership: PacketPipeline.Membership,
        carriesDICOM verdict: Bool?, comment: String?, ring: CaptureFileRing
    ) {
        switch membership {
        case .none: return
        case .fragment: ring.write(packet, bytes)
        case .connection(let connection):
            let number = connection.number
            if verdict == true { recognise(stream: number) }
            if recognised.contains(number) {
                release(number, to: ring)
                ring.write(packet, bytes, comment: comment)
            } else if verdict == nil {
                keep(packet, bytes, number)
            } else {
                forget(number)
            }
        }
    }

    /// Connections recognised when they ended, not by a packet: their packets are saved now.
    public mutating func settle(stream number: Int, ring: CaptureFileRing) {
        recognise(stream: number)
        release(number, to: ring)
    }

    private mutating func keep(_ packet: PacketRecord, _ bytes: Span<UInt8>, _ number: Int) {
        let size = bytes.count + Self.overhead
        guard (undecided[number]?.bytes ?? 0) + size <= connectionLimit else {
            packetsGivenUp &+= 1
            return
        }
        if undecided[number] == nil { order.append(number) }
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in bytes.indices { copy.append(bytes[index]) }
        undecided[number, default: Waiting()].packets.append(Kept(packet: packet, bytes: copy))
        undecided[number]?.bytes += size
        keptBytes += size
        while keptBytes > limit, let oldest = order.first {
            order.removeFirst()
            packetsGivenUp &+= UInt64(undecided[oldest]?.packets.count ?? 0)
            forget(oldest)
        }
        // Connections decided meanwhile have left their numbers behind.
        if order.count > 2 * undecided.count + 1024 { order.removeAll { undecided[$0] == nil } }
    }

    /// Of one packet kept, beside its bytes.
    private static let overhead = 128

    private mutating func release(_ number: Int, to ring: CaptureFileRing) {
        guard !undecided.isEmpty, let kept = remove(number) else { return }
        for each in kept { ring.write(each.packet, each.bytes.span) }
    }

    private mutating func forget(_ number: Int) { if !undecided.isEmpty { _ = remove(number) } }

    private mutating func remove(_ number: Int) -> [Kept]? {
        guard let waiting = undecided.removeValue(forKey: number) else { return nil }
        keptBytes -= waiting.bytes
        return waiting.packets
    }
}
