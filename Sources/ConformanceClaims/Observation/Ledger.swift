/// Entries by key, as many as the budget allows: traffic chooses the keys, so that their number and size are bounded.
struct Ledger<Key: Hashable & Sendable, Entry: Sendable>: Sendable {
    private(set) var entries: [Key: Entry] = [:]

    /// - Parameter cost: bytes, about, that a new entry takes beside its fixed part.
    mutating func update(
        _ key: Key, cost: Int = 0, _ budget: ObservationBudget, new: @autoclosure () -> Entry,
        change: (inout Entry) -> Void
    ) {
        if let place = entries.index(forKey: key) {
            change(&entries.values[place])
        } else if budget.take(cost + 128) {
            entries[key] = new()
        }
    }

    subscript(key: Key) -> Entry? { entries[key] }
    var isEmpty: Bool { entries.isEmpty }
}

extension Ledger where Entry == Tally {
    mutating func note(_ key: Key, _ sighting: Sighting, cost: Int = 0, _ budget: ObservationBudget) {
        update(key, cost: cost, budget, new: Tally(sighting)) { $0.note(sighting) }
    }

    mutating func add(_ other: Ledger, cost: (Key) -> Int = { _ in 0 }, _ budget: ObservationBudget) {
        for (key, tally) in other.entries { update(key, cost: cost(key), budget, new: tally) { $0.add(tally) } }
    }

    /// By where they were seen first.
    var inOrder: [(key: Key, tally: Tally)] { entries.inOrder }
}

extension Dictionary where Value == Tally {
    /// By where they were seen first; keys seen in one frame by what they say, so that each run has the same order.
    var inOrder: [(key: Key, tally: Tally)] {
        map { (key: $0.key, tally: $0.value, name: "\($0.key)") }
            .sorted { ($0.tally.first.frame, $0.name) < ($1.tally.first.frame, $1.name) }
            .map { (key: $0.key, tally: $0.tally) }
    }
}
