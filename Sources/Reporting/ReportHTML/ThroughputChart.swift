import Troubleshooting
import Wording

/// Bytes of data sets a second, over time; what requestors sent below, what acceptors sent on top of it.
struct ThroughputChart {
    let throughput: Throughput
    let clock: PageClock

    private static let left = 72.0
    private static let width = 820.0
    private static let top = 10.0
    private static let bottom = 128.0
    /// Fewer show nothing over time.
    private static let leastSteps = 4

    func object() -> PageObject? {
        let count = max(throughput.fromRequestors.count, throughput.fromAcceptors.count)
        let sums = (0..<count).map { step(throughput.fromRequestors, $0) &+ step(throughput.fromAcceptors, $0) }
        guard throughput.width > 0, count >= Self.leastSteps, let most = sums.max(), most > 0 else { return nil }
        let ceiling = Self.ceiling(Double(most) / throughput.width)
        return PageObject { page in
            page.text("title", "Throughput over time, at most \(rate(Double(most) / throughput.width))")
            page.text(
                "note",
                "Bytes of data sets a second, in steps of \(duration(throughput.width)); at most \(rate(Double(most) / throughput.width))."
            )
            page.list("grid", [0, 0.5, 1].map { Self.line(at: $0, ceiling) })
            page.list("bars", bars(count, ceiling))
            page.flag("hasBoth", throughput.fromAcceptors.contains { $0 > 0 })
            page.text("first", clock.text(throughput.start))
            page.text("last", clock.text(throughput.start(ofStep: count)))
        }
    }

    private func step(_ bytes: [UInt64], _ index: Int) -> UInt64 { bytes.indices.contains(index) ? bytes[index] : 0 }

    private func rate(_ bytesPerSecond: Double) -> String { Self.rate(bytesPerSecond) }

    private static func rate(_ bytesPerSecond: Double) -> String {
        byteCount(UInt64(exactly: bytesPerSecond.rounded()) ?? 0) + "/s"
    }

    private static func line(at share: Double, _ ceiling: Double) -> PageObject {
        let y = bottom - share * (bottom - top)
        return PageObject { page in
            page.text("y", coordinate(y))
            page.text("textY", coordinate(y + 4))
            page.text("label", rate(ceiling * share))
        }
    }

    private func bars(_ count: Int, _ ceiling: Double) -> [PageObject] {
        let width = (Self.width - Self.left) / Double(count)
        var bars: [PageObject] = []
        for index in 0..<count {
            var y = Self.bottom
            let sides = [("requestors", throughput.fromRequestors), ("acceptors", throughput.fromAcceptors)]
            for (side, bytes) in sides {
                let perSecond = Double(step(bytes, index)) / throughput.width
                guard perSecond > 0 else { continue }
                let height = max(1, perSecond / ceiling * (Self.bottom - Self.top))
                y -= height
                let moment = throughput.start(ofStep: index)
                bars.append(
                    PageObject { page in
                        page.text("side", side)
                        page.text("x", coordinate(Self.left + Double(index) * width))
                        page.text("y", coordinate(y))
                        page.text("width", coordinate(max(0.8, width - (width > 4 ? 1 : 0))))
                        page.text("height", coordinate(height))
                        page.text("full", "\(clock.text(moment)): \(rate(perSecond)) from \(side)")
                    })
            }
        }
        return bars
    }

    /// The next of 1, 2, 5 times a power of ten.
    private static func ceiling(_ value: Double) -> Double {
        var scale = 1.0
        while scale * 10 <= value { scale *= 10 }
        return [1.0, 2, 5, 10].map { $0 * scale }.first { $0 >= value } ?? value
    }
}
