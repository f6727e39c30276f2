import DICOMDictionary
import Evidence
import Troubleshooting
import Wording

extension ReportOutline {
    var objects: Section? {
        let objects = report.objects
        guard objects.instances > 0 || !objects.retrievals.isEmpty else { return nil }
        var section = Section(title: "Objects")
        if objects.instances > 0 {
            let counts = ObjectLedger.State.allCases.compactMap { state in
                objects.counts[state].map { "\(grouped($0)) \(Self.words(state))" }
            }
            section.paragraph("\(counted(objects.instances, "SOP instance")): \(counts.joined(separator: ", ")).")
        }
        let troubled = objects.entries.filter(\.state.isTrouble)
        section.table(ledger(troubled.isEmpty ? Array(objects.entries.prefix(3)) : troubled))
        section.leftOut(
            troubled.isEmpty ? 0 : troubled.count - depth.rows, "more object with trouble", "more objects with trouble")
        addRetrievals(objects, to: &section)
        return section
    }

    static func words(_ state: ObjectLedger.State) -> String {
        switch state {
        case .refused: "refused"
        case .unacknowledged: "never acknowledged"
        case .unknown: "fate unknown"
        case .warning: "stored with a warning"
        case .storedAfterRetry: "stored after a retry"
        case .storedTwice: "stored more than once"
        case .stored: "stored"
        }
    }

    private func ledger(_ entries: [ObjectEntry]) -> Table {
        var table = Table(columns: [
            Column(name: "SOP instance"), Column(name: "class"), Column(name: "patient"),
            Column(name: "from, to"), Column(name: "when"), Column(name: "what became of it"),
            Column(name: "tries", isRight: true), Column(name: "frames"),
        ])
        for entry in entries.prefix(depth.rows) {
            var fate = StyledText(
                Self.words(entry.state), entry.state.isTrouble ? (entry.state == .refused ? .bad : .doubtful) : .good)
            if let code = entry.status, code != 0 {
                fate.add(", \(Status(code)) \(entry.statusText ?? "")")
            }
            table.rows.append([
                StyledText(entry.sopInstanceUID), StyledText(entry.sopClass?.shortName ?? ""),
                StyledText(entry.patient ?? ""),
                StyledText("\(Self.shown(entry.sender)) → \(Self.shown(entry.receiver))"),
                StyledText(clock(entry.first), .faint), fate, StyledText(grouped(entry.attempts)),
                StyledText(entry.evidence.map { "\($0.frame.rawValue)" }.joined(separator: ", "), .faint),
            ])
        }
        return table
    }

    private func addRetrievals(_ objects: ObjectLedger, to section: inout Section) {
        guard !objects.retrievals.isEmpty else { return }
        section.heading(StyledText("Retrievals: counters against what was seen"))
        var table = Table(columns: [
            Column(name: "#", isRight: true), Column(name: "service"),
            Column(name: "asked by, of, for"), Column(name: "status"),
            Column(name: "completed", isRight: true), Column(name: "failed", isRight: true),
            Column(name: "warning", isRight: true), Column(name: "seen stored", isRight: true),
        ])
        func number(_ count: UInt16?) -> StyledText { StyledText(count.map { "\($0)" } ?? "–") }
        for entry in objects.retrievals.prefix(depth.rows) {
            table.rows.append([
                StyledText("\(entry.association)"), StyledText(entry.service),
                StyledText(
                    "\(Self.shown(entry.originator)) of \(Self.shown(entry.performer)) for \(Self.shown(entry.destination))"
                ),
                StyledText(
                    entry.status.map { "\(Status($0)) \(entry.statusText ?? "")" } ?? "no response",
                    entry.status.map { Status($0).category.style } ?? .bad),
                number(entry.completed), number(entry.failed), number(entry.warning),
                StyledText("\(entry.storesSucceeded) of \(entry.storesSeen)"),
            ])
        }
        section.table(table)
        section.list(
            objects.retrievals.prefix(depth.rows).compactMap { entry in
                entry.discrepancy.map {
                    StyledText("\(entry.service) of association \(entry.association): \($0)", .doubtful)
                }
            })
        section.leftOut(objects.retrievals.count - depth.rows + objects.retrievalsNotKept, "more retrieval")
    }

    var workflows: Section? {
        let chapter = report.workflows
        guard !chapter.threads.isEmpty else { return nil }
        var section = Section(title: "Workflow")
        for thread in chapter.threads.prefix(depth.threads) {
            var heading = StyledText("Study ")
            heading.add(thread.studyInstanceUID ?? "not named", .accent)
            if let accession = thread.accessionNumber { heading.add(", accession number \(accession)") }
            if let patient = thread.patientID { heading.add(", patient \(patient)") }
            section.heading(heading)
            section.lines(thread.legs.prefix(depth.rows).map(line))
            section.leftOut(thread.legs.count - depth.rows + thread.legsNotKept, "more leg")
            section.list(thread.missing.map { StyledText("missing: " + $0.text, .doubtful) })
        }
        section.leftOut(chapter.threads.count - depth.threads + chapter.threadsNotKept, "more study", "more studies")
        return section
    }

    private func line(_ leg: WorkflowThread.Leg) -> StyledText {
        var text = StyledText()
        text.addWhole(clock(leg.start), .faint)
        text.add("  ")
        text.add(leg.step.words, leg.failed > 0 ? .bad : .good)
        text.add(leg.count > 1 ? " × \(grouped(leg.count))" : "")
        text.add("  \(Self.shown(leg.invoker)) → \(Self.shown(leg.performer))")
        if !leg.text.isEmpty { text.add(", " + leg.text) }
        if leg.failed > 0 { text.add(", \(grouped(leg.failed)) failed", .bad) }
        text.add("  association \(leg.association), by \(leg.tie)", .faint)
        return text
    }
}
