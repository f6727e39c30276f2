import RuleEngine
import Troubleshooting
import Wording

/// What the report was made of and with.
struct AppendixSection {
    let appendix: Appendix
    let number: Int

    func object() -> PageObject {
        PageObject { page in
            page.number("number", number)
            page.text("version", appendix.version)
            page.text("commandLine", appendix.commandLine)
            page.list(
                "limits", appendix.limits.map { limit in PageObject { $0.text("text", limit) } })
            page.flag("hasLimits", !appendix.limits.isEmpty)
            page.list("files", appendix.files.map(file))
        }
    }

    func rules() -> PageObject {
        PageObject { page in
            page.text("rulesTitle", rulesTitle)
            page.list("rules", appendix.rules.map(rule))
        }
    }

    private var rulesTitle: String {
        let partly = appendix.rules.count { !$0.notEvaluated.isEmpty }
        return "\(counted(appendix.rules.count, "rule")), \(grouped(partly)) not evaluated everywhere"
    }

    private func file(_ file: Appendix.File) -> PageObject {
        PageObject { page in
            page.text("name", file.name)
            page.text("bytes", file.size.map { grouped($0) } ?? "–")
            page.text("hash", file.sha256 ?? "not computed")
        }
    }

    private func rule(_ rule: Appendix.RuleUse) -> PageObject {
        PageObject { page in
            page.text("id", rule.id)
            page.text("title", rule.title)
            page.text("severity", rule.severity.rawValue)
            page.text("origin", rule.isBuiltIn ? nil : "own")
            page.text("found", rule.found > 0 ? grouped(rule.found) : "–")
            page.text(
                "notEvaluated",
                rule.notEvaluated.map { "\(grouped($0.count)) ×: \($0.reason)" }.joined(separator: "; "))
        }
    }
}
