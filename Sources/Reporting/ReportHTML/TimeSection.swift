import Evidence
import Foundation
import Troubleshooting
import Wording

/// Where time went, how long services took, and how much was sent when.
struct TimeSection {
    let report: TroubleshootingReport
    let clock: PageClock

    private static let mostRelations = 16
    private static let mostServices = 100
    private static let mostSlow = 12
    private static let left = 250.0
    private static let width = 820.0

    func object() -> PageObject {
        let time = report.time
        return PageObject { page in
            page.flag("hasSplit", time.measured > 0 && time.shares.total > 0)
            var note =
                "Of each moment of \(counted(time.measured, "association")), what it was spent on, "
                + "summed. Each bar is all of its time."
            if time.notMeasured > 0 {
                note +=
                    " \(counted(time.notMeasured, "association")) could not be measured: bytes or one direction are missing."
            }
            page.text("splitNote", note)
            page.text("splitTitle", "Shares of time by what it was spent on")
            let rows = shares
            page.text("splitHeight", coordinate(Double(rows.count) * 26 + 2))
            page.list("splitRows", rows.enumerated().map { Self.bar($1, y: Double($0) * 26 + 3) })
            page.list("splitKinds", kinds)
            page.list("splitTable", rows.map(tableRow))
            page.flag("hasServices", !time.services.isEmpty)
            let services = time.services.prefix(Self.mostServices)
            let axis = HistogramAxis(services.flatMap(\.bins))
            page.list("services", services.map { service($0, axis) })
            if let axis { page.text("axis", "\(duration(axis.from)) to \(duration(axis.to))") }
            page.flag("hasSlowest", !time.slowest.isEmpty)
            page.list("slowest", time.slowest.prefix(Self.mostSlow).map(slow))
            page.object("throughput", ThroughputChart(throughput: time.throughput, clock: clock).object())
        }
    }

    private var shares: [(name: String, shares: TimeShares)] {
        let time = report.time
        let relations = time.relations.sorted { $0.shares.total > $1.shares.total }.prefix(Self.mostRelations)
            .map { (report.peers.between($0.relation) ?? "", $0.shares) }
        return relations.count == 1 ? relations : [("All together", time.shares)] + relations
    }

    private static func bar(_ row: (name: String, shares: TimeShares), y: Double) -> PageObject {
        let whole = row.shares.total
        var x = left
        var parts: [PageObject] = []
        for part in TimeShares.parts {
            let seconds = row.shares[keyPath: part.path]
            let width = whole > 0 ? seconds / whole * (Self.width - left - 1) : 0
            guard width >= 0.5 else { continue }
            let share = decimal(seconds / whole * 100, places: 0) + " %"
            parts.append(
                PageObject { page in
                    page.text("kind", part.name)
                    page.text("x", coordinate(x))
                    page.text("y", coordinate(y))
                    page.text("width", coordinate(width))
                    page.text("full", "\(part.words): \(duration(seconds)), \(share)")
                    page.text("label", width > 44 ? share : nil)
                    page.text("labelX", coordinate(x + 6))
                    page.text("textY", coordinate(y + 12.5))
                })
            x += width
        }
        return PageObject { page in
            page.text("name", clipped(row.name, to: 25))
            page.text("total", duration(whole))
            page.text("textY", coordinate(y + 12.5))
            page.list("parts", parts)
        }
    }

    /// Those any time was spent on.
    private var parts: [(name: String, words: String, path: WritableKeyPath<TimeShares, Double> & Sendable)] {
        TimeShares.parts.filter { report.time.shares[keyPath: $0.path] > 0 }
    }

    private var kinds: [PageObject] {
        parts.map { part in
            PageObject { page in
                page.text("kind", part.name)
                page.text("name", part.words)
            }
        }
    }

    private func tableRow(_ row: (name: String, shares: TimeShares)) -> PageObject {
        PageObject { page in
            page.text("name", row.name)
            page.list(
                "values",
                parts.map { part in
                    let seconds = row.shares[keyPath: part.path]
                    return PageObject { $0.text("value", seconds > 0 ? duration(seconds) : "–") }
                })
        }
    }

    private func service(_ entry: ServiceDurations, _ axis: HistogramAxis?) -> PageObject {
        PageObject { page in
            page.text("name", entry.service)
            page.text("between", report.peers.between(entry.relation))
            page.text("count", grouped(entry.count))
            page.text("least", duration(entry.minimum))
            page.text("median", duration(entry.percentile50))
            page.text("p90", duration(entry.percentile90))
            page.text("p99", duration(entry.percentile99))
            page.text("most", duration(entry.maximum))
            page.text("total", duration(entry.total))
            page.text("size", entry.bytes > 0 ? byteCount(entry.bytes) : nil)
            page.text(
                "histogramTitle",
                "Histogram: " + entry.bins.filter { $0.count > 0 }.map(HistogramAxis.words).joined(separator: "; "))
            page.list("bars", axis?.bars(entry.bins) ?? [])
        }
    }

    private func slow(_ entry: SlowOperation) -> PageObject {
        PageObject { page in
            page.text("service", entry.service)
            page.text("between", report.peers.between(entry.relation))
            page.text("took", duration(entry.duration))
            page.text("size", entry.bytes > 0 ? byteCount(entry.bytes) : nil)
            page.number("association", entry.association)
            page.text("operation", "\(entry.operation)")
            page.object("evidence", PageEvidence.object(entry.evidence))
        }
    }
}
