import Troubleshooting
import Wording

/// What became of the objects sent, and what retrievals counted against what was seen of them.
struct ObjectsSection {
    let report: TroubleshootingReport
    let clock: PageClock

    static let group = 250

    func beginning() -> PageObject {
        PageObject { page in
            page.text("summary", summary)
            page.flag("isMasked", report.objects.instances > 0 && !report.showsPatientData)
            page.list(
                "counts",
                ObjectLedger.State.allCases.compactMap { state in
                    guard let count = report.objects.counts[state], count > 0 else { return nil }
                    return PageObject { page in
                        page.text("value", grouped(count))
                        page.text("name", state.words)
                    }
                })
        }
    }

    private var summary: String {
        let objects = report.objects
        guard objects.instances > 0 else { return "No object was sent in this capture." }
        var parts = ["\(counted(objects.instances, "SOP instance")) sent with C-STORE."]
        if objects.sentAgain > 0 { parts.append("\(grouped(objects.sentAgain)) sent more than once.") }
        if objects.entriesNotKept > 0 {
            parts.append("\(counted(objects.entriesNotKept, "instance")) counted only, not listed.")
        }
        return parts.joined(separator: " ")
    }

    func rows(_ range: Range<Int>) -> PageObject {
        PageObject { page in
            page.flag("isOpen", range.lowerBound == 0)
            page.text(
                "name",
                range.count == 1
                    ? "Instance \(grouped(range.upperBound))"
                    : "Instances \(grouped(range.lowerBound + 1)) to \(grouped(range.upperBound))")
            page.list("rows", report.objects.entries[range].map(row))
        }
    }

    private func row(_ entry: ObjectEntry) -> PageObject {
        PageObject { page in
            page.text("instance", entry.sopInstanceUID)
            page.text("class", entry.sopClass?.shortName)
            page.text("patient", entry.patient)
            page.text("between", "\(entry.sender) → \(entry.receiver)")
            page.text("when", clock.text(entry.first))
            page.text("size", byteCount(entry.bytes))
            page.object("mark", PageMark(entry.state.tone, entry.state.words).object)
            page.text("detail", entry.state == .stored ? nil : PageMark.status(entry.status, entry.statusText))
            page.text("tries", grouped(entry.attempts))
            page.list("places", VerdictSection.associations(entry.associations, most: 4))
            page.object("evidence", entry.state.isTrouble ? PageEvidence.object(entry.evidence) : nil)
            page.text(
                "frames",
                entry.state.isTrouble || entry.evidence.isEmpty ? nil : PageEvidence.frames(entry.evidence.map(\.frame))
            )
        }
    }

    func ending() -> PageObject {
        PageObject { page in
            page.flag("hasRetrievals", !report.objects.retrievals.isEmpty)
            page.list("retrievals", report.objects.retrievals.map(retrieval))
            page.text(
                "note",
                report.objects.retrievalsNotKept > 0
                    ? "\(counted(report.objects.retrievalsNotKept, "further retrieval")) not listed." : nil)
        }
    }

    private func retrieval(_ entry: RetrievalEntry) -> PageObject {
        PageObject { page in
            page.text("name", "\(entry.service) \(entry.originator) → \(entry.performer)")
            page.number("association", entry.association)
            page.text("destination", entry.destination)
            page.text("status", PageMark.status(entry.status, entry.statusText) ?? "no final response")
            page.text("completed", entry.completed.map { "\($0)" } ?? "–")
            page.text("failed", entry.failed.map { "\($0)" } ?? "–")
            page.text("warning", entry.warning.map { "\($0)" } ?? "–")
            page.text("stored", grouped(entry.storesSucceeded))
            page.text("seen", grouped(entry.storesSeen))
            page.object("agreement", entry.discrepancy.map { PageMark(.doubtful, $0).object })
            page.object("evidence", PageEvidence.object(entry.evidence))
        }
    }
}

extension ObjectLedger.State {
    var words: String {
        switch self {
        case .refused: "refused"
        case .unacknowledged: "never acknowledged"
        case .unknown: "not known"
        case .warning: "stored with a warning"
        case .storedAfterRetry: "stored after a retry"
        case .storedTwice: "stored more than once"
        case .stored: "stored"
        }
    }

    var tone: PageMark.Tone {
        switch self {
        case .refused, .unacknowledged: .bad
        case .unknown, .warning, .storedTwice: .doubtful
        case .storedAfterRetry, .stored: .good
        }
    }
}
