import ConformanceClaims
import Wording

/// A check of claims as one self-contained page: nothing is loaded, nothing runs.
struct ClaimsCheckHTML {
    private let wording: ClaimsWording
    private var page = ""

    static func render(_ wording: ClaimsWording, files: [String]) -> String {
        var html = ClaimsCheckHTML(wording: wording)
        html.write(files)
        return html.page
    }

    private init(wording: ClaimsWording) { self.wording = wording }

    /// Nothing may be loaded, run or sent (Content Security Policy Level 3).
    private static let policy =
        "default-src 'none'; style-src '\(PageTemplates.digest(PageTemplates.style))'; base-uri 'none'; form-action 'none'"

    /// Characters nobody can see, or that turn text about, are shown by their numbers.
    private static func escaped(_ text: String) -> String { XMLText.escaped(PrintableText.oneLine(text)) }

    private mutating func write(_ files: [String]) {
        let title = Self.escaped("\(wording.product) against its traffic")
        page += """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="referrer" content="no-referrer"/>
            <title>\(title)</title>
            <style>\(PageTemplates.style)</style>
            </head>
            <body>
            <div class="page">
            <header class="masthead"><h1>\(title)</h1><p>\(Self.escaped(files.joined(separator: ", ")))</p></header>
            <main>

            """
        summary()
        detailed("Contradicted", wording.rows(.contradicted))
        undeclared("Contradicted by what is not declared", contradicts: true)
        detailed("Deviating from a default", wording.rows(.deviates))
        undeclared("Undeclared", contradicts: false)
        services()
        others()
        steps()
        page += "</main>\n</div>\n</body>\n</html>\n"
    }

    private mutating func section(_ title: String, _ body: (inout ClaimsCheckHTML) -> Void) {
        page += "<section>\n<h2>\(title)</h2>\n"
        body(&self)
        page += "</section>\n"
    }

    private mutating func summary() {
        let check = wording.check
        section("Verdict") { html in
            html.page += "<p class=\"verdict-text\">\(Self.escaped(html.sentence))</p>\n<ul class=\"figures\">\n"
            let counts = Coverage.Counts(check.claims.flatMap { $0.judgements.map(\.verdict) })
            for verdict in Verdict.allCases where counts[verdict] > 0 {
                html.page +=
                    "<li><b class=\"\(Self.tone(verdict))\">\(grouped(counts[verdict]))</b>"
                    + "<span>\(ClaimsWording.words(verdict))</span></li>\n"
            }
            html.page += "</ul>\n<p>Coverage \(Self.escaped(html.wording.coverage))</p>\n<ul>\n"
            for entity in html.wording.entities { html.page += "<li>\(Self.escaped(entity))</li>\n" }
            if !html.wording.reasons.isEmpty {
                html.page += "<li>recognised by \(Self.escaped(html.wording.reasons))</li>\n"
            }
            for text in html.wording.reservations { html.page += "<li class=\"doubtful\">\(Self.escaped(text))</li>\n" }
            if let document = check.statement.product.document {
                html.page += "<li>document: \(Self.escaped(document))</li>\n"
            }
            html.page += "</ul>\n"
        }
    }

    private var sentence: String {
        let contradictions = wording.check.contradictions
        if wording.check.product.entities.isEmpty { return "The product is not in this capture." }
        return contradictions == 0
            ? "Nothing in this capture contradicts the statement."
            : "The traffic contradicts the statement in \(counted(contradictions, "place"))."
    }

    private static func tone(_ verdict: Verdict) -> String {
        switch verdict {
        case .confirmed: "good"
        case .contradicted: "bad"
        case .deviates, .partlyExercised: "doubtful"
        case .notExercised, .notObservable: "faint"
        }
    }

    private static func mark(_ verdict: Verdict) -> String {
        "<span class=\"mark \(tone(verdict))\"><span class=\"glyph\" aria-hidden=\"true\">"
            + "\(ClaimsWording.mark(verdict))</span>\(ClaimsWording.words(verdict))</span>"
    }

    private mutating func table(_ columns: [String], _ rows: [[String]]) {
        page += "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"
        for column in columns { page += "<th scope=\"col\">\(column)</th>" }
        page += "</tr></thead><tbody>\n"
        for row in rows { page += "<tr>" + row.map { "<td>\($0)</td>" }.joined() + "</tr>\n" }
        page += "</tbody></table></div>\n"
    }

