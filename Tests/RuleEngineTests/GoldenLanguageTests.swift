import RuleEngine
import Testing

/// Rules/LANGUAGE.md is what the code says of the language and its facts.
@Suite struct GoldenLanguageTests {
    @Test func documentation() throws {
        let lines = RuleSchema.markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        try Golden.compare(Array(lines.dropLast()), with: "../Rules/LANGUAGE.md")
    }
}
