import ByteReading
import Evidence

/// Finds the TCP segment in a captured frame, through every encapsulation, and keeps the fragments of IP datagrams until
/// they are whole. Checksums are not looked at: a capture on the sending host has them before the adapter filled them in.
public struct NetworkDecoder: Sendable {
    public struct Limits: Sendable {
        /// VLAN tags, tunnels and reassemblies in one frame; a stack of MPLS labels counts as one.
        public var depth = 16
        /// Fragmented datagrams kept at a time, each at most 65,535 bytes; beyond it the oldest is given up.
        public var datagrams = 256
        /// Separate runs of bytes kept of one datagram; an MTU of 68, IPv4's least, needs 1,366.
        public var fragmentsPerDatagram = 2048
        /// In nanoseconds of the capture's clock, from a datagram's first fragment to its last; Linux waits as long.
        public var fragmentAge: Int64 = 30_000_000_000
        /// In nanoseconds, how long fragments of a datagram already whole count as copies and not as another datagram
        /// with the same identification.
        public var duplicateAge: Int64 = 100_000_000

        public init() {}
    }

    public internal(set) var statistics = NetworkStatistics()
    /// The payload of the IP datagram last put together, for `NetworkOutcome.defragmentedSegment`.
    public internal(set) var datagram: [UInt8] = []

    let depthLimit: Int
    var fragments: FragmentReassembler
    var time = Timestamp(nanoseconds: 0)

    public init(limits: Limits = Limits()) {
        depthLimit = limits.depth
        fragments = FragmentReassembler(limits: limits)
    }

    /// - Parameters:
    ///   - frame: the bytes captured.
    ///   - originalLength: the frame's length on the wire, which the capture may have cut.
    ///   - time: when it was captured; tells how old fragments are.
    public mutating func decode(
        _ frame: Span<UInt8>, originalLength: Int, linkType: LinkType, time: Timestamp
    ) -> NetworkOutcome {
        self.time = time
        let end = max(frame.count, min(originalLength, Int(Int32.max)))
        let outcome = link(linkType, frame, LayerCursor(position: 0, claimedEnd: end))
        statistics.count(outcome)
        return outcome
    }

    private mutating func link(_ type: LinkType, _ bytes: Span<UInt8>, _ cursor: LayerCursor) -> NetworkOutcome {
        switch type {
        case .ethernet: ethernet(bytes, cursor)
        case .linuxCooked: linuxCooked(bytes, cursor)
        case .linuxCooked2: linuxCooked2(bytes, cursor)
        case .null, .loop: null(bytes, cursor)
        case .ipv4: ipv4(bytes, cursor)
        case .ipv6: ipv6(bytes, cursor)
        // DLT_RAW is 12, on OpenBSD 14; some capture files hold those and not LINKTYPE_RAW.
        case .raw, LinkType(rawValue: 12), LinkType(rawValue: 14): rawIP(bytes, cursor)
        case .ppp, .pppSerial: ppp(bytes, cursor)
        case .pppEther: pppoe(bytes, cursor)
        case .ciscoHDLC: ciscoHDLC(bytes, cursor)
        default: .unsupportedLinkType
        }
    }

    /// Passes an encapsulating header of `length` bytes. `nil` when there are too many of them.
    mutating func enter(_ layer: NetworkLayer, _ cursor: LayerCursor, length: Int) -> LayerCursor? {
        statistics.encapsulations.count(layer)
        guard cursor.depth < depthLimit else { return nil }
        var inner = cursor.advanced(by: length)
        inner.depth &+= 1
        return inner
    }

    /// For a header of which not all bytes are there: either the capture cut it or the layer around has no room for it.
    func incomplete(_ layer: NetworkLayer, _ cursor: LayerCursor, length: Int) -> NetworkOutcome {
        cursor.position &+ length > cursor.claimedEnd ? malformed(layer, .length, cursor) : .truncated(layer)
    }

    func malformed(_ layer: NetworkLayer, _ field: HeaderFault.Field, _ cursor: LayerCursor) -> NetworkOutcome {
        .malformed(HeaderFault(layer: layer, field: field, offset: cursor.position))
    }
}