    private mutating func detailed(_ title: String, _ rows: [ClaimsWording.Row]) {
        guard !rows.isEmpty else { return }
        section(title) { html in
            html.table(
                ["Claim", "Level", "Seen", "Said"],
                rows.map { row in
                    [
                        "<code>\(Self.escaped(row.id))</code>", row.level ?? "", Self.escaped(row.seen),
                        row.notes.map { "\($0.name): \(Self.escaped($0.text))" }.joined(separator: "<br/>"),
                    ]
                })
        }
    }

    private mutating func undeclared(_ title: String, contradicts: Bool) {
        let found = UndeclaredBehaviour.folded(wording.check.undeclared.filter { $0.contradicts == contradicts })
        guard !found.isEmpty else { return }
        section(title) { html in
            html.table(
                ["Behaviour", "Seen"],
                found.map { [Self.escaped($0.message), Self.escaped(html.wording.place($0.count, $0.evidence))] })
        }
    }

    private mutating func services() {
        let services = wording.check.services
        guard !services.isEmpty else { return }
        let contexts = Dictionary(grouping: wording.check.claims.filter { $0.use != nil }) { claim in
            "\(claim.claim.entity ?? 0) \(claim.serviceName(in: wording.check.statement) ?? "") \(claim.claim.role?.rawValue ?? "")"
        }
        section("Services") { html in
            html.table(
                ["Service", "Role", "SOP classes", "Verdict", "Negotiated", "Used"],
                services.map { service in
                    [
                        Self.escaped("\(service.entity)/\(service.service)"), service.role.rawValue,
                        grouped(service.sopClasses), Self.mark(service.verdict),
                        ClaimsWording.counts(service.negotiated), ClaimsWording.counts(service.used),
                    ]
                })
            for service in services {
                let entity = html.wording.check.statement.entities.firstIndex { $0.name == service.entity } ?? 0
                let claims = contexts["\(entity) \(service.service) \(service.role.rawValue)"] ?? []
                html.page += "<details><summary>\(Self.escaped("\(service.entity)/\(service.service)")) "
                html.page += "\(service.role.rawValue)</summary>\n"
                html.table(["SOP class", "Negotiated", "Used", "Transfer syntaxes"], html.contexts(claims))
                html.page += "</details>\n"
            }
        }
    }

    /// A row for each SOP class, its transfer syntaxes together.
    private func contexts(_ claims: [JudgedClaim]) -> [[String]] {
        var rows: [[String]] = []
        var syntaxes: [String] = []
        var untouched = 0
        func close() {
            guard !rows.isEmpty else { return }
            let rest = untouched > 0 ? ["\(untouched) not exercised"] : []
            rows[rows.count - 1].append((syntaxes + rest).joined(separator: ", "))
            (syntaxes, untouched) = ([], 0)
        }
        for claim in claims {
            guard case .transferSyntax(let syntax) = claim.claim.aspect else {
                close()
                let levels = claim.judgements.map { Self.mark($0.verdict) + " " + Self.escaped(wording.seen($0)) }
                rows.append([Self.escaped(claim.claim.sopClass?.shortName ?? "")] + levels)
                continue
            }
            guard let use = claim.use, claim.judgements.contains(where: { $0.verdict.isExercised }) else {
                untouched += 1
                continue
            }
            let level = use.verdict.isExercised ? "used" : "negotiated"
            let isAgainst = claim.judgements.contains { $0.verdict == .contradicted }
            syntaxes.append(Self.escaped(syntax.shortName) + (isAgainst ? " (contradicted)" : " (\(level))"))
        }
        close()
        return rows
    }

    private mutating func others() {
        let rows = wording.check.claims.filter { $0.use == nil }.flatMap(wording.rows)
        guard !rows.isEmpty else { return }
        section("Everything else") { html in
            html.table(
                ["Claim", "Verdict", "Seen"],
                rows.map { ["<code>\(Self.escaped($0.id))</code>", Self.mark($0.verdict), Self.escaped($0.seen)] })
        }
    }

    private mutating func steps() {
        let steps = wording.check.steps
        guard !steps.isEmpty else { return }
        section("To exercise the rest") { html in
            html.page += "<ol>\n"
            for step in steps {
                html.page +=
                    "<li>\(Self.escaped(step.action)) <span class=\"faint\">\(counted(step.claims, "claim"))</span>"
                if let command = step.command {
                    html.page += "<br/><code class=\"filter\">\(Self.escaped(command))</code>"
                }
                html.page += "</li>\n"
            }
            html.page += "</ol>\n"
        }
    }
}
