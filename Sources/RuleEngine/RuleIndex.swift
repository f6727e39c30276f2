import RuleExpression

/// Which rules concern what, so that most are never asked.
struct RuleIndex {
    let rules: [Rule]
    /// For each rule, its condition.
    let tests: [@Sendable (inout Scope) -> Truth]
    /// For each rule, what of its condition is the same for all alike; `nil` where nothing is.
    let necessary: [(@Sendable (inout Scope) -> Truth)?]
    /// For each rule, what else has to hold; `nil` where nothing has.
    let sufficient: [(@Sendable (inout Scope) -> Truth)?]
    /// Rules whose condition is settled with what they are evaluated for, be it that its association goes on.
    let isSettled: [Bool]
    private var byScope: [RuleScope: [Int]] = [:]
    private var bySubject: [RuleScope: [String: [Int]]] = [:]
    /// Those for every subject.
    private var general: [RuleScope: [Int]] = [:]
    /// For each rule, those whose findings can explain its own.
    let causes: [[Int]]
    /// Rules of associations whose findings something found at the capture's end may explain.
    let waiting: Set<Int>
    /// Rules of associations that may explain what is found at the capture's end.
    let lasting: Set<Int>

    init(_ rules: [Rule]) {
        self.rules = rules
        tests = rules.map { $0.condition?.test ?? { _ in .yes } }
        necessary = rules.map { rule in rule.scope.basis.flatMap { rule.condition?.necessary(on: $0) } }
        sufficient = rules.map { rule in rule.scope.basis.flatMap { rule.condition?.sufficient(beyond: $0) } }
        isSettled = rules.map(\.isSettled)
        let causes = Self.causes(rules)
        self.causes = causes
        waiting = Self.waiting(rules, causes)
        lasting = Set(rules.indices.filter { rules[$0].scope.isAtEnd }.flatMap { causes[$0] })
        for (index, rule) in rules.enumerated() { byScope[rule.scope, default: []].append(index) }
        for scope in RuleScope.allCases {
            let all = byScope[scope] ?? []
            general[scope] = all.filter { rules[$0].subjects.isEmpty }
            var subjects: [String: [Int]] = [:]
            for subject in Set(all.flatMap { rules[$0].subjects }).union(scope.subjects ?? []) {
                subjects[subject] = all.filter { rules[$0].subjects.isEmpty || rules[$0].subjects.contains(subject) }
            }
            bySubject[scope] = subjects
        }
    }

    private static func causes(_ rules: [Rule]) -> [[Int]] {
        var byName: [String: [Int]] = [:]
        for (index, rule) in rules.enumerated() {
            byName[rule.id] = [index]
            byName[rule.section + "/*", default: []].append(index)
        }
        return rules.enumerated().map { index, rule in
            rule.consequenceOf.flatMap { byName[$0] ?? [] }.filter { $0 != index }
        }
    }

    /// Those with a cause found at the end, and those with a cause among these.
    private static func waiting(_ rules: [Rule], _ causes: [[Int]]) -> Set<Int> {
        var waiting: Set<Int> = []
        var added = true
        while added {
            added = false
            for (index, rule) in rules.enumerated() where !rule.scope.isAtEnd && !waiting.contains(index) {
                guard causes[index].contains(where: { rules[$0].scope.isAtEnd || waiting.contains($0) }) else {
                    continue
                }
                waiting.insert(index)
                added = true
            }
        }
        return waiting
    }

    func all(_ scope: RuleScope) -> [Int] { byScope[scope] ?? [] }

    /// Those for a subject: of one that no rule names, those for every subject.
    func of(_ scope: RuleScope, _ subject: String?) -> [Int] {
        subject.flatMap { bySubject[scope]?[$0] } ?? general[scope] ?? []
    }
}
