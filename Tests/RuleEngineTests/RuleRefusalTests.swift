import RuleEngine
import RuleExpression
import Testing

/// A rule file that is not as it should be is refused, with file, line, column and, for a misspelt name, the nearest.
struct RuleRefusalTests {
    private static let good = """
        title: A title
        severity: note
        scope: association
        when: assoc.outcome == released
        message: "{assoc.requestor} released."
        responsible: requestor
        standard: [PS3.8 §9.3.4]
        rationale: Why.
        cause: What.
        remedy: How.
        examples:
          triggers:
            - {capture: echo, frame: 4}
          clean: [echo]

        """

    struct Wrong: Sendable, CustomTestStringConvertible {
        /// A part of the good rule and what stands in its place.
        var part: String
        var wrong: String
        var line: Int
        var column: Int
        var says: String
        var near: String?

        init(_ part: String, _ wrong: String, _ line: Int, _ column: Int, _ says: String, near: String? = nil) {
            self.part = part
            self.wrong = wrong
            self.line = line
            self.column = column
            self.says = says
            self.near = near
        }

        var testDescription: String { wrong }
    }

    @Test func theRuleIsGood() {
        #expect(Self.refusal(Self.good) == nil)
    }

    @Test(arguments: fields + expressions + templates + documentation)
    func refused(_ wrong: Wrong) {
        #expect(Self.good.contains(wrong.part))
        guard let error = Self.refusal(Self.good.replacing(wrong.part, with: wrong.wrong, maxReplacements: 1)) else {
            Issue.record("accepted")
            return
        }
        #expect(error.file == "site/one.yaml")
        #expect(error.position == SourcePosition(line: wrong.line, column: wrong.column), "\(error)")
        #expect(error.message.contains(wrong.says), "\(error)")
        #expect(error.suggestion == wrong.near, "\(error)")
    }

    private static func refusal(_ text: String) -> RuleError? {
        do {
            _ = try RuleSet(builtIn: [], site: [RuleSet.File(id: "site/one", name: "site/one.yaml", text: text)])
            return nil
        } catch { return error }
    }

    private static let fields: [Wrong] = [
        Wrong("title: A title", "titel: A title", 1, 1, "no field 'titel'", near: "title"),
        Wrong("title: A title\n", "", 1, 1, "no 'title'"),
        Wrong("title: A title", "title: [A, title]", 1, 8, "'title' is text"),
        Wrong("severity: note", "severity: eror", 2, 11, "no severity", near: "error"),
        Wrong("severity: note\n", "", 1, 1, "no 'severity'"),
        Wrong("scope: association", "scope: assocation", 3, 8, "no scope", near: "association"),
        Wrong("scope: association\n", "", 1, 1, "no 'scope'"),
        Wrong("scope: association", "scope: anomaly", 1, 1, "no 'for'"),
        Wrong("scope: association", "scope: association\nfor: [C-STORE]", 4, 7, "nothing to choose by 'for'"),
        Wrong("scope: association", "scope: operation\nfor: [C-STOR]", 4, 7, "is none of", near: "C-STORE"),
        Wrong("scope: association", "scope: association\nneeds: [handshak]", 4, 9, "no needs", near: "handshake"),
        Wrong("scope: association", "scope: association\nneeds: {a: b}", 4, 8, "'needs' is a list"),
        Wrong("scope: association", "scope: association\nenabled: perhaps", 4, 10, "true or false"),
        Wrong("scope: association", "scope: association\nlet: [a]", 4, 6, "names with expressions"),
        Wrong("title: A title", "title: [", 3, 6, "',' or ']'"),
    ]

