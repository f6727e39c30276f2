import Testing

/// `--filter` of `show`: the language is that of rules.
struct FilterTests {
    private static let department = Program.capture("department.pcap")

    private func messages(_ arguments: String...) throws -> [String] {
        let result = try Program.run(["show", Self.department] + arguments)
        #expect(result.code == 0, "\(result.errors)")
        return result.output.split(separator: "\n").filter { $0.hasPrefix("→ Message") || $0.hasPrefix("← Message") }
            .map { line in
                line.split(separator: " ").dropFirst(3).prefix(1).joined()
            }
    }

    @Test func onlyMessagesOfSuchOperations() throws {
        #expect(
            try messages("--association", "12", "--filter", "op.outcome == failure") == ["C-STORE-RQ", "C-STORE-RSP"])
        let all = try messages("--association", "12")
        #expect(all.count == 36)
        #expect(try messages("--association", "12", "--filter", "op.kind == C-STORE") == all)
    }

    @Test func theOnlyAssociationNeedsNoNumber() throws {
        let shown = try messages("--filter", "op.kind == C-MOVE")
        #expect(shown.first == "C-MOVE-RQ")
        #expect(shown.dropFirst().allSatisfy { $0 == "C-MOVE-RSP" })
        let whole = try Program.run("show", Self.department, "--filter", "assoc.outcome == rejected").output
        #expect(whole.hasPrefix("Association 3"))
        #expect(whole.contains("A-ASSOCIATE-RJ"))
    }

    @Test func severalNeedOne() throws {
        let several = try Program.run("show", Self.department, "--filter", "assoc.outcome == released")
        #expect(several.code == 2)
        #expect(several.errors.contains("choose one with --association"))
        let other = try Program.run(
            "show", Self.department, "--association", "1", "--filter", "assoc.outcome == rejected")
        #expect(other.code == 2)
        #expect(other.errors.contains("but for 3"), "\(other.errors)")
    }

    @Test func timelineAndCheckHaveIt() throws {
        let expression = "assoc.calledAETitle == \"WORKSTATION\" and op.outcome == failure"
        let timeline = try Program.run("timeline", Self.department, "--filter", expression).output
        #expect(timeline.contains("Association 12") && !timeline.contains("Association 11"))
        let check = try Program.run("check", Self.department, "--filter", expression).output
        #expect(check.contains("association 12") && !check.contains("association 3"))
    }
}
