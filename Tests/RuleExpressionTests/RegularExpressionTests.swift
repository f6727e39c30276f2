import Testing

@testable import RuleExpression

struct RegularExpressionTests {
    private static let start = SourcePosition(line: 1, column: 1)

    @Test(arguments: [
        ("abc", "xabcx", true), ("^abc$", "abc", true), ("^abc$", "abcd", false), ("a.c", "abc", true),
        ("a|b", "b", true),
        ("^(a|b)*$", "abba", true), ("^a+$", "", false), ("^a*$", "", true), ("^a?b$", "b", true),
        ("^a{2}$", "aa", true),
        ("^a{2}$", "aaa", false), ("^a{2,3}$", "aaa", true), ("^a{2,}$", "aaaaa", true), ("^[a-c]+$", "abc", true),
        ("^[^a-c]+$", "xyz", true), ("^[^a-c]+$", "xaz", false), ("^\\d+$", "123", true), ("^\\w+$", "a_1", true),
        ("\\s", "a b", true), ("^\\.$", ".", true), ("^\\.$", "x", false), ("^[]a]+$", "]a", true),
        ("^[a-]+$", "a-", true),
        ("^(?:ab)+$", "abab", true), ("", "anything", true), ("^$", "", true), ("^ä.ö$", "äxö", true),
        ("^(|a)$", "", true),
        ("x$|^y", "yz", true), ("^[\\d.]+$", "1.2", true), ("a{0}b", "b", true),
    ])
    func matching(_ pattern: String, _ text: String, _ expected: Bool) throws {
        #expect(try RegularExpression(pattern, at: Self.start).matches(text) == expected, "\(pattern) on \(text)")
    }

    @Test(arguments: ["(", ")", "[", "[b-a]", "*", "a{", "a{3,2}", "a{256}", "\\", "\\q", "(?=a)", "a{x}"])
    func refused(_ pattern: String) {
        #expect(throws: ExpressionError.self) { try RegularExpression(pattern, at: Self.start) }
    }

    /// Patterns that take exponential time in engines that go back.
    @Test(arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(a*)*$", "(a?){30}a{30}$", "^((a*)*)*$", "^(.*)*(.*)*b$"])
    func pathologicalPatternsEnd(_ pattern: String) throws {
        let expression = try RegularExpression(pattern, at: Self.start)
        #expect(!expression.matches(String(repeating: "a", count: 2000) + "!"))
    }

    @Test func repetitionsOfRepetitionsAreLimited() {
        #expect(throws: ExpressionError.self) {
            try RegularExpression("((((a{255}){255}){255}){255}){255}", at: Self.start)
        }
        #expect(throws: ExpressionError.self) {
            try RegularExpression(String(repeating: "(", count: 100_000), at: Self.start)
        }
    }
}
