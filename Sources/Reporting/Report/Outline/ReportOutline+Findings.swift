import RuleEngine
import Troubleshooting
import Wording

extension ReportOutline {
    var findings: Section? {
        var section = Section(title: "Findings")
        let all = report.findings.findings
        guard !all.isEmpty else {
            section.paragraph("No rule has anything to say.")
            return section
        }
        // Notes are worth a line each, once what is wrong has been told.
        let wrong = all.filter { $0.severity > .note }
        for finding in wrong.prefix(depth.findings) { add(finding, to: &section) }
        section.leftOut(wrong.count - depth.findings, "more error or warning", "more errors and warnings")
        let notes = all.filter { $0.severity == .note }
        if !notes.isEmpty {
            section.heading(StyledText("Notes"))
            let folded = Self.folded(notes)
            section.list(
                folded.prefix(depth.rows).map { note in
                    var text = StyledText(note.finding.namedMessage)
                    if note.count > 1 { text.add(" (\(counted(note.count, "time")))") }
                    if note.others > 0 { text.add(" So it is with \(counted(note.others, "other pair")).") }
                    text.add("  " + note.finding.rule.id, .faint)
                    return text
                })
            section.leftOut(folded.count - depth.rows, "more note")
        }
        return section
    }

    /// Notes of one rule that say the same of several pairs, once.
    private static func folded(_ notes: [Finding]) -> [(finding: Finding, count: Int, others: Int)] {
        var folded: [(finding: Finding, count: Int, others: Int)] = []
        var places: [String: Int] = [:]
        for note in notes {
            let key = note.rule.id + "\n" + note.message
            if let place = places[key] {
                folded[place].count += note.count
                folded[place].others += 1
            } else {
                places[key] = folded.count
                folded.append((note, note.count, 0))
            }
        }
        return folded
    }

    private func add(_ finding: Finding, to section: inout Section) {
        var heading = StyledText(finding.severity.rawValue, finding.severity.style)
        heading.add("  ")
        heading.add(finding.rule.title, .strong)
        section.heading(heading)
        section.paragraph(finding.namedMessage)
        let documentation = try? finding.rule.documentation()
        var fields: [Field] = []
        if !finding.subjects.isEmpty { fields.append(Field("about", Self.some(finding.subjects))) }
        if let (label, parties) = Self.parties(finding) { fields.append(Field(label, parties)) }
        fields.append(Field("where", place(finding)))
        if let filter = finding.displayFilter { fields.append(Field("Wireshark", filter, isCode: true)) }
        if let documentation {
            fields.append(Field("cause", documentation.cause))
            fields.append(Field("remedy", finding.change ?? documentation.remedy))
            if finding.change != nil { fields.append(Field("in general", documentation.remedy)) }
            if !documentation.standard.isEmpty {
                fields.append(Field("standard", documentation.standard.map(\.description).joined(separator: "; ")))
            }
        }
        if let responsible = finding.responsible { fields.append(Field("to act", Self.actor(responsible, finding))) }
        fields.append(Field("rule", finding.rule.id))
        section.fields(fields)
        section.list(
            finding.consequences.prefix(8).map { consequence in
                var text = StyledText("it follows: ", .faint)
                text.add(consequence.namedMessage)
                return text
            })
    }

    private static func some(_ subjects: [String]) -> String {
        let rest = subjects.count - 8
        return subjects.prefix(8).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func parties(_ finding: Finding) -> (label: String, text: String)? {
        let parties = finding.parties
        let from = (parties.callingAETitle ?? parties.requestorAddress).map(shown)
        let to = [parties.calledAETitle.map(shown), parties.acceptor].compactMap(\.self).joined(separator: " at ")
        let both = [from, to.isEmpty ? nil : to].compactMap(\.self)
        return both.isEmpty ? nil : (both.count > 1 ? "between" : "at", both.joined(separator: " and "))
    }

    func place(_ finding: Finding) -> String {
        var parts: [String] = []
        if finding.count > 1 { parts.append("\(grouped(finding.count)) times") }
        if let first = finding.associations.first {
            let rest = finding.associationCount - 1
            parts.append("association \(first)" + (rest > 0 ? " and \(grouped(rest)) more" : ""))
        }
        let frames = finding.evidence.map { "\($0.frame.rawValue)" }
        if !frames.isEmpty { parts.append((frames.count == 1 ? "frame " : "frames ") + frames.joined(separator: ", ")) }
        if finding.count > 1, let first = finding.first.evidence.first?.time,
            let last = finding.last.evidence.last?.time
        {
            parts.append(first == last ? clock(first) : "\(clock(first)) to \(clock(last))")
        }
        return parts.joined(separator: " · ")
    }

    /// With the name of that side, where it is known.
    private static func actor(_ responsible: Finding.Responsible, _ finding: Finding) -> String {
        let name: String? =
            switch responsible {
            case .requestor: finding.parties.callingAETitle ?? finding.parties.requestorAddress
            case .acceptor: finding.parties.calledAETitle
            case .network, .capture: nil
            }
        guard let name, !name.isEmpty else { return responsible.rawValue }
        return "\(name) (\(responsible.rawValue))"
    }
}