    private static let expressions: [Wrong] = [
        Wrong("when: assoc.outcome == released\n", "", 1, 1, "no 'when'"),
        Wrong("assoc.outcome == released", "assoc.outcom == released", 4, 13, "'outcom'", near: "outcome"),
        Wrong("assoc.outcome == released", "asoc.outcome == released", 4, 7, "'asoc'", near: "assoc"),
        Wrong("assoc.outcome == released", "assoc.outcome == relased", 4, 24, "'relased'", near: "released"),
        Wrong("assoc.outcome == released", "assoc.outcome", 4, 7, "boolean"),
        Wrong("assoc.outcome == released", "assoc.gaps == 'none'", 4, 18, "no meaning between"),
        Wrong("assoc.outcome == released", "assoc.gaps >", 4, 19, "missing before the end"),
        Wrong("assoc.outcome == released", "(assoc.gaps > 1", 4, 22, "')' is missing"),
        Wrong("assoc.outcome == released", "1 < assoc.gaps < 3", 4, 22, "do not chain"),
        Wrong("assoc.outcome == released", "coun(assoc.pdus) > 1", 4, 7, "no function 'coun'", near: "count"),
        Wrong("assoc.outcome == released", "all(assoc.pdus)", 4, 7, "needs a condition"),
        Wrong("assoc.outcome == released", "any(assoc.gaps)", 4, 11, "needs a list"),
        Wrong("assoc.outcome == released", "op.messageID == 1", 4, 7, "'op'"),
        Wrong(
            "assoc.outcome == released", "assoc.callingAETitle matches \"(\"", 4, 36, "regular expression"),
        Wrong(
            "when: assoc.outcome == released", "when: >\n  assoc.gaps > 0\n  and assoc.outcom == released", 6, 13,
            "'outcom'", near: "outcome"),
        Wrong(
            "scope: association", "scope: association\nlet: {late: assoc.duration > 5}", 4, 28,
            "no meaning between"),
        Wrong("assoc.outcome == released", "assoc.outcome == \"released", 4, 24, "without a closing"),
        Wrong("assoc.outcome == released", "assoc.callingAETitle == 1.2.840", 4, 31, "quotes or by its keyword"),
    ]

    private static let templates: [Wrong] = [
        Wrong("message: \"{assoc.requestor} released.\"\n", "", 1, 1, "no 'message'"),
        Wrong("{assoc.requestor}", "{assoc.reqestor}", 5, 18, "'reqestor'", near: "requestor"),
        Wrong("{assoc.requestor} released.", "{assoc.requestor released.", 5, 11, "'}' is missing"),
        Wrong("responsible: requestor", "responsible: requester", 6, 14, "'requester'", near: "requestor"),
        Wrong("responsible: requestor", "responsible: assoc.gaps", 6, 14, "Side"),
        Wrong("responsible: requestor", "evidence: [assoc.gaps]", 6, 12, "evidence is a record"),
        Wrong("responsible: requestor", "fold: [assoc.outcom]", 6, 14, "'outcom'", near: "outcome"),
        Wrong("responsible: requestor", "each: assoc.outcom", 6, 13, "'outcom'", near: "outcome"),
        Wrong("responsible: requestor", "change: \"Let {assoc.acceptr} do it.\"", 6, 21, "'acceptr'", near: "acceptor"),
    ]

    private static let documentation: [Wrong] = [
        Wrong("rationale: Why.\n", "", 1, 1, "no 'rationale'"),
        Wrong("cause: What.\n", "", 1, 1, "no 'cause'"),
        Wrong("remedy: How.\n", "", 1, 1, "no 'remedy'"),
        Wrong("standard: [PS3.8 §9.3.4]", "standard: {PS3.8: 9}", 7, 11, "'standard' is a list"),
        Wrong("frame: 4", "frame: four", 13, 7, "a trigger is"),
        Wrong("frame: 4", "frame: 4, asociation: 1", 13, 33, "no 'asociation'"),
        Wrong("clean: [echo]", "cleen: [echo]", 14, 3, "'triggers' and 'clean'"),
        Wrong("clean: [echo]", "clean: echo", 14, 10, "a list is needed"),
    ]
}
