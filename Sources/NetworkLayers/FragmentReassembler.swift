import ByteReading
import Evidence

/// Keeps the fragments of IP datagrams until they are whole (RFC 791 §3.2, RFC 8200 §4.5). Where fragments overlap, the
/// bytes that came first stay. The places for datagrams are used in turn, so that the next place is the oldest one.
struct FragmentReassembler: Sendable {
    struct Key: Hashable {
        var source: IPAddress
        var destination: IPAddress
        var identification: UInt32
        /// IPv4's protocol takes part in the identity; IPv6's next header does not.
        var nextHeader: IPProtocol
    }

    struct Fragment {
        var offset: Int
        /// As claimed; fewer bytes may have been captured.
        var length: Int
        var isLast: Bool
        var nextHeader: IPProtocol
    }

    private var datagrams: [FragmentedDatagram] = []
    private var next = 0
    private var places: [Key: Int] = [:]
    private let limits: NetworkDecoder.Limits

    init(limits: NetworkDecoder.Limits) {
        self.limits = limits
    }

    /// The whole datagram when `fragment` was its last missing one.
    mutating func add(
        _ fragment: Fragment, _ captured: Span<UInt8>, to key: Key, time: Timestamp,
        counting statistics: inout NetworkStatistics
    ) -> FragmentedDatagram.Whole? {
        let place = place(for: key, time: time, counting: &statistics)
        guard !datagrams[place].isWhole else {
            statistics.fragmentsOfCompleteDatagrams &+= 1
            return nil
        }
        let addition = datagrams[place].add(fragment, captured, limit: limits.fragmentsPerDatagram)
        if addition.contains(.overlapped) { statistics.overlappingFragments &+= 1 }
        if addition.contains(.dropped) { statistics.fragmentsDropped &+= 1 }
        return datagrams[place].takeWhole(time: time)
    }

    private mutating func place(
        for key: Key, time: Timestamp, counting statistics: inout NetworkStatistics
    ) -> Int {
        if let place = places[key] {
            let age = time.nanoseconds &- datagrams[place].time.nanoseconds
            if age <= (datagrams[place].isWhole ? limits.duplicateAge : limits.fragmentAge) { return place }
            if !datagrams[place].isWhole { statistics.datagramsAbandoned &+= 1 }
            datagrams[place] = FragmentedDatagram(key: key, time: time)
            return place
        }
        let datagram = FragmentedDatagram(key: key, time: time)
        let place = next
        if place < datagrams.count {
            if !datagrams[place].isWhole { statistics.datagramsAbandoned &+= 1 }
            places[datagrams[place].key] = nil
            datagrams[place] = datagram
        } else {
            datagrams.append(datagram)
        }
        places[key] = place
        next = place &+ 1 < max(1, limits.datagrams) ? place &+ 1 : 0
        return place
    }
}
