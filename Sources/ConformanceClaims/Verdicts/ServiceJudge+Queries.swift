import DICOMDictionary

/// Levels and keys of queries (PS3.4 §C.4.1, §K.6.1).
extension ServiceJudge {
    private var queries: QueryUse? {
        guard let role = claim.role else { return nil }
        var all: QueryUse?
        for sopClass in service.sopClasses {
            for side in sides(as: role) {
                let key = ServiceKey(sopClass: sopClass.value, role: role, side: side)
                for use in evidence.observations.compactMap({ $0.queries[key] }) {
                    if all == nil { all = use } else { all?.add(use) }
                }
            }
        }
        return all
    }

    func level(_ level: QueryLevel) -> Judgement {
        let queries = queries
        let asked = queries?.levels[level.rawValue]
        let answered = queries?.answeredLevels[level.rawValue]
        var weighing = Weighing()
        weighing.supports(asked)
        let isPartly = claim.role == .scp && answered == nil
        return weighing.judgement(
            isConfigurable: isConfigurable, partly: isPartly ? "asked for, and nothing matched" : nil)
    }

    func key(_ path: AttributePath, _ use: ClaimAspect.KeyUse) -> Judgement {
        guard let queries else { return .notExercised() }
        let key = queries.keys[path] ?? QueryUse.KeyUse()
        return claim.role == .scu ? asked(key, use, queries) : answered(key, use)
    }

    /// SCU: a required key is in each identifier; where there are several levels, in those of its own.
    private func asked(_ key: QueryUse.KeyUse, _ use: ClaimAspect.KeyUse, _ queries: QueryUse) -> Judgement {
        var weighing = Weighing()
        guard use == .required else {
            weighing.supports(key.requested)
            return weighing.judgement(
                isConfigurable: isConfigurable, otherwise: Self.never(in: queries))
        }
        guard let requested = key.requested else {
            weighing.contradicts(queries.queries, Self.never(in: queries))
            return weighing.judgement(isConfigurable: isConfigurable)
        }
        weighing.supports(requested)
        let isPartly = requested.count < queries.queries.count
        let seen = "in \(requested.count) of \(queries.queries.count) queries"
        if isPartly, queries.levels.count == 1 { weighing.contradicts(queries.queries, seen) }
        return weighing.judgement(isConfigurable: isConfigurable, partly: isPartly ? seen : nil)
    }

    private static func never(in queries: QueryUse) -> String {
        queries.queries.count == 1 ? "not in the only query" : "in none of \(queries.queries.count) queries"
    }

    /// SCP: what is asked for is returned, with a value or without; what has a value is matched.
    private func answered(_ key: QueryUse.KeyUse, _ use: ClaimAspect.KeyUse) -> Judgement {
        var weighing = Weighing()
        weighing.contradicts(key.missing, "asked for and not returned")
        if use != .returned { weighing.contradicts(key.ignored, "asked for and not matched") }
        let returned = Tally.sum([key.returned, key.returnedEmpty].compactMap { $0 })
        if key.requested != nil { weighing.supports(returned, use == .returned ? nil : "matched") }
        let isPartly = use != .returned && key.matched == nil
        return weighing.judgement(
            isConfigurable: isConfigurable, partly: isPartly ? "returned, but never asked for with a value" : nil,
            otherwise: key.requested.map { "asked for \($0.count) times without a match" })
    }
}
