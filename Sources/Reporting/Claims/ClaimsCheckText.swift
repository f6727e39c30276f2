import ConformanceClaims
import Wording

/// A check of claims for a terminal: what speaks against the statement first, what to do next last.
struct ClaimsCheckText {
    private var layout: TextLayout
    private let isVerbose: Bool

    init(terminal: Terminal, isVerbose: Bool) {
        layout = TextLayout(terminal)
        self.isVerbose = isVerbose
    }

    /// Steps shown without --verbose.
    private static let mostSteps = 10
    /// Undeclared behaviour shown without --verbose.
    private static let mostUndeclared = 30

    mutating func render(_ wording: ClaimsWording) -> [UInt8] {
        head(wording)
        detailed("Contradicted", wording.rows(.contradicted))
        undeclared("Contradicted by what is not declared", wording, contradicts: true)
        detailed("Deviating from a default", wording.rows(.deviates))
        undeclared("Undeclared", wording, contradicts: false)
        services(wording)
        others(wording)
        if isVerbose { contexts(wording) }
        steps(wording)
        return layout.take()
    }

    private mutating func heading(_ text: String) {
        layout.newLine()
        layout.line(StyledText(text, .strong), hanging: 2)
    }

    private mutating func head(_ wording: ClaimsWording) {
        var line = StyledText(wording.product, .strong)
        if let document = wording.check.statement.product.document { line.add(" · \(document)", .faint) }
        layout.line(line, hanging: 2)
        for entity in wording.entities { layout.line(StyledText("  " + entity), hanging: 4) }
        if !wording.reasons.isEmpty {
            layout.line(StyledText("  recognised by " + wording.reasons, .faint), hanging: 4)
        }
        for text in wording.reservations { layout.line(StyledText("  " + text, .doubtful), hanging: 4) }
        add("verdicts", wording.verdicts)
        add("coverage", wording.coverage)
        if wording.check.ignored > 0 { add("ignored", counted(wording.check.ignored, "claim")) }
    }

    private mutating func add(_ name: String, _ text: String, indent: Int = 2) {
        var line = StyledText()
        line.column(indent)
        line.add(name, .faint)
        line.column(indent + 10)
        line.add(text)
        layout.line(line, hanging: indent + 10)
    }

    private static func style(_ verdict: Verdict) -> TextStyle {
        switch verdict {
        case .confirmed: .good
        case .contradicted: .bad
        case .deviates, .partlyExercised: .doubtful
        case .notExercised, .notObservable: .faint
        }
    }

    private mutating func detailed(_ title: String, _ rows: [ClaimsWording.Row]) {
        guard !rows.isEmpty else { return }
        heading(title)
        for row in rows {
            var line = StyledText("  ")
            line.add(ClaimsWording.mark(row.verdict) + " ", Self.style(row.verdict))
            line.add(row.id, .accent)
            if let level = row.level { line.add(" · " + level) }
            layout.line(line, hanging: 6)
            add("seen", row.seen, indent: 4)
            for note in row.notes { add(note.name, note.text, indent: 4) }
        }
    }

    private mutating func undeclared(_ title: String, _ wording: ClaimsWording, contradicts: Bool) {
        let found = UndeclaredBehaviour.folded(wording.check.undeclared.filter { $0.contradicts == contradicts })
        guard !found.isEmpty else { return }
        heading(title)
        for (message, count, place) in found.prefix(isVerbose || contradicts ? found.count : Self.mostUndeclared) {
            var line = StyledText("  ")
            line.add(contradicts ? "✗ " : "+ ", contradicts ? .bad : .doubtful)
            line.add(message)
            line.add(" · " + wording.place(count, place), .faint)
            layout.line(line, hanging: 4)
        }
        let more = found.count - Self.mostUndeclared
        if more > 0, !isVerbose, !contradicts {
            layout.line(StyledText("  and \(more) more (--verbose)", .faint), hanging: 4)
        }
    }

