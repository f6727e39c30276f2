/// Observations for and against one claim, until all are known.
struct Weighing {
    private(set) var support: Tally?
    private(set) var against: Tally?
    /// Of what the peer or the site decided, not the product.
    private(set) var deviating: Tally?
    private var supportSeen: [String] = []
    private var againstSeen: [String] = []
    private var deviatingSeen: [String] = []

    private static let mostWords = 4

    var isEmpty: Bool { support == nil && against == nil && deviating == nil }

    mutating func supports(_ tally: Tally?, _ seen: String? = nil) {
        support.add(tally)
        if tally != nil { Self.add(seen, to: &supportSeen) }
    }

    mutating func contradicts(_ tally: Tally?, _ seen: String? = nil) {
        against.add(tally)
        if tally != nil { Self.add(seen, to: &againstSeen) }
    }

    mutating func deviates(_ tally: Tally?, _ seen: String? = nil) {
        deviating.add(tally)
        if tally != nil { Self.add(seen, to: &deviatingSeen) }
    }

    private static func add(_ seen: String?, to words: inout [String]) {
        guard let seen, !words.contains(seen) else { return }
        if words.count < mostWords { words.append(seen) } else if words.count == mostWords { words.append("…") }
    }

    /// - Parameters:
    ///   - partly: what supports it is not all the claim says.
    ///   - otherwise: what is to be said where nothing was seen.
    func judgement(isConfigurable: Bool, partly: String? = nil, otherwise: String? = nil) -> Judgement {
        if let against {
            return Judgement(isConfigurable ? .deviates : .contradicted, against, Self.words(againstSeen))
        }
        // What a site has set otherwise weighs more than where it has not.
        if let deviating { return Judgement(.deviates, deviating, Self.words(deviatingSeen)) }
        guard let support else { return .notExercised(otherwise) }
        guard let partly else { return Judgement(.confirmed, support, Self.words(supportSeen)) }
        return Judgement(.partlyExercised, support, partly)
    }

    private static func words(_ seen: [String]) -> String? { seen.isEmpty ? nil : seen.joined(separator: ", ") }
}
