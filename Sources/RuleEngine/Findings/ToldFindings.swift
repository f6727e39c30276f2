import Evidence

/// What was told of associations that go on, so that nothing is told twice.
struct ToldFindings {
    /// What a rule found is known by its evidence; of an association as a whole it finds one thing at most.
    fileprivate struct Key: Hashable {
        var rule: Int
        var frames: [FrameNumber]

        init(_ discovery: Discovery) {
            rule = discovery.rule
            frames = discovery.records.last is AssociationFacts ? [] : discovery.evidence.map(\.frame)
        }
    }

    /// Of one association that has ended.
    struct Ended {
        fileprivate var counts: [Key: Int] = [:]

        /// What had not been told before.
        func rest(_ raised: [FindingTree.Raised], _ discoveries: [Discovery]) -> [FindingTree.Raised] {
            guard !counts.isEmpty else { return raised }
            var counts = counts
            return zip(raised, discoveries).compactMap { raised, discovery in
                guard let count = counts[Key(discovery)], count > 0 else { return raised }
                counts[Key(discovery)] = count - 1
                return nil
            }
        }
    }

    private var byAssociation: [Int: Ended] = [:]
    private var count = 0
    private let limit: Int
    /// Findings that wait for the end of their association because the limit was reached.
    private(set) var notTold = 0

    init(limit: Int) { self.limit = limit }

    /// - Returns: whether it is to be told.
    mutating func add(_ discovery: Discovery, _ association: Int) -> Bool {
        guard count < limit else {
            notTold += 1
            return false
        }
        count += 1
        byAssociation[association, default: Ended()].counts[Key(discovery), default: 0] += 1
        return true
    }

    mutating func take(_ association: Int) -> Ended {
        guard let ended = byAssociation.removeValue(forKey: association) else { return Ended() }
        count -= ended.counts.values.reduce(0, +)
        return ended
    }
}
