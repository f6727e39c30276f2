import Testing

@testable import ConformanceClaims

/// Claims files made to cost time, memory or the stack.
@Suite struct HostileFileTests {
    struct Hostile: Sendable, CustomTestStringConvertible {
        var name: String
        var error: String
        var yaml: @Sendable () -> String

        var testDescription: String { name }
    }

    private static let head = "claims: 1\nproduct: {name: P}\n"

    static let files: [Hostile] = [
        .init(name: "more than 1 MiB", error: "the file has more than 1 MiB; no claims file needs that") {
            head + "entities: [] #" + String(repeating: "x", count: 1 << 20)
        },
        .init(
            name: "alias bomb",
            error: "aliases are not read ('*a0'); give a list a name under 'sets' and use it as '@name'"
        ) {
            "a0: &a0 [x, x]\n" + (1...60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        },
        .init(
            name: "alias bomb as a key",
            error: "aliases are not read ('*a0'); give a list a name under 'sets' and use it as '@name'"
        ) {
            "a0: &a0 [x, x]\n" + (1...60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
                + "? *a60\n: 1\n"
        },
        .init(name: "nested lists", error: "Maximum nesting level reached") { String(repeating: "[", count: 100_000) },
        .init(name: "nested mappings", error: "Maximum nesting level reached") {
            String(repeating: "{a: ", count: 100_000)
        },
        .init(name: "nested block lists", error: "Maximum nesting level reached") {
            String(repeating: "- ", count: 100_000)
        },
        .init(name: "nested lists as keys", error: "the name of a field is a word, and no list or mapping") {
            String(repeating: "{", count: 900) + "a" + String(repeating: "}: 1", count: 900)
        },
        .init(name: "nested explicit keys", error: "the name of a field is a word, and no list or mapping") {
            String(repeating: "? ", count: 900) + "a"
        },
        .init(name: "a hundred thousand unknown fields", error: "'claims' has no field 'f0'") {
            head + "entities: []\n" + (0..<60_000).map { "f\($0): 1\n" }.joined()
        },
        .init(
            name: "misspelt keywords",
            error: "'CTImageStorag0' is the keyword of no SOP class; did you mean 'CTImageStorage'?"
        ) {
            head + "entities: [{name: A, services: [{sop: ["
                + (0..<9000).map { "CTImageStorag\($0)" }.joined(separator: ", ") + "], roles: [SCP]}]}]\n"
        },
        .init(
            name: "misspelt attributes",
            error: "'PatientNam0' is neither the keyword of an attribute nor its tag; did you mean 'PatientName'?"
        ) {
            head + "entities: [{name: A, services: [{sop: [CTImageStorage], roles: [SCU], attributes: {always: ["
                + (0..<9000).map { "PatientNam\($0)" }.joined(separator: ", ") + "]}}]}]\n"
        },
        .init(name: "a keyword of a million letters", error: "more than 4000 characters are too many here") {
            head
                + "entities: [{name: A, services: [{sop: [\(String(repeating: "A", count: 1_000_000))], roles: [SCP]}]}]\n"
        },
        .init(name: "a long chain of sets", error: "sets name each other more than 50 deep") {
            head + "sets:\n" + (0..<20_000).map { "  s\($0): [\"@s\($0 + 1)\"]\n" }.joined()
                + "  s20000: [CTImageStorage]\nentities: []\n"
        },
        .init(name: "sets that multiply", error: "sets bring in more than 100000 UIDs") {
            head + "sets:\n  s0: [" + (1...1000).map { "1.2.\($0)" }.joined(separator: ", ") + "]\n"
                + (1...20).map { level in
                    "  s\(level): [" + (0..<20).map { _ in "\"@s\(level - 1)\"" }.joined(separator: ", ") + "]\n"
                }.joined() + "entities: []\n"
        },
        .init(
            name: "SOP classes times transfer syntaxes",
            error: "SOP classes, roles and transfer syntaxes make more than 200000 combinations"
        ) {
            let uids = (1...5000).map { "1.2.\($0)" }.joined(separator: ", ")
            return head
                + "entities: [{name: A, services: [{sop: [\(uids)], roles: [SCU], transfer_syntaxes: [\(uids)]}]}]\n"
        },
        .init(name: "too many services", error: "more than 1000 are too many here") {
            head + "entities: [{name: A, services: ["
                + (0..<20_000).map { _ in "{sop: Verification, roles: SCP}" }.joined(separator: ", ") + "]}]\n"
        },
        .init(name: "too many SOP classes", error: "more than 10000 are too many here") {
            head + "sets: {a: [" + (0..<20_000).map { "1.2.\($0)" }.joined(separator: ", ") + "]}\nentities: []\n"
        },
    ]

    @Test(.timeLimit(.minutes(1)), arguments: files)
    func isRefused(_ hostile: Hostile) throws {
        let error = #expect(throws: ClaimsError.self) {
            try ConformanceStatement(text: hostile.yaml(), file: "f.yaml")
        }
        let diagnostics = try #require(error?.diagnostics)
        #expect(diagnostics.count <= DiagnosticList.most)
        let messages = diagnostics.map { $0.message + ($0.suggestion.map { "; did you mean '\($0)'?" } ?? "") }
        #expect(messages.contains { $0.hasPrefix(hostile.error) }, "\(messages.first ?? "none")")
    }

    /// Escape sequences and the like stay what they are here; whoever prints makes them harmless.
    @Test func messagesAreShort() throws {
        let yaml = Self.head + "\"\(String(repeating: "\\e[31m", count: 500))\": 1\nentities: []\n"
        let error = #expect(throws: ClaimsError.self) { try ConformanceStatement(text: yaml, file: "f.yaml") }
        #expect(try #require(error?.diagnostics.first).message.count < 200)
    }
}
