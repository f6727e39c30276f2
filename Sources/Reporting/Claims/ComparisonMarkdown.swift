import ConformanceClaims
import Wording

/// Two products as a document: headings, tables, a list of changes.
enum ComparisonMarkdown {
    static func render(_ comparison: StatementComparison) -> String {
        var text =
            "# \(MarkdownText.escaped(comparison.names.joined(separator: " and ")))\n\n\(MarkdownText.escaped(comparison.sentence))\n"
        for direction in comparison.directions where direction.asked > 0 || !direction.unasked.isEmpty {
            text +=
                "\n## \(MarkdownText.escaped(direction.scu)) asks \(MarkdownText.escaped(direction.scp))\n\n\(MarkdownText.escaped(direction.sentence))\n"
            if direction.rows.contains(where: { !direction.isIdle || $0.outcome.isGood }) {
                text += "\n| | SOP classes | What comes of it | Notes |\n|---|---|---|---|\n"
                for row in direction.rows where !direction.isIdle || row.outcome.isGood {
                    let mark = row.outcome.isGood ? "✓" : "✗"
                    let notes = row.notes(scp: direction.scp).map { MarkdownText.escaped($0) }.joined(separator: "<br>")
                    text +=
                        "| \(mark) | \(MarkdownText.escaped(row.names)) | \(MarkdownText.escaped(row.words(scp: direction.scp))) | \(notes) |\n"
                }
            }
            if !direction.unasked.isEmpty {
                text +=
                    "\n\(direction.unasked.count) more that \(MarkdownText.escaped(direction.scp)) has as SCP are not asked for.\n"
            }
        }
        if !comparison.points.isEmpty {
            text += "\n## Beyond presentation contexts\n\n| | | |\n|---|---|---|\n"
            for point in comparison.points {
                let words = [point.message, point.effect == .breaks ? nil : point.change].compactMap { $0 }.map {
                    MarkdownText.escaped($0)
                }
                text +=
                    "| \(point.effect.rawValue) | \(MarkdownText.escaped(point.subject)) | \(words.joined(separator: "<br>")) |\n"
            }
        }
        if !comparison.changes.isEmpty {
            text += "\n## To change\n\n"
            for (index, change) in comparison.changes.enumerated() {
                text += "\(index + 1). \(MarkdownText.escaped(change))\n"
            }
        }
        return text
    }
}
