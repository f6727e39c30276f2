import DICOMDataSet
import DICOMDictionary
import Evidence

/// The queries (C-FIND) a product sent or answered with one SOP class.
struct QueryUse: Sendable {
    var queries: Tally
    /// Of Query/Retrieve Level (0008,0052); `""` where a query has none.
    var levels: [String: Tally] = [:]
    var keys: [AttributePath: KeyUse] = [:]
    /// Responses with an identifier.
    var matches = 0
    /// Those to queries at a level.
    var answeredLevels: [String: Tally] = [:]

    struct KeyUse: Sendable {
        /// Queries that name the key.
        var requested: Tally?
        /// Those of them that give it a value.
        var matched: Tally?
        /// Matches that have the key, with a value or without, although the query names it or not.
        var returned: Tally?
        var returnedEmpty: Tally?
        /// Matches to queries that name the key, which lack it.
        var missing: Tally?
        /// Matches whose value is not the single one the query asks for.
        var ignored: Tally?

        mutating func add(_ other: KeyUse) {
            requested.add(other.requested)
            matched.add(other.matched)
            returned.add(other.returned)
            returnedEmpty.add(other.returnedEmpty)
            missing.add(other.missing)
            ignored.add(other.ignored)
        }
    }

    init(_ sighting: Sighting) { queries = Tally(sighting) }

    static let mostKeys = 1_000
    static let mostLevels = 32

    mutating func change(_ key: AttributePath, _ change: (inout KeyUse) -> Void) {
        if keys[key] == nil, keys.count >= Self.mostKeys { return }
        change(&keys[key, default: KeyUse()])
    }

    mutating func note(level: String, _ tally: Tally) { Self.note(level, tally, in: &levels) }

    mutating func note(answeredLevel level: String, _ tally: Tally) { Self.note(level, tally, in: &answeredLevels) }

    private static func note(_ level: String, _ tally: Tally, in levels: inout [String: Tally]) {
        if let place = levels.index(forKey: level) {
            levels.values[place].add(tally)
        } else if levels.count < mostLevels {
            levels[level] = tally
        }
    }

    mutating func add(_ other: QueryUse) {
        queries.add(other.queries)
        matches += other.matches
        for (level, tally) in other.levels { note(level: level, tally) }
        for (level, tally) in other.answeredLevels { note(answeredLevel: level, tally) }
        for (key, use) in other.keys { change(key) { $0.add(use) } }
    }

    var size: Int { keys.count + levels.count + answeredLevels.count + 1 }

    /// In bytes, about, more than there were.
    func growth(adding other: QueryUse) -> Int { other.keys.keys.count { keys[$0] == nil } * Self.costOfKey }

    static let cost = 512
    static let costOfKey = 320
}