    private mutating func services(_ wording: ClaimsWording) {
        let services = wording.check.services
        guard !services.isEmpty else { return }
        heading("Services")
        for service in services {
            var line = StyledText("  ")
            line.add(ClaimsWording.mark(service.verdict) + " ", Self.style(service.verdict))
            line.add("\(service.entity)/\(service.service) \(service.role.rawValue)", .accent)
            line.add("  " + counted(service.sopClasses, "SOP class", "SOP classes"), .faint)
            layout.line(line, hanging: 6)
            add("negotiated", Self.counts(service.negotiated, service.transferSyntaxesNegotiated), indent: 4)
            add("used", Self.counts(service.used, service.transferSyntaxesUsed), indent: 4)
        }
    }

    private static func counts(_ classes: Coverage.Counts, _ syntaxes: Coverage.Counts) -> String {
        ClaimsWording.counts(classes)
            + (syntaxes.verdicts.isEmpty ? "" : "; with transfer syntax " + ClaimsWording.counts(syntaxes))
    }

    /// Everything but contexts, unless it stands above already.
    private mutating func others(_ wording: ClaimsWording) {
        let claims = wording.check.claims.filter { $0.use == nil }
        let shown = claims.filter { [.confirmed, .partlyExercised].contains($0.judgement.verdict) || isVerbose }
        guard !claims.isEmpty else { return }
        heading("Everything else")
        if isVerbose {
            for row in shown.flatMap(wording.rows) { one(row) }
        } else {
            for group in wording.folded(shown) { folded(group, wording) }
        }
        let left = claims.count { !$0.judgement.verdict.isExercised }
        if !isVerbose, left > 0 {
            layout.line(
                StyledText("  · " + counted(left, "claim") + " not exercised or not observable (--verbose)", .faint),
                hanging: 4)
        }
    }

    /// Claims of one list in one line.
    private mutating func folded(_ claims: [JudgedClaim], _ wording: ClaimsWording) {
        guard claims.count > 1, let first = claims.first else {
            for row in claims.flatMap(wording.rows) { one(row) }
            return
        }
        let counts = Coverage.Counts(claims.map(\.judgement.verdict))
        var line = StyledText("  ")
        line.add(ClaimsWording.mark(counts.verdict) + " ", Self.style(counts.verdict))
        line.add(ClaimsWording.list(of: first) + " · " + ClaimsWording.counts(counts))
        layout.line(line, hanging: 6)
    }

    private mutating func contexts(_ wording: ClaimsWording) {
        heading("Presentation contexts")
        for claim in wording.check.claims where claim.use != nil {
            for row in wording.rows(claim) { one(row) }
        }
    }

    private mutating func one(_ row: ClaimsWording.Row) {
        var line = StyledText("  ")
        line.add(ClaimsWording.mark(row.verdict) + " ", Self.style(row.verdict))
        line.add(row.id)
        if let level = row.level { line.add(" · " + level) }
        if row.verdict != .confirmed { line.add(" · " + ClaimsWording.words(row.verdict), Self.style(row.verdict)) }
        if !row.seen.isEmpty { line.add(" · " + row.seen, .faint) }
        layout.line(line, hanging: 6)
    }

    private mutating func steps(_ wording: ClaimsWording) {
        let steps = wording.check.steps
        guard !steps.isEmpty else { return }
        heading("To exercise the rest")
        for (index, step) in steps.prefix(isVerbose ? steps.count : Self.mostSteps).enumerated() {
            var line = StyledText("  \(leftPadded(String(index + 1), to: 2))  \(step.action)")
            line.add(" · " + counted(step.claims, "claim"), .faint)
            layout.line(line, hanging: 6)
            if let command = step.command { layout.line(StyledText("      $ " + command, .accent), hanging: 8) }
        }
        let more = steps.count - Self.mostSteps
        if more > 0, !isVerbose { layout.line(StyledText("      and \(more) more (--verbose)", .faint), hanging: 6) }
    }
}
