import Troubleshooting
import Wording

/// What a product claims against what it did.
struct ClaimsSection {
    let claims: ClaimsChapter
    let number: Int

    func object() -> PageObject {
        PageObject { page in
            page.number("number", number)
            let counts = ClaimsChapter.Statement.Verdict.allCases.compactMap { verdict in
                let count = claims.statements.count { $0.verdict == verdict }
                return count == 0 ? nil : "\(grouped(count)) \(verdict.words)"
            }
            page.text("summary", "\(claims.product): \(counts.joined(separator: ", ")).")
            page.list("notes", claims.summary.map { note in PageObject { $0.text("note", note) } })
            page.list(
                "steps",
                claims.steps.map { step in
                    PageObject { page in
                        page.text("action", step.action)
                        page.text("command", step.command)
                    }
                })
            page.flag("hasSteps", !claims.steps.isEmpty)
            page.list("statements", claims.statements.map(statement))
        }
    }

    private func statement(_ statement: ClaimsChapter.Statement) -> PageObject {
        PageObject { page in
            page.text("claim", statement.claim)
            page.object("mark", PageMark(statement.verdict.tone, statement.verdict.words).object)
            page.text("explanation", statement.explanation)
            page.object("evidence", PageEvidence.object(statement.evidence))
        }
    }
}

extension ClaimsChapter.Statement.Verdict {
    var words: String {
        switch self {
        case .contradicted: "contradicted"
        case .deviates: "deviating from a default"
        case .undeclared: "undeclared"
        case .confirmed: "confirmed"
        case .partlyExercised: "partly exercised"
        case .notExercised: "not exercised"
        case .notObservable: "not observable"
        }
    }

    var tone: PageMark.Tone {
        switch self {
        case .confirmed: .good
        case .contradicted: .bad
        case .deviates, .undeclared, .partlyExercised: .doubtful
        case .notExercised, .notObservable: .note
        }
    }
}
