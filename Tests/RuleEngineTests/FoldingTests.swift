import Foundation
import RuleEngine
import StandardRules
import Testing

/// Repeated findings fold; one root cause gives one leading finding, its consequences hang below it; what cannot be told
/// is counted, never found. With rules made for it, on recorded captures.
struct FoldingTests {
    private func check(_ capture: String, _ rules: [String: String]) throws -> CheckResult {
        let tail = "\nrationale: Why.\ncause: What.\nremedy: How.\n"
        let files = rules.sorted { $0.key < $1.key }.map {
            RuleSet.File(id: $0.key, name: $0.key + ".yaml", text: $0.value + tail)
        }
        let file = try #require(CheckedCaptures.file(capture))
        return try CheckedCaptures.check(
            [.path(CheckedCaptures.path(file))], RuleSet(builtIn: [], site: files))
    }

    private func rule(_ scope: String, _ when: String, severity: String = "warning", _ more: String = "") -> String {
        "title: A title\nseverity: \(severity)\nscope: \(scope)\nwhen: \(when)\nmessage: A message.\n\(more)"
    }

    @Test func repetitionsFold() throws {
        let result = try check("store-sixty-small", ["a/one": rule("operation", "op.kind == C-STORE")])
        let finding = try #require(result.findings.first)
        #expect(result.findings.count == 1)
        #expect(finding.count == 60)
        #expect(finding.associations == [1] && finding.associationCount == 1)
        let (first, last) = (finding.first.evidence, finding.last.evidence)
        #expect(first.count == 2 && last.count == 2)
        #expect(try #require(first.last?.frame) < #require(last.first?.frame))
        #expect(finding.evidence == first + last)
    }

    @Test func foldKeepsApart() throws {
        let apart = rule("operation", "op.kind == C-STORE", "fold: [op.messageID]\n")
        #expect(try check("store-sixty-small", ["a/one": apart]).findings.count == 60)
    }

    @Test func whoIsToActIsKeptApart() throws {
        let aborts = rule("association", "exists(assoc.abort)", "responsible: assoc.abort.from\n")
        let findings = try check("claims-orthanc-bounds", ["a/one": aborts]).findings
        #expect(findings.map(\.responsible) == [.requestor, .acceptor])
        #expect(findings.map(\.count) == [2, 1])
    }

    @Test func eachListsWhatOccurrencesDifferIn() throws {
        let each = rule("operation", "op.kind == C-STORE", "each: op.sopClass\n")
        let finding = try #require(try check("store-mixed-objects", ["a/one": each]).findings.first)
        #expect(finding.count == 7)
        #expect(finding.subjects.count == 7)
        #expect(finding.subjects.first == "CT Image Storage")
    }

    /// The first four are named in what is to be changed.
    @Test func theChangeNamesWhatOccurrencesDifferIn() throws {
        let each = rule("operation", "op.kind == C-STORE", "each: op.sopClass\nchange: Enable {these}.\n")
        let many = try #require(try check("store-mixed-objects", ["a/one": each]).findings.first)
        #expect(many.change == "Enable \(many.subjects.prefix(4).joined(separator: ", ")) and 3 more.")
        let one = try #require(try check("store-sixty-small", ["a/one": each]).findings.first)
        #expect(one.change == "Enable CT Image Storage.")
    }

    /// Without `each` there is nothing it could stand for.
    @Test func theseNeedsEach() throws {
        let file = RuleSet.File(
            id: "a/one", name: "a/one.yaml",
            text: rule("operation", "true", "change: Enable {these}.\n")
                + "rationale: Why.\ncause: What.\nremedy: How.\n")
        #expect(throws: RuleError.self) { try RuleSet(builtIn: [], site: [file]) }
    }

