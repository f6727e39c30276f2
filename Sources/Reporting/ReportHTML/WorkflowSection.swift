import Evidence
import RuleEngine
import Troubleshooting
import Wording

/// What belongs together across associations, and the legs one would expect and does not see.
struct WorkflowSection {
    let workflows: WorkflowChapter
    let clock: PageClock

    static let mostOpen = 20

    func object() -> PageObject {
        let incomplete = workflows.threads.count { !$0.missing.isEmpty }
        return PageObject { page in
            page.text(
                "summary",
                workflows.threads.isEmpty
                    ? "Nothing in this capture ties associations together: no Study, Transaction or procedure step UID, no accession number."
                    : "\(counted(workflows.threads.count, "thread")), "
                        + (incomplete == 0
                            ? "none with a leg missing."
                            : "\(grouped(incomplete)) with a leg that one would expect missing."))
            page.list("threads", workflows.threads.prefix(Self.mostOpen).map(thread))
            page.list("further", workflows.threads.dropFirst(Self.mostOpen).map(thread))
            let rest = workflows.threads.count - Self.mostOpen
            page.flag("hasFurther", rest > 0)
            page.text("furtherTitle", counted(max(0, rest), "further thread"))
            page.text(
                "note", workflows.threadsNotKept > 0 ? "\(counted(workflows.threadsNotKept, "thread")) not kept." : nil)
        }
    }

    private func thread(_ thread: WorkflowThread) -> PageObject {
        PageObject { page in
            page.text("name", thread.studyInstanceUID.map { "Study \($0)" } ?? "Thread \(thread.id)")
            let keys = [
                thread.accessionNumber.map { "accession number \($0)" }, thread.patientID.map { "patient \($0)" },
            ]
            page.text("key", keys.compactMap(\.self).joined(separator: " · "))
            page.list("legs", thread.legs.map(leg) + thread.missing.map(missing))
            page.text(
                "note", thread.legsNotKept > 0 ? "\(counted(thread.legsNotKept, "further leg")) not told here." : nil)
        }
    }

    private func leg(_ leg: WorkflowThread.Leg) -> PageObject {
        PageObject { page in
            let tone: PageMark.Tone = leg.failed == 0 ? .good : .bad
            page.object("mark", PageMark(tone, leg.step.words).object)
            page.text("when", clock.text(leg.start))
            page.text("between", "\(leg.invoker) → \(leg.performer)")
            var parts = [leg.count > 1 ? "\(grouped(leg.count)) \(leg.service)" : leg.service]
            if leg.failed > 0 { parts.append("\(grouped(leg.failed)) failed") }
            if !leg.text.isEmpty { parts.append(leg.text) }
            if !leg.tie.isEmpty { parts.append("tied by \(leg.tie)") }
            page.text("text", parts.joined(separator: " · "))
            page.list("places", VerdictSection.associations([leg.association], most: 1))
            page.object("evidence", PageEvidence.object(Array(leg.evidence.prefix(4))))
        }
    }

    private func missing(_ missing: WorkflowThread.Missing) -> PageObject {
        PageObject { page in
            page.flag("isMissing", true)
            page.object("mark", PageMark(.doubtful, missing.step.words).object)
            page.text("text", missing.text)
        }
    }
}
