/// Which rules concern what, so that most are never asked.
struct RuleIndex {
    let rules: [Rule]
    private var byScope: [RuleScope: [Int]] = [:]
    private var bySubject: [RuleScope: [String: [Int]]] = [:]

    init(_ rules: [Rule]) {
        self.rules = rules
        for (index, rule) in rules.enumerated() { byScope[rule.scope, default: []].append(index) }
        for scope in RuleScope.allCases {
            let all = byScope[scope] ?? []
            var subjects: [String: [Int]] = [:]
            for subject in Set(all.flatMap { rules[$0].subjects }).union(scope.subjects ?? []) {
                subjects[subject] = all.filter { rules[$0].subjects.isEmpty || rules[$0].subjects.contains(subject) }
            }
            bySubject[scope] = subjects
        }
    }

    func all(_ scope: RuleScope) -> [Int] { byScope[scope] ?? [] }

    /// Those for a subject: of one that no rule names, those for every subject.
    func of(_ scope: RuleScope, _ subject: String?) -> [Int] {
        if let subject, let known = bySubject[scope]?[subject] { return known }
        return all(scope).filter { rules[$0].subjects.isEmpty }
    }
}
