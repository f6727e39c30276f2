extension FindingTree {
    /// Leading findings, gravest first, then in the order of their first frames; consequences hang below them.
    ///
    /// - Parameter number: the number users see for an association's serial.
    func findings(_ number: (Int) -> Int?) -> [Finding] {
        var below: [Int: [Finding]] = [:]
        // What explains an entry was there before it.
        for place in collector.entries.indices.reversed() {
            let finding = finding(place, consequences: below.removeValue(forKey: place) ?? [], number)
            below[collector.entries[place].cause ?? -1, default: []].append(finding)
        }
        return (below[-1] ?? []).sorted(by: Self.isBefore)
    }

    private func finding(_ place: Int, consequences: [Finding], _ number: (Int) -> Int?) -> Finding {
        let entry = collector.entries[place]
        let rule = wording.rules[entry.rule]
        return Finding(
            serial: place, rule: rule, message: entry.message, responsible: entry.responsible,
            change: entry.namedChange,
            parties: entry.parties, count: entry.count, subjects: entry.subjects, first: entry.first, last: entry.last,
            associations: entry.associations.compactMap(number).sorted(), associationCount: entry.associationCount,
            consequences: consequences.sorted(by: Self.isBefore),
            severity: consequences.reduce(rule.severity) { max($0, $1.severity) })
    }

    private static func isBefore(_ left: Finding, _ right: Finding) -> Bool {
        if left.severity != right.severity { return left.severity > right.severity }
        return left.order < right.order
    }
}

extension Finding {
    /// By first frame.
    fileprivate var order: (UInt64, String, String) {
        (first.evidence.first?.frame.rawValue ?? .max, rule.id, message)
    }
}
