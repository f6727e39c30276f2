import RuleEngine
import StandardRules
import Testing

/// Clauses are cited one way.
struct ClauseTests {
    @Test func everyClauseHasTheForm() throws {
        for rule in try StandardRules.rules().rules {
            let clauses = try rule.documentation().standard.map(\.description)
            for clause in clauses where !Self.isWellFormed(clause) { Issue.record("\(rule.id): '\(clause)'") }
            #expect(Set(clauses).count == clauses.count, "\(rule.id) cites a clause twice")
        }
    }

    @Test(arguments: [
        "PS3.8 §9.3.2", "PS3.8 §9.3.2, Table 9-11", "PS3.7 Annex C", "PS3.4 §CC.2.1.3", "PS3.4 Annex F, Table F.7.2-1",
        "PS3.3 §C.7.6.3.1.2", "RFC 9293 §3.8.1", "RFC 792",
    ])
    func wellFormed(_ clause: String) { #expect(Self.isWellFormed(clause)) }

    @Test(arguments: [
        "PS 3.8 §9.3.2", "PS3.8 9.3.2", "PS3.8 section 9.3.2", "PS3.8 § 9.3.2", "Part 8 §9", "PS3.8 §9.3.2 Table 9-11",
        "PS3.23 §1", "PS3.8 §9.3.2.", "PS3.7 §C", "PS3.8", "",
    ])
    func malformed(_ clause: String) { #expect(!Self.isWellFormed(clause)) }

    /// `PS3.<part> §<section>` or `PS3.<part> Annex <letter>`, then tables and figures; or an RFC.
    private static func isWellFormed(_ clause: String) -> Bool {
        let section = /[0-9]+(?:\.[0-9]+)*|[A-Z]{1,2}(?:\.[0-9]+)+/
        let annex = /[A-Z]{1,2}/
        let part = /PS3\.(?:1[0-9]|2[0-2]|[1-9])/
        guard clause.wholeMatch(of: /RFC [0-9]+(?: §[0-9]+(?:\.[0-9]+)*)?/) == nil else { return true }
        guard let begin = clause.prefixMatch(of: part) else { return false }
        var rest = clause[begin.range.upperBound...].split(separator: ", ", omittingEmptySubsequences: false)
        guard let place = rest.first?.dropFirst(), rest[0].first == " " else { return false }
        rest.removeFirst()
        let isSection = place.hasPrefix("§") && place.dropFirst().wholeMatch(of: section) != nil
        let isAnnex = place.hasPrefix("Annex ") && place.dropFirst(6).wholeMatch(of: annex) != nil
        guard isSection || isAnnex else { return false }
        return rest.allSatisfy { word in
            ["Table ", "Figure ", "Annex ", "§"].contains { word.hasPrefix($0) && word.count > $0.count }
        }
    }
}
