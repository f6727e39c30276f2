import ConformanceClaims
import Wording

/// A check of claims as a document.
enum ClaimsCheckMarkdown {
    static func render(_ wording: ClaimsWording, isVerbose: Bool) -> [UInt8] {
        let check = wording.check
        var text = "# \(MarkdownText.escaped(wording.product)) against its traffic\n\n"
        if let document = check.statement.product.document { text += "Document: \(MarkdownText.escaped(document))\n\n" }
        for entity in wording.entities { text += "- \(MarkdownText.escaped(entity))\n" }
        if !wording.reasons.isEmpty { text += "- recognised by \(MarkdownText.escaped(wording.reasons))\n" }
        for reservation in wording.reservations { text += "- **\(MarkdownText.escaped(reservation))**\n" }
        text += "\n**Verdicts:** \(wording.verdicts)  \n"
        text += "**Coverage:** \(wording.coverage)\n"
        text += table("Contradicted", wording.rows(.contradicted))
        text += undeclared("Contradicted by what is not declared", wording, contradicts: true)
        text += table("Deviating from a default", wording.rows(.deviates))
        text += undeclared("Undeclared", wording, contradicts: false)
        text += services(check.services)
        let others = check.claims.filter { $0.use == nil }.flatMap(wording.rows)
        text += table(
            "Everything else",
            others.filter { isVerbose || $0.verdict == .confirmed || $0.verdict == .partlyExercised })
        if isVerbose { text += table("Presentation contexts", wording.rows.filter { $0.level != nil }) }
        return Array((text + steps(check.steps)).utf8)
    }

    private static func table(_ title: String, _ rows: [ClaimsWording.Row]) -> String {
        guard !rows.isEmpty else { return "" }
        var text = "\n## \(title)\n\n| Claim | Level | Verdict | Seen | Said |\n|---|---|---|---|---|\n"
        for row in rows {
            let cells = [
                row.id, row.level ?? "", ClaimsWording.words(row.verdict), row.seen,
                row.notes.map { "\($0.name) \($0.text)" }.joined(separator: "; "),
            ]
            text += "| " + cells.map(MarkdownText.escaped).joined(separator: " | ") + " |\n"
        }
        return text
    }

    private static func undeclared(_ title: String, _ wording: ClaimsWording, contradicts: Bool) -> String {
        let found = UndeclaredBehaviour.folded(wording.check.undeclared.filter { $0.contradicts == contradicts })
        guard !found.isEmpty else { return "" }
        return "\n## \(title)\n\n"
            + found.map { "- \(MarkdownText.escaped($0.message)): \(wording.place($0.count, $0.evidence))\n" }.joined()
    }

    private static func services(_ services: [ServiceSummary]) -> String {
        guard !services.isEmpty else { return "" }
        var text =
            "\n## Services\n\n| Service | Role | SOP classes | Verdict | Negotiated | Used |\n|---|---|---|---|---|---|\n"
        for service in services {
            let cells = [
                "\(service.entity)/\(service.service)", service.role.rawValue, grouped(service.sopClasses),
                ClaimsWording.words(service.verdict), ClaimsWording.counts(service.negotiated),
                ClaimsWording.counts(service.used),
            ]
            text += "| " + cells.map(MarkdownText.escaped).joined(separator: " | ") + " |\n"
        }
        return text
    }

    private static func steps(_ steps: [TestStep]) -> String {
        guard !steps.isEmpty else { return "" }
        var text = "\n## To exercise the rest\n\n"
        for (index, step) in steps.enumerated() {
            text += "\(index + 1). \(MarkdownText.escaped(step.action)) (\(counted(step.claims, "claim")))\n"
            if let command = step.command {
                text += "\n       " + PrintableText.oneLine(command) + "\n\n"
            }
        }
        return text
    }
}
