import Evidence

/// Gathers findings within limits: occurrences of one rule between the same parties fold into one.
struct FindingCollector {
    struct Key: Hashable {
        var rule: Int
        var parties: Finding.Parties
        var fold: [String]
    }

    struct Entry {
        var rule: Int
        var message: String
        var responsible: Finding.Responsible?
        var change: String?
        var parties: Finding.Parties
        var count = 0
        var subjects: [String] = []
        var first: Finding.Occurrence
        var last: Finding.Occurrence
        /// By serial, the first ones.
        var associations: [Int] = []
        var associationCount = 0
        var lastAssociation: Int?
        /// Occurrences explained by another entry's finding.
        var explained = 0
        var explanation: Int?
    }

    private(set) var entries: [Entry] = []
    private var places: [Key: Int] = [:]
    private(set) var notKept = 0

    static let maximum = 10_000
    static let maximumAssociations = 100
    static let maximumSubjects = 200

    mutating func note(_ subject: String, of place: Int) {
        guard entries[place].subjects.count < Self.maximumSubjects, !entries[place].subjects.contains(subject) else {
            return
        }
        entries[place].subjects.append(subject)
    }

    /// The entry of that key with one occurrence more. `make` tells it when it is the first.
    mutating func add(
        _ key: Key, association: Int?, occurrence: Finding.Occurrence, make: () -> Entry
    ) -> Int? {
        let place: Int
        if let known = places[key] {
            place = known
        } else {
            guard entries.count < Self.maximum else {
                notKept += 1
                return nil
            }
            place = entries.count
            places[key] = place
            entries.append(make())
        }
        entries[place].count += 1
        entries[place].last = occurrence
        if let association, entries[place].lastAssociation != association {
            entries[place].lastAssociation = association
            entries[place].associationCount += 1
            if entries[place].associations.count < Self.maximumAssociations {
                entries[place].associations.append(association)
            }
        }
        return place
    }

    mutating func explain(_ place: Int, by other: Int) {
        entries[place].explained += 1
        if entries[place].explanation == nil { entries[place].explanation = other }
    }

    /// The entry it follows from: only where every occurrence was explained, and not by one that follows from it.
    func parent(of place: Int) -> Int? {
        guard entries[place].explained >= entries[place].count, let parent = entries[place].explanation, parent != place
        else { return nil }
        var above: Int? = parent
        var steps = 0
        while let next = above, steps < 16 {
            if next == place { return nil }
            above = entries[next].explained >= entries[next].count ? entries[next].explanation : nil
            steps += 1
        }
        return above == nil ? parent : nil
    }
}
