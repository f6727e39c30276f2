import AssociationTimeline
import Evidence
import Troubleshooting
import Wording

extension ReportOutline {
    var capture: Section? {
        let quality = report.quality
        let summary = quality.totals.summary
        var section = Section(title: "Capture")
        var fields = [Field("files", summary.files.map(\.name).prefix(8).joined(separator: ", "))]
        let kinds = quality.totals.formats + quality.totals.linkTypes + quality.totals.encapsulations
        if !kinds.isEmpty { fields.append(Field("format", kinds.joined(separator: ", "))) }
        if let first = summary.firstPacket, let last = summary.lastPacket {
            fields.append(
                Field("period", "\(first.readable) to \(last.readable) (\(duration(last.seconds(since: first))))"))
        }
        fields.append(
            Field(
                "size",
                "\(counted(summary.packets, "packet")), \(byteCount(summary.bytes)); "
                    + "\(counted(quality.totals.reassembly.connections, "TCP connection")), "
                    + "\(grouped(quality.totals.otherConnections)) without DICOM"))
        section.fields(fields)
        if quality.defects.isEmpty {
            section.paragraph("Nothing is missing from it.", .good)
        } else {
            section.list(
                quality.defects.map { defect in
                    var text = StyledText(Self.capitalized(defect.text) + ".", defect.matters ? .doubtful : .plain)
                    if let consequence = defect.consequence { text.add(" " + consequence) }
                    return text
                })
        }
        let affected = [
            ("from one side only", quality.oneSided, quality.oneSidedCount),
            ("with bytes missing", quality.withGaps, quality.withGapsCount),
            ("begun before the capture", quality.withoutHandshake, quality.withoutHandshakeCount),
        ]
        section.fields(
            affected.filter { $0.2 > 0 }.map { Field("associations " + $0.0, Self.numbers($0.1, of: $0.2)) })
        if !quality.notJudged.isEmpty {
            section.paragraph("Not judged because of it:")
            section.list(
                quality.notJudged.map { left in
                    StyledText(
                        "\(counted(left.rules.count, "rule")), \(counted(left.count, "time")) in all: \(left.reason)")
                })
        }
        return section
    }

    static func numbers(_ numbers: [Int], of count: Int) -> String {
        let told = numbers.prefix(12)
        let rest = count - told.count
        return told.map(String.init).joined(separator: ", ") + (rest > 0 ? " and \(grouped(rest)) more" : "")
    }

    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    var claims: Section? {
        guard let claims = report.claims else { return nil }
        var section = Section(title: "Claims of \(claims.product)")
        var table = Table(columns: [Column(name: "claim"), Column(name: "verdict"), Column(name: "why")])
        for statement in claims.statements.prefix(depth.rows) {
            let style: TextStyle =
                switch statement.verdict.tone {
                case .good: .good
                case .bad: .bad
                case .doubtful: .doubtful
                case .note, .plain: .faint
                }
            table.rows.append([
                StyledText(statement.claim), StyledText(statement.verdict.words, style),
                StyledText(statement.explanation),
            ])
        }
        section.table(table)
        section.leftOut(claims.statements.count - depth.rows, "more claim")
        for note in claims.summary { section.paragraph(note) }
        if !claims.steps.isEmpty { section.heading(StyledText("To exercise the rest")) }
        section.list(
            claims.steps.prefix(depth.rows).map { step in
                StyledText(step.action + (step.command.map { ": \($0)" } ?? ""))
            })
        return section
    }

    var appendix: Section? {
        let appendix = report.appendix
        var section = Section(title: "Appendix")
        var fields = [Field("auscult", appendix.version)]
        if !appendix.commandLine.isEmpty { fields.append(Field("command", appendix.commandLine, isCode: true)) }
        for file in appendix.files {
            let size = file.size.map { ", " + byteCount($0) } ?? ""
            fields.append(Field("file", file.name + size))
            if let hash = file.sha256 { fields.append(Field("SHA-256", hash, isCode: true)) }
        }
        let site = appendix.rules.count { !$0.isBuiltIn }
        let found = appendix.rules.count { $0.found > 0 }
        let partly = appendix.rules.count { !$0.notEvaluated.isEmpty }
        fields.append(
            Field(
                "rules",
                "\(grouped(appendix.rules.count)) evaluated"
                    + (site > 0 ? ", \(grouped(site)) of them the site's own" : "")
                    + "; \(grouped(found)) found something, \(grouped(partly)) could not be evaluated everywhere"))
        section.fields(fields)
        section.list(
            appendix.rules.filter { !$0.notEvaluated.isEmpty }.prefix(depth.rows).map { rule in
                let reasons = rule.notEvaluated.map { "\($0.reason) (\(counted($0.count, "time")))" }
                return StyledText("not evaluated: \(rule.id): \(reasons.joined(separator: "; "))", .faint)
            })
        section.leftOut(
            partly - depth.rows, "more rule not evaluated everywhere", "more rules not evaluated everywhere")
        section.list(appendix.limits.map { StyledText($0, .doubtful) })
        return section
    }
}
