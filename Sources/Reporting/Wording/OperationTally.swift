import AssociationTimeline
import DICOMMessageExchange
import Wording

/// Operations counted by service and outcome, in the order met.
struct OperationTally {
    struct Count {
        var service: String
        var outcomes: [DIMSEOperation.Outcome: Int] = [:]
        var total: Int { outcomes.values.reduce(0, +) }
    }

    private(set) var counts: [Count] = []

    mutating func add(_ operation: DIMSEOperation) {
        add(service: operation.kind.service ?? operation.kind.description, operation.outcome, 1)
    }

    mutating func add(_ other: OperationTally) {
        for count in other.counts {
            for (outcome, number) in count.outcomes { add(service: count.service, outcome, number) }
        }
    }

    private mutating func add(service: String, _ outcome: DIMSEOperation.Outcome, _ number: Int) {
        let index = counts.firstIndex { $0.service == service } ?? counts.count
        if index == counts.count {
            guard counts.count < 64 else { return }
            counts.append(Count(service: service))
        }
        counts[index].outcomes[outcome, default: 0] += number
    }

    /// `399 C-STORE success, 1 C-STORE failure`
    var text: StyledText {
        counts.flatMap { count in
            DIMSEOperation.Outcome.allCases.compactMap { outcome -> StyledText? in
                guard let number = count.outcomes[outcome] else { return nil }
                var text = StyledText(grouped(number) + " " + count.service + " ")
                text.add(outcome.rawValue, outcome.style)
                return text
            }
        }.joined(", ")
    }
}
