import ConformanceClaims
import Wording

/// Two products for a terminal: the verdict, then what each asks of the other, then the rest, then what to change.
struct ComparisonText {
    private var layout: TextLayout

    init(terminal: Terminal) { layout = TextLayout(terminal) }

    func render(_ comparison: StatementComparison) -> [UInt8] {
        var text = self
        text.write(comparison)
        return text.layout.take()
    }

    private mutating func write(_ comparison: StatementComparison) {
        layout.line(StyledText(comparison.sentence, Self.style(comparison.verdict)), hanging: 0)
        for direction in comparison.directions {
            layout.newLine()
            layout.line(StyledText(direction.sentence, .strong), hanging: 2)
            for row in direction.rows where !direction.isIdle || row.outcome.isGood {
                write(row, scp: direction.scp)
            }
            if !direction.unasked.isEmpty {
                let count = counted(direction.unasked.count, "SOP class", "SOP classes")
                layout.line(
                    StyledText(
                        "  \(direction.scp) has \(count) more as SCP that \(direction.scu) does not ask for", .faint),
                    hanging: 4)
            }
        }
        if !comparison.points.isEmpty {
            layout.newLine()
            layout.line(StyledText("Beyond presentation contexts", .strong), hanging: 2)
            for point in comparison.points { write(point) }
        }
        if !comparison.changes.isEmpty {
            layout.newLine()
            layout.line(StyledText("To change", .strong), hanging: 2)
            for (index, change) in comparison.changes.enumerated() {
                layout.line(StyledText("  \(index + 1). \(change)"), hanging: 5)
            }
        }
    }

    private mutating func write(_ row: ComparisonRow, scp: String) {
        var line = StyledText("  ")
        line.add(row.outcome.isGood ? "✓" : "✗", row.outcome.isGood ? .good : .bad)
        line.column(4)
        line.add(row.names, .accent)
        line.add("  ")
        line.add(row.words(scp: scp), row.outcome.isGood ? .plain : .bad)
        layout.line(line, hanging: 6)
        for note in row.notes(scp: scp) { layout.line(StyledText("      " + note, .faint), hanging: 8) }
    }

    private mutating func write(_ point: ComparisonPoint) {
        var line = StyledText("  ")
        let (mark, style): (String, TextStyle) =
            switch point.effect {
            case .breaks: ("✗", .bad)
            case .limits: ("!", .doubtful)
            case .unknown: ("?", .doubtful)
            case .agrees: ("✓", .good)
            }
        line.add(mark, style)
        line.column(4)
        line.add(point.subject, .accent)
        line.add("  " + point.message)
        layout.line(line, hanging: 6)
        if point.effect != .breaks, let change = point.change {
            layout.line(StyledText("      " + change, .faint), hanging: 8)
        }
    }

    private static func style(_ verdict: StatementComparison.Verdict) -> TextStyle {
        switch verdict {
        case .yes: .good
        case .partly: .doubtful
        case .no: .bad
        }
    }
}
