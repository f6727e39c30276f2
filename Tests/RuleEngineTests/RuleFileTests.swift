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

    private func refusal(_ head: String) -> RuleError? {
        do {
            _ = try RuleSet(builtIn: [], site: [Self.rule(head)])
            return nil
        } catch { return error }
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

    @Test(arguments: [
        ("titel: x", 1, 1, "title"),
        ("title: x\nscope: association\nseverity: eror\nwhen: true\nmessage: x", 3, 11, "error"),
        ("title: x\nseverity: note\nscope: assocation", 3, 8, "association"),
        ("title: x\nseverity: note\nscope: association\nwhen: assoc.outcom == released\nmessage: x", 4, 13, "outcome"),
        (
            "title: x\nseverity: note\nscope: association\nwhen: >\n  assoc.gaps > 0\n  and assoc.outcom == released\nmessage: x",
            6, 13, "outcome"
        ),
        (
            "title: x\nseverity: note\nscope: association\nwhen: true\nmessage: \"a {assoc.reqestor}\"", 5, 20,
            "requestor"
        ),
        ("title: x\nseverity: note\nscope: operation\nfor: [C-STOR]\nwhen: true\nmessage: x", 4, 7, "C-STORE"),
        ("title: x\nseverity: note\nscope: association\nneeds: [handshak]\nwhen: true\nmessage: x", 4, 9, "handshake"),
        ("title: x\nseverity: note\nscope: association\nlet: {a: assoc.gap}\nwhen: true\nmessage: x", 4, 16, "gaps"),
        (
            "title: x\nseverity: note\nscope: association\nwhen: true\nmessage: x\nresponsible: requester", 6, 14,
            "requestor"
        ),
    ])
    func refused(_ head: String, line: Int, column: Int, suggestion: String) {
        let error = refusal(head)
        #expect(
            error?.position == SourcePosition(line: line, column: column), "\(error.map(\.description) ?? "accepted")")
        #expect(error?.suggestion == suggestion, "\(error.map(\.description) ?? "accepted")")
        #expect(error?.file == "site/one.yaml")
    }

    @Test func whatIsMissing() {
        #expect(refusal("title: x\nseverity: note\nscope: association\nmessage: x")?.message.contains("'when'") == true)
        #expect(
            refusal("severity: note\nscope: association\nwhen: true\nmessage: x")?.message.contains("'title'") == true)
        #expect(refusal("title: x\nseverity: note\nscope: anomaly\nmessage: x")?.message.contains("'for'") == true)
        #expect(refusal("title: [")?.position.line ?? 0 > 0)
        #expect(refusal("- a list") != nil)
    }

    @Test func overriding() throws {
        let builtIn = [RuleSet.File(id: "site/one", name: "b", text: Self.good + "\n" + Self.tail)]
        func site(_ text: String) -> [RuleSet.File] { [RuleSet.File(id: "site/one", name: "s", text: text)] }
        #expect(try RuleSet(builtIn: builtIn, site: site("severity: error")).rule("site/one")?.severity == .error)
        #expect(try RuleSet(builtIn: builtIn, site: site("enabled: false")).rules.isEmpty)
        let replaced = try RuleSet(
            builtIn: builtIn, site: site(Self.good.replacing("A title", with: "Another") + "\n" + Self.tail))
        #expect(replaced.rule("site/one")?.title == "Another")
    }
}
