import Foundation
import RuleEngine
import StandardRules
import Testing

/// What explains what: within an association by operation, context and order, across associations by frames and parties.
struct CauseTests {
    /// `rule [below, below]`, without notes.
    private func trees(_ capture: String) throws -> [String] {
        func tree(_ finding: Finding) -> String {
            let below = finding.consequences.filter { $0.severity > .note }.map(tree)
            return finding.rule.id + (below.isEmpty ? "" : " [" + below.joined(separator: ", ") + "]")
        }
        return try CheckedCaptures.result(capture).findings.filter { $0.severity > .note }.map(tree)
    }

    private func check(_ capture: String, _ rules: [String: String]) throws -> CheckResult {
        let tail = "\nrationale: Why.\ncause: What.\nremedy: How.\n"
        let files = rules.sorted { $0.key < $1.key }.map {
            RuleSet.File(id: $0.key, name: $0.key + ".yaml", text: $0.value + tail)
        }
        let file = try #require(CheckedCaptures.file(capture))
        return try CheckedCaptures.check([.path(CheckedCaptures.path(file))], RuleSet(builtIn: [], site: files))
    }

    private func rule(_ scope: String, _ when: String, severity: String = "warning", _ more: String = "") -> String {
        "title: A title\nseverity: \(severity)\nscope: \(scope)\nwhen: \(when)\nmessage: A message.\n\(more)"
    }

