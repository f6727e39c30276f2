import AssociationTimeline
import Evidence
import Troubleshooting
import Wording

/// A ladder diagram's rows, evenly spaced; lines at its left tie each to its moment on an axis that is to scale.
struct LadderDiagram {
    private static let top = 66.0
    private static let step = 31.0
    private static let pause = 22.0
    private static let leastPause = 1.0
    /// Characters between the lifelines.
    private static let room = 72.0
    /// How much wider strong characters are.
    private static let strong = 1.17

    let detail: AssociationDetail
    let findings: PageFindings

    func object() -> PageObject? {
        let events = detail.ladder.events.enumerated()
            .sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
        guard let first = events.first?.start, let last = events.map(\.end).max() else { return nil }
        let association = detail.association
        var rows: [PageObject] = []
        var places: [(y: Double, event: LadderEvent)] = []
        var pauses: [(y: Double, seconds: Double)] = []
        var y = Self.top
        var latest = first
        for event in events {
            let silence = event.start.seconds(since: latest)
            if silence >= Self.leastPause, !places.isEmpty {
                pauses.append((y - Self.step / 2 + Self.pause / 2 - 4, silence))
                y += Self.pause
            }
            places.append((y, event))
            y += Self.step
            latest = max(latest, event.end)
        }
        let bottom = y - Self.step / 2
        let axis = Axis(first: first, last: last, top: Self.top, bottom: y - Self.step)
        for (y, event) in places { rows.append(row(event, y, axis, first)) }
        for (y, seconds) in pauses { rows.append(Self.pauseRow(y, seconds)) }
        return PageObject { page in
            page.number("number", detail.number)
            page.text("height", coordinate(bottom + 14))
            page.text("bottom", coordinate(bottom))
            page.text("railTop", coordinate(axis.top - 4))
            page.text("railBottom", coordinate(axis.bottom + 4))
            page.text("railNote", coordinate(axis.bottom + 17))
            page.text("length", duration(last.seconds(since: first)))
            page.text("title", "What went between requestor and acceptor of association \(detail.number), in order")
            page.text("requestor", clipped(association.callingAETitle.map(Self.shown) ?? "requestor", to: 32))
            page.text("acceptor", clipped(association.calledAETitle.map(Self.shown) ?? "acceptor", to: 32))
            page.text("requestorAddress", association.requestor.text)
            page.text("acceptorAddress", association.acceptor.text)
            page.number("stream", association.tcpStream)
            page.list("rows", rows)
            page.text(
                "note",
                detail.ladder.leftOut > 0 ? "\(counted(detail.ladder.leftOut, "further event")) not drawn." : nil)
        }
    }

    private struct Axis {
        var first: Timestamp
        var last: Timestamp
        var top: Double
        var bottom: Double

        func y(_ time: Timestamp) -> Double {
            let whole = last.seconds(since: first)
            return whole > 0 ? top + (bottom - top) * time.seconds(since: first) / whole : top
        }
    }

    private static func shown(_ title: String) -> String { title.isEmpty ? "(no AE title)" : title }

    private func row(_ event: LadderEvent, _ y: Double, _ axis: Axis, _ first: Timestamp) -> PageObject {
        let tone = PageMark.Tone(event.mark)
        let label = clipped(event.count > 1 ? "\(event.name) × \(grouped(event.count))" : event.name, to: 48)
        let pins = findings.labels(of: event.findings, most: 4)
        let isArrow = event.kind == .pdu || event.kind == .message || event.kind == .tcp
        return PageObject { page in
            page.text("y", coordinate(y))
            page.text("tone", tone == .plain ? nil : tone.rawValue)
            page.flag("isSmall", event.kind == .tcp)
            page.text("rail", coordinate(axis.y(event.start) - y))
            page.text("time", Self.offset(event.start.seconds(since: first)))
            page.flag("toAcceptor", isArrow && event.from == .requestor)
            page.flag("toRequestor", isArrow && event.from == .acceptor)
            page.flag("isRun", isArrow && event.from == nil)
            page.flag("isBand", event.kind == .gap)
            if !isArrow || event.from == nil { page.text("textY", event.kind == .gap || isArrow ? "-12" : "4") }
            page.text("glyph", tone == .plain || tone == .good ? nil : tone.sign)
            page.text("label", label)
            let pinned = pins.reduce(0) { $0 + $1.number.unicodeScalars.count + 4 }
            let left = Self.room - Double(label.unicodeScalars.count + 2) * Self.strong - Double(pinned)
            let detail = clipped(event.text, to: max(2, Int(left)))
            page.text("detail", detail)
            page.text("text", detail == event.text ? nil : event.text)
            page.text("frames", PageEvidence.range(event.firstFrame, event.lastFrame))
            if event.firstFrame != event.lastFrame {
                page.text("span", "in {\(event.firstFrame.rawValue)..\(event.lastFrame.rawValue)}")
            }
            page.text("bytes", event.bytes.isEmpty ? nil : hexadecimal(event.bytes))
            page.list("pins", Self.objects(pins))
        }
    }

    /// As exact as there is room for.
    private static func offset(_ seconds: Double) -> String {
        "+" + decimal(seconds, places: seconds < 1_000 ? 6 : seconds < 10_000 ? 3 : seconds < 100_000 ? 2 : 0)
    }

    /// On the arrow, from its right end leftwards.
    private static func objects(_ pins: [PageFindings.Label]) -> [PageObject] {
        var right = 622.0
        return pins.map { label in
            let width = Double(label.number.unicodeScalars.count) * 6 + 12
            right -= width + 3
            return PageObject { page in
                page.text("finding", label.number)
                page.text("name", label.title)
                page.text("tone", label.tone.rawValue)
                page.text("x", coordinate(right + width / 2))
                page.text("left", coordinate(-width / 2))
                page.text("width", coordinate(width))
            }
        }
    }

    private static func pauseRow(_ y: Double, _ seconds: Double) -> PageObject {
        PageObject { page in
            page.text("y", coordinate(y))
            page.flag("isPause", true)
            page.text("textY", "4")
            page.text("detail", "… \(duration(seconds)) later …")
        }
    }
}
