/// How often something was seen, and where first.
public struct Tally: Hashable, Sendable {
    public private(set) var count: Int
    public private(set) var first: Sighting

    init(_ first: Sighting) {
        count = 1
        self.first = first
    }

    mutating func note(_ sighting: Sighting) {
        count += 1
        if sighting.frame < first.frame { first = sighting }
    }

    mutating func add(_ other: Tally) {
        count += other.count
        if other.first.frame < first.frame { first = other.first }
    }

    /// Of all that were seen.
    static func sum(_ tallies: some Sequence<Tally>) -> Tally? {
        tallies.reduce(nil) { sum, tally in
            guard var sum else { return tally }
            sum.add(tally)
            return sum
        }
    }
}

extension Optional<Tally> {
    mutating func note(_ sighting: Sighting) {
        if self == nil { self = Tally(sighting) } else { self?.note(sighting) }
    }

    mutating func add(_ other: Tally?) {
        guard let other else { return }
        if self == nil { self = other } else { self?.add(other) }
    }
}
