import RuleEngine
import StandardRules
import Testing

/// Every rule finds what its examples say, and nothing where they say so.
struct ExampleTests {
    @Test func everyRuleShowsWhatItsExamplesSay() throws {
        let rules = try StandardRules.rules()
        #expect(!rules.rules.isEmpty)
        for failure in try RuleExamples(rules, captures: CheckedCaptures.directory).run() { Issue.record("\(failure)") }
    }
}

/// What the rules say of each other.
struct ConsequenceTests {
    @Test func everyCauseNamedIsARule() throws {
        let rules = try StandardRules.rules().rules
        let ids = Set(rules.map(\.id))
        let sections = Set(rules.map { $0.section + "/*" })
        for rule in rules {
            for cause in rule.consequenceOf where !ids.contains(cause) && !sections.contains(cause) {
                Issue.record("\(rule.id) is a consequence of '\(cause)', which is no rule")
            }
        }
    }
}
