import Evidence

/// Gathers findings within limits: occurrences of one rule between the same parties fold into one.
struct FindingCollector {
    struct Key: Hashable {
        var rule: Int
        var parties: Finding.Parties
        var fold: [String]
        var responsible: Finding.Responsible?
        /// The entry that explains it.
        var cause: Int?
    }

    struct Entry {
        var rule: Int
        var message: String
        var responsible: Finding.Responsible?
        /// What stands between the places of the subjects.
        var change: [String]?
        var parties: Finding.Parties
        var cause: Int?
        var count = 0
        var subjects: [String] = []
        var first: Finding.Occurrence
        var last: Finding.Occurrence
        /// By serial, the first ones.
        var associations: [Int] = []
        var associationCount = 0
        var lastAssociation: Int?

        /// The change with the subjects named, the first ones.
        var namedChange: String? {
            let rest = subjects.count - Self.mostNamed
            let names = subjects.prefix(Self.mostNamed).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
            return change?.joined(separator: subjects.isEmpty ? "these" : names)
        }

        private static let mostNamed = 4
    }

    private(set) var entries: [Entry] = []
    private var places: [Key: Int] = [:]
    private(set) var notKept = 0

    private let limit: Int
    static let maximumAssociations = 100
    static let maximumSubjects = 200

    init(limit: Int) { self.limit = limit }

    mutating func note(_ subject: String, of place: Int) {
        guard entries[place].subjects.count < Self.maximumSubjects, !entries[place].subjects.contains(subject) else {
            return
        }
        entries[place].subjects.append(subject)
    }

    /// The entry of that key with one occurrence more. `make` tells it when it is the first.
    mutating func add(
        _ key: Key, associations: [Int], occurrence: Finding.Occurrence, make: () -> Entry
    ) -> Int? {
        let place: Int
        if let known = places[key] {
            place = known
        } else {
            guard entries.count < limit else {
                notKept += 1
                return nil
            }
            place = entries.count
            places[key] = place
            entries.append(make())
            entries[place].cause = key.cause
        }
        entries[place].count += 1
        entries[place].last = occurrence
        for association in associations
        where entries[place].lastAssociation != association && !entries[place].associations.contains(association) {
            entries[place].lastAssociation = association
            entries[place].associationCount += 1
            if entries[place].associations.count < Self.maximumAssociations {
                entries[place].associations.append(association)
            }
        }
        return place
    }
}
