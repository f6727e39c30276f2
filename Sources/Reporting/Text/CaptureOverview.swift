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
        /// Of the first association, for a stable order.
        var firstFrame: FrameNumber
        var outcomes: [Association.Outcome: Int] = [:]
        var operations = OperationTally()
        var associations: Int { outcomes.values.reduce(0, +) }
    }

    private(set) var outcomes: [Association.Outcome: Int] = [:]
    private(set) var pairs: [Pair: Traffic] = [:]
    /// Associations of pairs beyond the limit.
    private(set) var notPaired = 0
    private(set) var oneSided = 0
    private(set) var withGaps = 0

    static let mostPairs = 10_000

    var associations: Int { outcomes.values.reduce(0, +) }

    mutating func add(_ association: Association) {
        outcomes[association.outcome, default: 0] += 1
        if association.quality.isOneSided { oneSided += 1 }
        if association.quality.gaps > 0 { withGaps += 1 }
        let pair = Pair(
            calling: association.callingAETitle ?? association.requestor.address.description,
            called: association.calledAETitle ?? "?", acceptor: association.acceptor)
        guard pairs[pair] != nil || pairs.count < Self.mostPairs else {
            notPaired += 1
            return
        }
        var traffic = pairs[pair] ?? Traffic(firstFrame: association.firstFrame)
        traffic.firstFrame = min(traffic.firstFrame, association.firstFrame)
        traffic.outcomes[association.outcome, default: 0] += 1
        for operation in association.operations { traffic.operations.add(operation) }
        pairs[pair] = traffic
    }
}
