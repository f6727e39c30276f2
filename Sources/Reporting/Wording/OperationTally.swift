import AssociationTimeline
import DICOMMessageExchange
import Wording

/// Operations counted by service and outcome, in the order met.
struct OperationTally {
    private struct Count {
        var service: String
        /// In the order of `DIMSEOperation.Outcome`.
        var outcomes = InlineArray<6, Int>(repeating: 0)
    }

    private var counts: [Count] = []

    mutating func add(_ operation: DIMSEOperation) {
        add(service: operation.kind.service ?? operation.kind.description, Self.place(operation.outcome), 1)
    }

    mutating func add(_ other: OperationTally) {
        for count in other.counts {
            for place in count.outcomes.indices { add(service: count.service, place, count.outcomes[place]) }
        }
    }

    private mutating func add(service: String, _ outcome: Int, _ number: Int) {
        let index = counts.firstIndex { $0.service == service } ?? counts.count
        if index == counts.count {
            guard counts.count < 64 else { return }
            counts.append(Count(service: service))
        }
        counts[index].outcomes[outcome] += number
    }

    private static let outcomes: [DIMSEOperation.Outcome] = DIMSEOperation.Outcome.allCases

    private static func place(_ outcome: DIMSEOperation.Outcome) -> Int {
        switch outcome {
        case .success: 0
        case .warning: 1
        case .failure: 2
        case .cancel: 3
        case .unanswered: 4
        case .incomplete: 5
        }
    }

    /// `399 C-STORE success, 1 C-STORE failure`
    var text: StyledText {
        var text = StyledText()
        write(into: &text)
        return text
    }

    func write(into text: inout StyledText) {
        var isFirst = true
        for count in counts {
            for (place, outcome) in Self.outcomes.enumerated() where count.outcomes[place] > 0 {
                if !isFirst { text.add(", ") }
                isFirst = false
                text.add(grouped(count.outcomes[place]))
                text.add(" ")
                text.add(count.service)
                text.add(" ")
                text.add(outcome.rawValue, outcome.style)
            }
        }
    }
}
