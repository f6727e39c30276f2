import Evidence
import Troubleshooting
import Wording

/// What the capture is, what it lacks, and what could not be judged because of it.
struct QualitySection {
    let quality: CaptureQuality

    func object() -> PageObject {
        PageObject { page in
            page.text("summary", summary)
            page.list("facts", facts)
            page.list("defects", quality.defects.map(defect))
            page.flag("hasDefects", !quality.defects.isEmpty)
            page.list("lacking", lacking)
            page.flag("hasUnjudged", !quality.notJudged.isEmpty)
            page.list("unjudged", quality.notJudged.map(unjudged))
        }
    }

    private var summary: String {
        let matters = quality.defects.count(where: \.matters)
        if quality.defects.isEmpty { return "Nothing is known to be missing from the capture." }
        return matters == 0
            ? "What is irregular about the capture takes nothing from what can be judged."
            : "The capture lacks something, and not everything could be judged."
    }

    private var facts: [PageObject] {
        let totals = quality.totals
        let summary = totals.summary
        var facts: [(String, String)] = []
        if let first = summary.firstPacket, let last = summary.lastPacket {
            facts.append(("Period", "\(first.readable) to \(last.readable), \(duration(last.seconds(since: first)))"))
        }
        facts.append(("Size", "\(counted(summary.packets, "packet")), \(byteCount(summary.bytes))"))
        let form = (totals.formats + totals.linkTypes + totals.encapsulations).joined(separator: ", ")
        if !form.isEmpty { facts.append(("Format", form)) }
        facts.append(("Associations", grouped(totals.associations)))
        if totals.otherConnections > 0 {
            facts.append(
                (
                    "Other connections",
                    "\(grouped(totals.otherConnections)) without DICOM, \(byteCount(totals.otherBytes))"
                ))
        }
        return facts.map { name, value in
            PageObject { page in
                page.text("name", name)
                page.text("value", value)
            }
        }
    }

    private func defect(_ defect: CaptureQuality.Defect) -> PageObject {
        PageObject { page in
            page.object(
                "mark", PageMark(defect.matters ? .doubtful : .note, defect.matters ? "matters" : "harmless").object)
            page.text("text", defect.text)
            page.text("consequence", defect.consequence)
        }
    }

    private var lacking: [PageObject] {
        [
            ("Only one direction captured", quality.oneSided, quality.oneSidedCount),
            ("Bytes missing", quality.withGaps, quality.withGapsCount),
            ("Beginning not captured", quality.withoutHandshake, quality.withoutHandshakeCount),
        ].filter { $0.2 > 0 }.map { name, numbers, count in
            PageObject { page in
                page.text("name", name)
                page.list("places", VerdictSection.associations(numbers, most: 12))
                let rest = count - min(12, numbers.count)
                page.text("more", rest > 0 ? "and \(grouped(rest)) more" : nil)
            }
        }
    }

    private func unjudged(_ entry: CaptureQuality.NotJudged) -> PageObject {
        PageObject { page in
            page.text("reason", entry.reason)
            page.text("count", grouped(entry.count))
            page.text("title", counted(entry.rules.count, "rule"))
            page.text("rules", entry.rules.joined(separator: ", "))
        }
    }
}
