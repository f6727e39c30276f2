import Testing

@testable import RuleExpression

struct MessageTemplateTests {
    private func text(_ source: String, mask: (Identity) -> String = { _ in "MASKED" }) throws -> String {
        try MessageTemplate(source, schema: Subject.schema)
            .text([Subject(), Subject()], name: { $0.hasSuffix(".2") ? "CT Image Storage" : nil }, mask: mask)
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("{subject.name}!", "ARCHIVE!"), ("{{{subject.count}}}", "{5}"),
        ("{subject.sopClass}", "CT Image Storage"), ("{subject.uids}", "CT Image Storage"),
        ("{subject.numbers}", "1, 2, 3"),
        ("{subject.none}", "none"), ("{subject.lost}", "unknown"), ("{subject.wait}", "2.5 s"), ("{40 ms}", "40 ms"),
        ("{20 us}", "20 µs"), ("{30 min}", "30 min"), ("{300 min}", "5 h"), ("{subject.share}", "0.25"),
        ("{subject.isOpen}", "true"),
        ("{subject.patient}", "MASKED"), ("{hex(subject.count)} of {count(subject.parts)}", "0x0005 of 2"),
        ("{lower(subject.patient)}", "MASKED"), ("UID \"{subject.none}\", \"{subject.lost}\".", "UID none, unknown."),
        ("\"{subject.name}\" \"{subject.none} of 3\"", "\"ARCHIVE\" \"none of 3\""),
        ("{subject.share * 191.304} % of it", "47.8 % of it"),
        ("{subject.count} % {subject.none} % {0.04} %", "5 % none % 0 %"),
    ])
    func display(_ source: String, _ expected: String) throws { #expect(try text(source) == expected) }

    @Test(arguments: [
        ("a {subject.nmae}", 1, 12), ("a {", 1, 3), ("a } b", 1, 3), ("a\n {subject.x}", 2, 11), ("{}", 1, 2),
    ])
    func refusals(_ source: String, line: Int, column: Int) {
        do {
            _ = try MessageTemplate(source, schema: Subject.schema)
            Issue.record("accepted \(source)")
        } catch {
            #expect((error as? ExpressionError)?.position == SourcePosition(line: line, column: column), "\(error)")
        }
    }

    @Test func numbersAreShort() {
        #expect(Value.number(1.0 / 3).display == "0.333")
        #expect(Value.number(-0.0001).display == "0")
        #expect(Value.number(-2).display == "-2")
        #expect(Value.number(.infinity).display == "inf")
        #expect(Value.number(.nan).display == "nan")
        #expect(Value.number(1e300).display == "1e+300")
    }
}