    @Test func aFailedMoveHangsBelowTheRefusedConnection() throws {
        #expect(
            try trees("move-destination-down") == [
                "transport/refused [query-retrieve/destination-failed [query-retrieve/sub-operations-impossible]]"
            ])
    }

    @Test func aPartlyFailedMoveHangsBelowTheRefusedStore() throws {
        let expected =
            "storage/out-of-resources [query-retrieve/destination-refuses-objects [query-retrieve/partly-failed]]"
        #expect(try trees("move-partly-failed").first == expected)
    }

    @Test func aRefusedSetHangsBelowTheStepThatWasFinished() throws {
        #expect(try trees("mpps") == ["mpps/set-after-final [mpps/refused]"])
    }

    @Test func aRejectionHangsBelowTheMisspeltTitle() throws {
        let found = try trees("rule-ae-title-spelling")
        #expect(found.contains("association/called-ae-title-spelling [association/rejected-called-ae-title]"))
    }

    @Test func whatFollowsMayComeFirst() throws {
        #expect(
            try trees("reset-during-data-set") == ["transport/reset [pdu/cut-off [p-data/message-incomplete]]"])
    }

    @Test func anotherOperationExplainsNothing() throws {
        let rules = [
            "a/cause": rule("operation", "op.id == 1"),
            "b/effect": rule("operation", "op.id > 1", "consequenceOf: [a/cause]\n"),
        ]
        #expect(try Set(check("store-sixty-small", rules).findings.map(\.rule.id)) == ["a/cause", "b/effect"])
    }

    @Test func operationsThatOverlapMayExplainEachOther() throws {
        let rules = [
            "a/cause": rule("operation", "op.kind == C-GET"),
            "b/effect": rule("operation", "op.kind == C-STORE", "consequenceOf: [a/cause]\n"),
        ]
        let finding = try #require(try check("get-sub-operations", rules).findings.first)
        #expect(finding.rule.id == "a/cause")
        #expect(finding.consequences.map(\.rule.id) == ["b/effect"])
    }

    @Test func occurrencesWithDifferentCausesAreDifferentFindings() throws {
        let rules = [
            "a/cause": rule("operation", "op.id == 1"),
            "b/effect": rule("operation", "true", "consequenceOf: [a/cause]\n"),
        ]
        let result = try check("store-sixty-small", rules)
        #expect(result.findings.map(\.rule.id).sorted() == ["a/cause", "b/effect"])
        #expect(result.findings.first { $0.rule.id == "a/cause" }?.consequences.map(\.count) == [1])
        #expect(result.findings.first { $0.rule.id == "b/effect" }?.count == 59)
    }

    @Test func aFindingIsAsGraveAsWhatFollows() throws {
        let rules = [
            "a/cause": rule("association", "true", severity: "note"),
            "b/effect": rule("operation", "true", severity: "error", "consequenceOf: [a/cause]\n"),
        ]
        let result = try check("echo", rules)
        #expect(result.findings.map(\.rule.id) == ["a/cause"])
        #expect(result.findings.map(\.severity) == [.error])
        #expect(result.gravest == .error)
        #expect(result.count(.error) == 1 && result.count(.note) == 0)
    }

    @Test(arguments: ["requestor", "acceptor", "network", "capture", "assoc.request.sender"])
    func whoIsToAct(name: String) throws {
        let given = name.contains(".") ? "connection.fromAcceptor.from" : name
        let finding = try #require(
            try check("echo", ["a/one": rule("association", "true", "responsible: \(given)\n")]).findings.first)
        #expect(finding.responsible?.rawValue == (name.contains(".") ? "acceptor" : name))
    }

    /// What stands by itself, what hangs below what, and that nothing is told twice.
    @Test(arguments: [
        (
            "command-malformed",
            [
                "command/group-length", "command/element-overrun", "command/unknown-command-field",
                "operation/too-many-outstanding",
            ]
        ),
        ("pdv-length-overrun", ["p-data/pdv-structure [p-data/message-incomplete]", "p-data/pdv-structure"]),
        ("odd-fragments", ["p-data/odd-fragment", "p-data/several-messages [operation/too-many-outstanding]"]),
        ("rule-tls-and-plain", ["security/tls-to-plain-port [security/tls-and-plain]"]),
        ("rule-data-after-abort", ["operation/aborted-by-performer [state-machine/data-after-abort]"]),
        ("rule-release-collision-order", ["release/collision-order"]),
        (
            "rule-full-segments-lost",
            [
                "transport/never-acknowledged [state-machine/closed-without-release, transport/retransmissions]"
            ]
        ),
        ("rejected-protocol-version", ["association-request/protocol-version [association/rejected-protocol-version]"]),
    ])
    func oneCauseLeads(capture: String, expected: [String]) throws { #expect(try trees(capture) == expected) }

    @Test func eachContextHasTheCauseOfItsOwn() throws {
        let result = try CheckedCaptures.result("claims-storescp-contexts")
        #expect(!result.findings.contains { $0.rule.id == "association-request/only-compressed-proposed" })
        let rejected = result.findings.flatMap(\.consequences).filter {
            $0.rule.id == "context/transfer-syntaxes-rejected"
        }
        #expect(rejected.map(\.count) == [186])
        #expect(rejected.flatMap(\.consequences).map(\.count) == [186])
    }

    @Test func aFaultIsExplainedByOneBeforeItInItsDataSet() throws {
        let leading = try CheckedCaptures.result("rule-data-set-faults").findings
        for cause in ["data-set/absent-vr", "data-set/undefined-length"] {
            let finding = try #require(leading.first { $0.rule.id == cause })
            #expect(finding.consequences.contains { $0.rule.id == "data-set/not-an-element" })
        }
    }

    @Test func whatTheFileEndsInIsCutBecauseOfThat() throws {
        let finding = try #require(
            try CheckedCaptures.result("truncated-file").findings.first { $0.rule.id == "capture/file-damaged" })
        #expect(finding.consequences.map(\.rule.id) == ["capture/snap-length"])
        #expect(finding.message.contains("1296 of 1530 bytes are there"))
    }

    /// What the rest of the capture tells of the right AE title and of the right port.
    @Test func whatElseIsAcceptedIsToldBelow() throws {
        let findings = try CheckedCaptures.result("department").findings
        for (cause, hint, told) in [
            ("association/rejected-called-ae-title", "association/called-ae-titles-accepted", ": ORTHANC."),
            ("transport/refused", "transport/accepts-at-another-port", ": 104."),
        ] {
            let finding = try #require(findings.first { $0.rule.id == cause })
            #expect(finding.consequences.first { $0.rule.id == hint }?.message.hasSuffix(told) == true)
        }
    }

    @Test func aQueryThatAskedWronglyFoundNothingBecauseOfThat() throws {
        let result = try CheckedCaptures.result("rule-key-of-several-values")
        for finding in result.findings where finding.rule.id != "query-retrieve/nothing-found" {
            #expect(finding.consequences.map(\.rule.id) == ["query-retrieve/nothing-found"])
        }
        #expect(result.findings.count == 3)
    }

    @Test func rulesOfPDUsMayChooseTheirTypes() throws {
        let rules = ["a/one": rule("pdu", "true", "for: [A-RELEASE-RQ, A-RELEASE-RP]\n")]
        #expect(try check("echo", rules).findings.map(\.count) == [2])
        #expect(throws: RuleError.self) {
            try check("echo", ["a/one": rule("pdu", "true", "for: [P-DATA-TF]\n")])
        }
    }

    @Test func aFaultOfADataSetTellsWhichElement() throws {
        let text =
            "title: A title\nseverity: error\nscope: fault\nfor: [data-set/truncated]\nmessage: \"{fault.tag}\"\n"
        #expect(try check("data-set-overrun", ["a/one": text]).findings.map(\.message) == ["(0010,0010)"])
    }

    @Test func anotherReceiverDoesNotMakeAnObjectSentAgain() throws {
        let rules = ["a/one": rule("study", "study.repeatedInstances > 0")]
        #expect(try check("move-orthanc", rules).findings.isEmpty)
        #expect(try check("rule-store-study", rules).findings.count == 1)
    }
}
