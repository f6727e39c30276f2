import RuleEngine
import Wording

/// Findings as text for a terminal, each a block: what, between whom, the message, where to look, cause and remedy.
struct CheckText {
    private var layout: TextLayout
    private let isVerbose: Bool

    init(terminal: Terminal, isVerbose: Bool) {
        layout = TextLayout(terminal)
        self.isVerbose = isVerbose
    }

    mutating func render(_ result: CheckResult) -> [UInt8] {
        for finding in result.findings { write(finding, below: nil, indent: 0) }
        writeSummary(result)
        return layout.take()
    }

    private mutating func write(_ finding: Finding, below leader: Finding?, indent: Int) {
        var heading = StyledText()
        heading.column(indent)
        heading.add(finding.severity.rawValue, Self.style(finding.severity))
        heading.add("  ")
        heading.add(finding.rule.title, .strong)
        heading.add("  ")
        heading.add(finding.rule.id, .faint)
        layout.line(heading, hanging: indent + 2)
        add(nil, finding.message, indent + 2)
        if !finding.subjects.isEmpty { add("about", Self.some(finding.subjects), indent + 2) }
        add("where", place(finding), indent + 2)
        if let filter = finding.displayFilter { add("Wireshark", filter, indent + 2) }
        if let leader {
            if let change = finding.change, change != leader.change { add("remedy", change, indent + 2) }
        } else if let documentation = try? finding.rule.documentation() {
            add("cause", documentation.cause, 2)
            add("remedy", finding.change ?? documentation.remedy, 2)
            if finding.change != nil { add(nil, documentation.remedy, 12) }
            if !documentation.standard.isEmpty {
                add("standard", documentation.standard.map(\.description).joined(separator: "; "), 2)
            }
        }
        if let responsible = finding.responsible { add("to act", responsible.rawValue, indent + 2) }
        for consequence in finding.consequences { write(consequence, below: finding, indent: indent + 4) }
        if leader == nil { layout.newLine() }
    }

    private mutating func add(_ name: String?, _ text: String, _ indent: Int) {
        var line = StyledText()
        line.column(indent)
        if let name {
            line.add(name, .faint)
            line.column(indent + 10)
        }
        line.add(text)
        layout.line(line, hanging: name == nil ? indent : indent + 10)
    }

    private static let mostSubjects = 8

    private static func some(_ subjects: [String]) -> String {
        let rest = subjects.count - mostSubjects
        return subjects.prefix(mostSubjects).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private func place(_ finding: Finding) -> String {
        var parts: [String] = []
        let parties = finding.parties
        func named(_ title: String) -> String { title.isEmpty ? "a blank AE title" : title }
        let from = parties.callingAETitle.map(named) ?? parties.requestorAddress
        let to = [parties.calledAETitle.map(named), parties.acceptor].compactMap { $0 }.joined(separator: " at ")
        let between = [from, to.isEmpty ? nil : to].compactMap { $0 }.joined(separator: " to ")
        if !between.isEmpty { parts.append(between) }
        if let first = finding.associations.first {
            let rest = finding.associationCount - 1
            parts.append("association \(first)" + (rest > 0 ? " and \(rest) more" : ""))
        }
        let frames = finding.evidence.map { "\($0.frame.rawValue)" }
        if !frames.isEmpty { parts.append((frames.count == 1 ? "frame " : "frames ") + frames.joined(separator: ", ")) }
        if finding.count > 1 { parts.append("\(finding.count) times") }
        if let first = finding.first.evidence.first?.time, let last = finding.last.evidence.last?.time {
            parts.append(
                finding.count > 1 && last > first ? "from \(first.iso8601) to \(last.iso8601)" : "at \(first.iso8601)")
        }
        return parts.joined(separator: ", ")
    }

    private mutating func writeSummary(_ result: CheckResult) {
        var line = StyledText()
        let counts = [Severity.error, .warning, .note].map { severity in
            StyledText(
                counted(result.count(severity), severity.rawValue),
                result.count(severity) == 0 ? .faint : Self.style(severity))
        }
        line.add(counts.joined(", "))
        layout.line(line, hanging: 2)
        if result.findingsNotKept > 0 {
            layout.line(
                StyledText("\(counted(result.findingsNotKept, "more finding")) not kept", .doubtful), hanging: 2)
        }
        guard !result.notEvaluated.isEmpty else { return }
        let rules = Set(result.notEvaluated.map(\.rule)).count
        let text =
            "\(counted(rules, "rule")) could not be evaluated everywhere, because the capture lacks what they need"
        layout.line(StyledText(text + (isVerbose ? ":" : " (--verbose lists them)"), .faint), hanging: 2)
        guard isVerbose else { return }
        for entry in result.notEvaluated {
            layout.line(
                StyledText("  \(entry.rule): \(counted(entry.count, "time")), \(entry.reason)", .faint), hanging: 4)
        }
    }

    private static func style(_ severity: Severity) -> TextStyle {
        switch severity {
        case .error: .bad
        case .warning: .doubtful
        case .note: .accent
        }
    }
}
