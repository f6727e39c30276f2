import AssociationTimeline
import Evidence
import RuleEngine
import Troubleshooting
import Wording

extension ReportOutline {
    var associations: Section? {
        let list = report.associations
        guard list.count > 0 else { return nil }
        var section = Section(title: "Associations")
        // Those with trouble first; what is left of the room goes to the others.
        let troubled = list.rows.filter(Self.isTroubled)
        let calm = list.rows.filter { !Self.isTroubled($0) }
        let shown = (troubled.prefix(depth.rows) + calm.prefix(max(0, depth.rows - troubled.count)))
            .sorted { $0.number < $1.number }
        var table = Table(columns: [
            Column(name: "#", isRight: true), Column(name: "start"),
            Column(name: "took", isRight: true), Column(name: "who"),
            Column(name: "how it ended"), Column(name: "operations"),
            Column(name: "findings"),
        ])
        for row in shown {
            table.rows.append([
                StyledText("\(row.number)"), StyledText(clock(row.start), .faint),
                StyledText(duration(row.duration)), pair(row.relation), StyledText(row.outcomeText, row.outcomeStyle),
                Self.services(row),
                Self.findings(row),
            ])
        }
        section.table(table)
        section.leftOut(list.count - shown.count, "more association")
        for detail in list.details.filter({ Self.gravest($0, list) == .error }).prefix(depth.ladders) {
            add(detail, to: &section)
        }
        return section
    }

    private static func isTroubled(_ row: AssociationRow) -> Bool {
        (row.gravest ?? .note) > .note || row.failedOperations > 0 || row.outcomeStyle == .bad
    }

    private static func services(_ row: AssociationRow) -> StyledText {
        var text = StyledText(row.services)
        if row.failedOperations > 0 { text.add(", \(grouped(row.failedOperations)) failed", .bad) }
        return text
    }

    /// `error`, `error + 2`.
    private static func findings(_ row: AssociationRow) -> StyledText {
        guard let gravest = row.gravest else { return StyledText() }
        return StyledText(gravest.rawValue + (row.findings > 1 ? " + \(row.findings - 1)" : ""), gravest.style)
    }

    private static func gravest(_ detail: AssociationDetail, _ list: AssociationList) -> Severity? {
        var low = 0
        var high = list.rows.count
        while low < high {
            let middle = (low + high) / 2
            if list.rows[middle].number < detail.number { low = middle + 1 } else { high = middle }
        }
        return low < list.rows.count && list.rows[low].number == detail.number ? list.rows[low].gravest : nil
    }

    /// What went between the two, an event a line.
    private func add(_ detail: AssociationDetail, to section: inout Section) {
        let association = detail.association
        var heading = StyledText("Association \(detail.number): ", .strong)
        heading.addWhole(association.callingAETitle.map(Self.shown) ?? "\(association.requestor)", .accent)
        heading.add(" → ")
        heading.addWhole(association.calledAETitle.map(Self.shown) ?? "\(association.acceptor)", .accent)
        section.heading(heading)
        let events = detail.ladder.events
        let half = depth.events / 2
        var indices = Array(events.indices.prefix(events.count <= depth.events ? events.count : half))
        if events.count > depth.events {
            indices += events.indices.filter {
                $0 >= half && (!events[$0].findings.isEmpty || $0 >= events.count - half / 2)
            }
            .suffix(depth.events - half)
        }
        var lines: [StyledText] = []
        var before = -1
        for index in indices {
            if index > before + 1 { lines.append(StyledText("   … \(grouped(index - before - 1)) more", .faint)) }
            before = index
            lines.append(line(events[index], since: association.start))
        }
        section.lines(lines)
        section.leftOut(
            detail.ladder.leftOut + max(0, events.count - 1 - before), "event not told", "events not told")
    }

    private func line(_ event: LadderEvent, since start: Timestamp) -> StyledText {
        var text = StyledText()
        text.addWhole(leftPadded("+" + duration(event.start.seconds(since: start)), to: 11), .faint)
        text.add(event.from == .requestor ? "  → " : event.from == .acceptor ? "  ← " : "  · ")
        let style: TextStyle =
            switch event.mark {
            case .plain: .plain
            case .good: .good
            case .doubtful: .doubtful
            case .bad: .bad
            }
        text.add(event.name, style)
        if !event.text.isEmpty { text.add("  " + event.text) }
        text.add("  frame \(event.lastFrame.rawValue)", .faint)
        for serial in event.findings.prefix(4) {
            guard let finding = report.finding(serial) else { continue }
            text.add("  ")
            text.add("! " + finding.rule.title, finding.severity.style)
        }
        return text
    }
}
