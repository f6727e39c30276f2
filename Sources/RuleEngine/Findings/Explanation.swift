/// Finds, for what rules found in one association, what else found there explains it.
struct Explanation {
    private let discoveries: [Discovery]
    /// Places in `discoveries` by rule, in the order of their first frames.
    private var byRule: [Int: [Int]] = [:]
    /// The first of each.
    private var bySubject: [Subject: Int] = [:]

    private struct Subject: Hashable {
        var rule: Int
        var matter: Discovery.Matter
    }

    /// Nearest candidates looked at for each rule.
    private static let nearest = 8

    init(_ discoveries: [Discovery]) {
        self.discoveries = discoveries
        for (place, discovery) in discoveries.enumerated() {
            byRule[discovery.rule, default: []].append(place)
            if let matter = discovery.matters.first {
                let subject = Subject(rule: discovery.rule, matter: matter)
                if bySubject[subject] == nil { bySubject[subject] = place }
            }
        }
        for rule in byRule.keys {
            byRule[rule]?.sort { (discoveries[$0].firstFrame, $0) < (discoveries[$1].firstFrame, $1) }
        }
    }

    /// Of what these rules found: what is about the same operation or context, or else what came last before.
    func cause(of place: Int, among rules: [Int]) -> Int? {
        let consequence = discoveries[place]
        var best: Int?
        for rule in rules where rule != consequence.rule {
            guard let candidates = byRule[rule] else { continue }
            for matter in consequence.matters {
                if let same = bySubject[Subject(rule: rule, matter: matter)],
                    discoveries[same].canExplain(consequence)
                {
                    return same
                }
            }
            var end = candidates.partitioningIndex { discoveries[$0].firstFrame > consequence.lastFrame }
            var left = Self.nearest
            while end > 0, left > 0 {
                end -= 1
                left -= 1
                let candidate = discoveries[candidates[end]]
                guard candidate.canExplain(consequence) else { continue }
                if candidate.isOfSameSubject(as: consequence) { return candidates[end] }
                if best.map({ candidate.firstFrame > discoveries[$0].firstFrame }) ?? true { best = candidates[end] }
            }
        }
        return best
    }
}

extension [Int] {
    /// The first place from which on all are as asked; they must stand in that order.
    fileprivate func partitioningIndex(_ isSecond: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
