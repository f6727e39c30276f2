import Foundation
import RuleExpression
import StandardRules
import Testing

@testable import RuleEngine

/// The rules are parsed when the program is built: what it carries is what the files say.
@Suite struct EmbeddedRulesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Rules").standardizedFileURL

    private static func files() throws -> [RuleSet.File] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        return try paths.sorted().map { path in
            let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            return RuleSet.File(id: String(path.dropLast(5)), name: "Rules/\(path)", text: text)
        }
    }

    @Test func everyRuleIsThatOfItsFile() throws {
        let embedded = try StandardRules.rules().rules
        let written = try RuleSet(builtIn: Self.files()).rules
        #expect(written.count > 400)
        #expect(embedded.map(\.id) == written.map(\.id))
        for (one, other) in zip(embedded, written) {
            #expect(one.title == other.title && one.severity == other.severity && one.scope == other.scope)
            #expect(one.when == other.when && one.subjects == other.subjects && one.needs == other.needs)
            #expect(one.consequenceOf == other.consequenceOf)
            #expect(String(describing: one.texts.parts) == String(describing: other.texts.parts), "\(one.id)")
            let (documented, otherDocumented) = (try one.documentation(), try other.documentation())
            #expect(documented.standard == otherDocumented.standard && documented.cause == otherDocumented.cause)
            #expect(documented.remedy == otherDocumented.remedy && documented.rationale == otherDocumented.rationale)
            #expect(documented.triggers == otherDocumented.triggers && documented.clean == otherDocumented.clean)
        }
    }

    /// They are read when a finding is worded, where nobody could be told of an error.
    @Test func everyTextCanBeRead() throws {
        for rule in try StandardRules.rules().rules { _ = try rule.readTexts() }
    }

    @Test("What was cut is read as far as it goes", arguments: 0..<60)
    func cut(count: Int) {
        let whole = "{=title\tA\t=needs\t[=handshake\t=timing\t\t=let\t{=a\t=1\t\t\t"
        var fields = ParsedFields(String(whole.prefix(count)))
        var names: [String] = []
        while let name = fields.name() {
            names.append(name)
            _ = fields.value()
        }
        #expect(["title", "needs", "let"].starts(with: names.prefix(max(0, names.count - 1))))
        if count >= whole.count { #expect(names == ["title", "needs", "let"]) }
        _ = fields.skip { _ in false }
    }
}

extension RuleTexts {
    /// As written.
    fileprivate var parts: [String] {
        [message, change, each].map { String(describing: $0) } + fold.map { String(describing: $0) }
            + evidence.map(\.source) + [responsible?.source ?? ""]
    }
}
