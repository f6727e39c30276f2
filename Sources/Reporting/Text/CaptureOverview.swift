import AssociationTimeline
import Evidence
import NetworkLayers
import Wording

/// What is counted over all associations while they pass, for the summary above them.
struct CaptureOverview {
    /// Two application entities and the address that was called.
    struct Pair: Hashable {
        var calling: String
        var called: String
        var acceptor: Endpoint
    }

    struct Traffic {
        let pair: Pair
        /// Of the first association, for a stable order.
        var firstFrame: FrameNumber
        var outcomes = OutcomeCounts()
        var operations = OperationTally()
    }

    /// Associations by how they ended.
    struct OutcomeCounts {
        private var counts = InlineArray<8, Int>(repeating: 0)
        /// Connections of TLS on which nothing is known to have failed.
        private(set) var soundTLS = 0

        mutating func count(_ association: Association) {
            if association.isSoundTLS { soundTLS += 1 } else { counts[Self.place(association.outcome)] += 1 }
        }

        /// Without those of `soundTLS`.
        subscript(outcome: Association.Outcome) -> Int { counts[Self.place(outcome)] }

        var total: Int { counts.indices.reduce(soundTLS) { $0 + counts[$1] } }

        private static func place(_ outcome: Association.Outcome) -> Int {
            switch outcome {
            case .released: 0
            case .aborted: 1
            case .rejected: 2
            case .refused: 3
            case .unanswered: 4
            case .closed: 5
            case .reset: 6
            case .open: 7
            }
        }
    }

    private(set) var outcomes = OutcomeCounts()
    private(set) var traffic: [Traffic] = []
    private var places: [Pair: Int] = [:]
    /// The place of the last association's pair, which the next one often has too.
    private var latest = 0
    /// Associations of pairs beyond the limit.
    private(set) var notPaired = 0
    private(set) var oneSided = 0
    private(set) var withGaps = 0

    /// Pairs told apart.
    private let mostPairs: Int

    init(mostPairs: Int = 10_000) { self.mostPairs = mostPairs }

    var associations: Int { outcomes.total }

    mutating func add(_ association: Association) {
        outcomes.count(association)
        if association.quality.isOneSided { oneSided += 1 }
        if association.quality.gaps > 0 { withGaps += 1 }
        let pair = Pair(
            calling: association.callingAETitle ?? association.requestor.address.description,
            called: association.calledAETitle ?? "?", acceptor: association.acceptor)
        guard let place = place(of: pair, firstFrame: association.firstFrame) else {
            notPaired += 1
            return
        }
        latest = place
        traffic[place].firstFrame = min(traffic[place].firstFrame, association.firstFrame)
        traffic[place].outcomes.count(association)
        for operation in association.operations { traffic[place].operations.add(operation) }
    }

    private mutating func place(of pair: Pair, firstFrame: FrameNumber) -> Int? {
        if latest < traffic.count, traffic[latest].pair == pair { return latest }
        if let known = places[pair] { return known }
        guard traffic.count < mostPairs else { return nil }
        places[pair] = traffic.count
        traffic.append(Traffic(pair: pair, firstFrame: firstFrame))
        return traffic.count - 1
    }
}
