import RuleEngine
import StandardRules
import Testing

/// Every rule finds what its examples say, and nothing where they say so.
struct ExampleTests {
    static let captures = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Captures"

    @Test func everyRuleShowsWhatItsExamplesSay() throws {
        let rules = try StandardRules.rules()
        #expect(!rules.rules.isEmpty)
        for failure in try RuleExamples(rules, captures: Self.captures).run() { Issue.record("\(failure)") }
    }
}
