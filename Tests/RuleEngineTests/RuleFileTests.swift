import Foundation
import RuleEngine
import RuleExpression
import Testing

struct RuleFileTests {
    private static let tail = """
        standard: [PS3.8 §9.3.4]
        rationale: Why.
        cause: What.
        remedy: How.

        """
    private static func rule(_ head: String) -> RuleSet.File {
        RuleSet.File(id: "site/one", name: "site/one.yaml", text: head + "\n" + tail)
    }

    private static let good = """
        title: A title
        severity: note
        scope: association
        when: assoc.outcome == released
        message: "{assoc.requestor} released."
        """

    @Test func accepted() throws {
        let set = try RuleSet(builtIn: [], site: [Self.rule(Self.good)])
        let rule = try #require(set.rule("site/one"))
        #expect(rule.title == "A title")
        #expect(rule.severity == .note)
        #expect(rule.section == "site")
        #expect(try rule.documentation().standard.map(\.description) == ["PS3.8 §9.3.4"])
    }

    @Test func overriding() throws {
        let builtIn = [RuleSet.File(id: "site/one", name: "b", text: Self.good + "\n" + Self.tail)]
        func site(_ text: String) -> [RuleSet.File] { [RuleSet.File(id: "site/one", name: "s", text: text)] }
        #expect(try RuleSet(builtIn: builtIn, site: site("severity: error")).rule("site/one")?.severity == .error)
        #expect(try RuleSet(builtIn: builtIn, site: site("severity: error")).own.rules.isEmpty)
        #expect(try RuleSet(builtIn: builtIn, site: site("enabled: false")).rules.isEmpty)
        #expect(throws: RuleError.self) { try RuleSet(builtIn: builtIn, site: site("message: Other.")) }
        let replaced = try RuleSet(
            builtIn: builtIn, site: site(Self.good.replacing("A title", with: "Another") + "\n" + Self.tail))
        #expect(replaced.rule("site/one")?.title == "Another")
        #expect(replaced.own.rules.map(\.id) == ["site/one"])
    }

    @Test func conditionsInTheReadmeAreRight() throws {
        let text = try String(contentsOfFile: CheckedCaptures.path("../Rules/README.md"), encoding: .utf8)
        let conditions = text.split(separator: "\n").filter { $0.hasPrefix("when: ") }.map { $0.dropFirst(6) }
        #expect(conditions.count >= 4)
        for condition in conditions {
            #expect(throws: Never.self) { try Expression(String(condition), schema: RuleScope.operation.schema) }
        }
    }
}