    @Test func partiesAreKeptApart() throws {
        let result = try check("department", ["a/one": rule("association", "true")])
        let parties = Set(result.findings.map(\.parties))
        #expect(parties.count == result.findings.count)
        #expect(result.findings.map(\.count).reduce(0, +) == 12)
        #expect(
            result.findings.contains { $0.parties.callingAETitle == "MR1" && $0.parties.calledAETitle == "ORTHANK" })
    }

    @Test func whatIsAboutOneSideFoldsOverItsPeers() throws {
        let result = try check("department", ["a/one": rule("association", "true", "party: acceptor\n")])
        let acceptors = result.findings.compactMap(\.parties.acceptor)
        #expect(acceptors.count == result.findings.count && Set(acceptors).count == acceptors.count)
        #expect(result.findings.map(\.count).reduce(0, +) == 12)
        #expect(result.findings.allSatisfy { $0.parties.callingAETitle == nil && $0.parties.requestorAddress == nil })
        let requestors = try check("department", ["a/one": rule("association", "true", "party: requestor\n")])
        #expect(requestors.findings.allSatisfy { $0.parties.requestorAddress != nil && $0.parties.acceptor == nil })
    }

    @Test func aConsequenceHangsBelowItsCause() throws {
        let result = try check(
            "contexts-transfer-syntax-not-supported",
            [
                "a/cause": rule("context", "not context.isAccepted"),
                "b/effect": rule("association", "exists(assoc.abort)", severity: "error", "consequenceOf: [a/cause]\n"),
                "b/other": rule("association", "exists(assoc.abort)", severity: "note"),
            ])
        #expect(result.findings.map(\.rule.id) == ["a/cause", "b/other"])
        #expect(result.findings.first?.consequences.map(\.rule.id) == ["b/effect"])
    }

    @Test func aWholeSectionMayBeTheCause() throws {
        let result = try check(
            "contexts-transfer-syntax-not-supported",
            [
                "a/cause": rule("context", "not context.isAccepted"),
                "b/effect": rule("association", "exists(assoc.abort)", "consequenceOf: [a/*]\n"),
            ])
        #expect(result.findings.map(\.rule.id) == ["a/cause"])
    }

    @Test func withoutItsCauseItLeads() throws {
        let result = try check(
            "abort-by-requestor",
            [
                "a/cause": rule("context", "not context.isAccepted"),
                "b/effect": rule("association", "exists(assoc.abort)", "consequenceOf: [a/cause]\n"),
            ])
        #expect(result.findings.map(\.rule.id) == ["b/effect"])
    }

    /// Rejected in one association, aborted in another of the same parties.
    @Test func theCauseIsOfTheSameAssociation() throws {
        let result = try check(
            "rejected-every-reason",
            [
                "a/cause": rule("association", "assoc.reject.reason == 7", severity: "error"),
                "b/effect": rule("association", "assoc.reject.reason == 3", "consequenceOf: [a/cause]\n"),
            ])
        #expect(Set(result.findings.map(\.rule.id)) == ["a/cause", "b/effect"])
        #expect(result.findings.allSatisfy { $0.consequences.isEmpty })
    }

    @Test func rulesThatExplainEachOtherDoNotVanish() throws {
        let result = try check(
            "echo",
            [
                "a/one": rule("association", "true", "consequenceOf: [a/two]\n"),
                "a/two": rule("association", "true", "consequenceOf: [a/one]\n"),
            ])
        #expect(Set(result.everyFinding.map(\.rule.id)) == ["a/one", "a/two"])
    }

    @Test func gravestFirstThenByFrame() throws {
        let result = try check(
            "echo",
            [
                "a/note": rule("association", "true", severity: "note"),
                "b/late": rule("operation", "true", severity: "error"),
                "c/early": rule("association", "true", severity: "error"),
            ])
        #expect(result.findings.map(\.rule.id) == ["c/early", "b/late", "a/note"])
        #expect(result.gravest == .error)
    }

    @Test(arguments: [
        ("mid-association", "needs: [handshake]", "the handshake was not captured"),
        ("lost-segment", "needs: [gap-free]", "bytes are missing from the capture"),
        ("lost-segment", "needs: [timing]", "bytes are missing from the capture"),
        ("requestor-side-only", "needs: [both-directions]", "only one direction was captured"),
        ("requestor-side-only", "needs: [timing]", "only one direction was captured"),
    ])
    func whatLacksItsNeedsIsNotEvaluated(capture: String, needs: String, reason: String) throws {
        let result = try check(capture, ["a/one": rule("association", "true", needs + "\n")])
        #expect(result.findings.isEmpty)
        #expect(result.notEvaluated.map(\.rule) == ["a/one"])
        #expect(result.notEvaluated.map(\.reason) == [reason])
        #expect(result.notEvaluated.map(\.count) == [1])
    }

    @Test func aMessageCutByAGapIsNotJudged() throws {
        let result = try check("lost-segment", ["a/one": rule("operation", "op.kind == C-STORE", "needs: [payload]\n")])
        #expect(result.findings.isEmpty)
        #expect(result.notEvaluated.map(\.reason) == ["the message was not captured whole"])
    }

    @Test func anUnknownFactIsNeitherPassedNorFound() throws {
        let result = try check(
            "lost-acceptance",
            [
                "a/accept": rule("association", "exists(assoc.accept)"),
                "a/none": rule("association", "not exists(assoc.accept)"),
                "a/settled": rule("association", "exists(assoc.accept) and assoc.gaps == 99"),
            ])
        #expect(result.findings.isEmpty)
        #expect(result.notEvaluated.map(\.rule) == ["a/accept", "a/none"])
        #expect(Set(result.notEvaluated.map(\.reason)) == ["facts it needs are not in the capture"])
    }
}
