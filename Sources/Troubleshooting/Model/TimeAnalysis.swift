import Evidence
import RuleEngine

/// Where time went.
public struct TimeAnalysis: Sendable {
    /// Summed over all associations that could be measured.
    public var shares: TimeShares
    public var measured: Int
    /// Associations not measured because bytes or one direction are missing.
    public var notMeasured: Int
    /// By relation, in the order of `PeerMap.relations`; those without a measured association are left out.
    public var relations: [(relation: Int, shares: TimeShares, associations: Int)]
    /// By relation and service, those that took longest in all first.
    public var services: [ServiceDurations]
    /// The slowest operations, slowest first.
    public var slowest: [SlowOperation]
    public var throughput: Throughput
}

/// Seconds by what they were spent on. At any moment an association is in one of these only; where two overlap, the
/// one that stands first here is counted.
public struct TimeShares: Hashable, Sendable {
    /// The longest wait for bytes that had to be sent again.
    public var retransmission = 0.0
    /// A receive window was closed.
    public var receiverStall = 0.0
    /// Bytes of messages were on their way.
    public var transfer = 0.0
    /// A request had been sent and its response had not begun.
    public var answer = 0.0
    /// From A-ASSOCIATE-RQ to its answer.
    public var negotiation = 0.0
    /// From SYN to the end of the handshake.
    public var connect = 0.0
    /// From A-RELEASE-RQ to A-RELEASE-RP.
    public var release = 0.0
    /// The association stood and nothing was asked.
    public var think = 0.0
    /// Between an association's end and that of its connection.
    public var closing = 0.0

    public init() {}

    public var total: Double { Self.parts.reduce(0) { $0 + self[keyPath: $1.path] } }

    /// Name (as JSON has it), words, and value of each.
    public static let parts: [(name: String, words: String, path: WritableKeyPath<TimeShares, Double> & Sendable)] = [
        ("connect", "connecting", \.connect),
        ("negotiation", "negotiating", \.negotiation),
        ("transfer", "transferring", \.transfer),
        ("answer", "waiting for answers", \.answer),
        ("think", "requestor idle", \.think),
        ("receiverStall", "receiver not reading", \.receiverStall),
        ("retransmission", "waiting for lost packets", \.retransmission),
        ("release", "releasing", \.release),
        ("closing", "closing the connection", \.closing),
    ]

    public static func += (left: inout TimeShares, right: TimeShares) {
        for part in parts { left[keyPath: part.path] += right[keyPath: part.path] }
    }
}

/// How long one relation's operations of one service took, from a request's first byte to the final response's last.
public struct ServiceDurations: Sendable {
    public var relation: Int
    /// `C-STORE`
    public var service: String
    public var count: Int
    /// Seconds, to two digits that count. `total` and the extremes are exact.
    public var minimum: Double
    public var percentile50: Double
    public var percentile90: Double
    public var percentile95: Double
    public var percentile99: Double
    public var maximum: Double
    public var total: Double
    /// Bytes of data sets, both ways.
    public var bytes: UInt64
    /// From the shortest to the longest; bounds 1, 2 and 5 of each decade.
    public var bins: [Bin]

    public struct Bin: Hashable, Sendable {
        /// Seconds; `from` is in it, `to` is not.
        public var from: Double
        public var to: Double
        public var count: Int
    }
}

public struct SlowOperation: Sendable {
    public var association: Int
    public var relation: Int?
    public var operation: Int
    public var service: String
    public var duration: Double
    public var bytes: UInt64
    public var evidence: [FactEvidence]
}

/// Bytes of data sets over time, in steps of equal width. Of a data set under way in several steps, each has its part.
public struct Throughput: Sendable {
    public var start: Timestamp
    /// Seconds.
    public var width: Double
    /// By step; bytes sent by requestors and by acceptors.
    public var fromRequestors: [UInt64]
    public var fromAcceptors: [UInt64]

    /// When a step begins. A capture may claim to last longer than signed nanoseconds count, from 1677 to 2262.
    public func start(ofStep index: Int) -> Timestamp {
        let passed = UInt64(exactly: (width * Double(index) * 1e9).rounded()) ?? .max
        return Timestamp(nanoseconds: start.nanoseconds &+ Int64(bitPattern: passed))
    }
}
