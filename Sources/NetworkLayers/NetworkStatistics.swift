/// Counts of what the decoded frames held. Each frame is in exactly one of the counts from `segments` to
/// `unsupportedLinkTypes`.
public struct NetworkStatistics: Sendable {
    public internal(set) var segments: UInt64 = 0
    /// Segments put together from fragments.
    public internal(set) var defragmentedSegments: UInt64 = 0
    public internal(set) var icmpErrors: UInt64 = 0
    public internal(set) var otherProtocols: UInt64 = 0
    public internal(set) var notIP: UInt64 = 0
    /// Frames with a fragment that did not complete its datagram.
    public internal(set) var fragments: UInt64 = 0
    public internal(set) var truncated: UInt64 = 0
    public internal(set) var malformed: UInt64 = 0
    public internal(set) var tooDeep: UInt64 = 0
    public internal(set) var unsupportedLinkTypes: UInt64 = 0

    /// Datagrams given up incomplete: too old, or the oldest when there were too many.
    public internal(set) var datagramsAbandoned: UInt64 = 0
    /// Fragments of a datagram already complete, as a mirror port's duplicates are.
    public internal(set) var fragmentsOfCompleteDatagrams: UInt64 = 0
    /// Fragments of which at least a part was there before; the first copy was kept.
    public internal(set) var overlappingFragments: UInt64 = 0
    /// Fragments beyond the limit of one datagram, or contradicting its length.
    public internal(set) var fragmentsDropped: UInt64 = 0

    /// Headers of each encapsulation, inner ones included.
    public internal(set) var encapsulations = EncapsulationCounts()

    mutating func count(_ outcome: borrowing NetworkOutcome) {
        switch outcome {
        case .segment: segments &+= 1
        case .defragmentedSegment: defragmentedSegments &+= 1
        case .icmpError: icmpErrors &+= 1
        case .otherProtocol: otherProtocols &+= 1
        case .notIP: notIP &+= 1
        case .fragment: fragments &+= 1
        case .truncated: truncated &+= 1
        case .malformed: malformed &+= 1
        case .tooDeep: tooDeep &+= 1
        case .unsupportedLinkType: unsupportedLinkTypes &+= 1
        }
    }
}
