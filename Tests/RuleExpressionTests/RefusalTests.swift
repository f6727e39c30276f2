import Testing

@testable import RuleExpression

struct RefusalTests {
    @Test(arguments: [
        ("subject.cuont == 5", 1, 9, "count"), ("subjekt.count == 5", 1, 1, "subject"),
        ("subject.outcome == failur", 1, 20, "failure"), ("subject.sopClass == CTImageStorge", 1, 21, "CTImageStorage"),
        ("lenght(subject.name) == 1", 1, 1, "length"),
        ("subject.count == 5 and\n  subject.nmae == \"x\"", 2, 11, "name"),
        ("any(subject.parts where nmae == \"a\")", 1, 25, "name"),
    ])
    func suggestions(_ source: String, line: Int, column: Int, suggestion: String) {
        let error = refusal(source)
        #expect(
            error?.position == SourcePosition(line: line, column: column),
            "\(source): \(error.map(\.description) ?? "")")
        #expect(error?.suggestion == suggestion, "\(source)")
    }

    @Test(arguments: [
        ("", 1), ("1 +", 4), ("subject.count", 1), ("subject.count == ", 18), ("subject.count == \"5\"", 15),
        ("subject.count == 5 s", 15), ("subject.wait > 5", 14), ("1 < 2 < 3", 7), ("subject.name and true", 1),
        ("(subject.count == 5", 20), ("subject.count == 5)", 19), ("subject.name matches subject.name", 22),
        ("subject.name matches \"(\"", 22), ("{1, 2}", 1), ("subject.count in 5", 18), ("all(subject.numbers)", 1),
        ("any(subject.count)", 5), ("min(subject.names) == 1", 5), ("length(subject.count) == 1", 8),
        ("length(subject.name, 2) == 1", 1), ("subject.count.more == 1", 15), ("'open", 1), ("1.2.840 == 1", 1),
        ("99999999999999999999 == 1", 1), ("0x == 1", 1), ("subject.count == #", 18), ("-subject.name == 1", 1),
        ("subject.numbers == 1", 17), ("subject.parts contains 1", 15), ("subject.count contains 1", 15),
        ("subject.name % 2 == 1", 14), ("subject. == 1", 10), ("not", 4), ("subject.name < 5", 14),
        ("subject.name in {1..2}", 18), ("999999999999 GiB == 1", 1),
    ])
    func positions(_ source: String, column: Int) {
        let error = refusal(source)
        #expect(error?.position.column == column, "\(source): \(error.map(\.description) ?? "accepted")")
    }

    @Test func nestingAndLengthAreLimited() {
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "true" + String(repeating: ")", count: depth)
        }
        #expect(refusal(nested(50)) == nil)
        #expect(refusal(nested(100_000)) != nil)
        #expect(refusal(String(repeating: "not ", count: 100_000) + "true") != nil)
        #expect(refusal(String(repeating: "!", count: 100_000) + "true") != nil)
        #expect(refusal(String(repeating: "-", count: 100_000) + "1 == 1") != nil)
        #expect(refusal(Array(repeating: "true", count: 1000).joined(separator: " or ")) == nil)
        #expect(refusal(Array(repeating: "true", count: 100_000).joined(separator: " or ")) != nil)
        #expect(refusal(String(repeating: "any(subject.numbers where ", count: 5000) + "true") != nil)
    }

    @Test func everyPrefixIsRefusedOrAccepted() {
        let source =
            "any(p in subject.parts where p.name matches \"^a[b-c]\\\\d{1,3}$\" and p.id in {1, 3..5}) or -1.5 s < subject.wait"
        #expect(refusal(source) == nil)
        let scalars = Array(source.unicodeScalars)
        for length in scalars.indices {
            var prefix = ""
            prefix.unicodeScalars.append(contentsOf: scalars[..<length])
            _ = refusal(prefix)
        }
    }
}
