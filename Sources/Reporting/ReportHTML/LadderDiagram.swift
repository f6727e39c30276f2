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

    private var events: [LadderEvent] {
        detail.ladder.events.enumerated()
            .sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
    }

    func object(_ findings: PageFindings) -> PageObject? {
        let events = events
        guard let first = events.first?.start, let last = events.map(\.end).max() else { return nil }
        var rows: [PageObject] = []
        var places: [(y: Double, event: LadderEvent)] = []
        var pauses: [(y: Double, text: String)] = []
        var y = Self.top
        var latest = first
        for event in events {
            if let pause = Self.pause(from: latest, to: event.start) {
                pauses.append((y - Self.step / 2 + Self.pause / 2 - 4, pause))
                y += Self.pause
            }
            places.append((y, event))
            y += Self.step
            latest = max(latest, event.end)
        }
        let bottom = y - Self.step / 2
        let axis = Axis(first: first, last: last, top: Self.top, bottom: y - Self.step)
        for (y, event) in places { rows.append(row(event, y, axis, first, findings)) }
        for (y, text) in pauses { rows.append(Self.pauseRow(y, text)) }
        return PageObject { page in
            page.number("number", detail.number)
            page.text("height", coordinate(bottom + 14))
            page.text("bottom", coordinate(bottom))
            page.text("railTop", coordinate(axis.top - 4))
            page.text("railBottom", coordinate(axis.bottom + 4))
            page.text("railNote", coordinate(axis.bottom + 17))
            addNames(to: &page, length: last.seconds(since: first))
            page.list("rows", rows)
        }
    }

    private func addNames(to page: inout PageObject, length: Double) {
        let association = detail.association
        page.text("length", duration(length))
        page.text("requestor", clipped(association.callingAETitle.map(Self.shown) ?? "requestor", to: 32))
        page.text("acceptor", clipped(association.calledAETitle.map(Self.shown) ?? "acceptor", to: 32))
        page.text("requestorAddress", association.requestor.text)
        page.text("acceptorAddress", association.acceptor.text)
        page.text(
            "note", detail.ladder.leftOut > 0 ? "\(counted(detail.ladder.leftOut, "further event")) not drawn." : nil)
    }

    /// Told where nothing happens for long.
    private static func pause(from latest: Timestamp, to next: Timestamp) -> String? {
        let silence = next.seconds(since: latest)
        return silence >= leastPause ? "… \(duration(silence)) later …" : nil
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

    private static func label(_ event: LadderEvent) -> String {
        clipped(event.count > 1 ? "\(event.name) × \(grouped(event.count))" : event.name, to: 48)
    }

    private func row(
        _ event: LadderEvent, _ y: Double, _ axis: Axis, _ first: Timestamp, _ findings: PageFindings
    ) -> PageObject {
        let tone = PageMark.Tone(event.mark)
        let label = Self.label(event)
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

    private static func pauseRow(_ y: Double, _ text: String) -> PageObject {
        PageObject { page in
            page.text("y", coordinate(y))
            page.flag("isPause", true)
            page.text("textY", "4")
            page.text("detail", text)
        }
    }
}

extension LadderDiagram {
    /// The same for the page's script, which places it: of each event, in an array, how it is drawn, its mark, nanoseconds
    /// from the first one, label, text, first frame, how many more there are to the last, and where there is any of them
    /// bytes, codes of findings, and the pause told before it.
    func write(into json: inout JSONWriter) {
        let events = events
        guard let first = events.first?.start, let last = events.map(\.end).max() else { return }
        json.member("ladder") { json in
            json.members(of: PageObject { addNames(to: &$0, length: last.seconds(since: first)) })
            json.member("whole", last.nanoseconds &- first.nanoseconds)
            var latest = first
            json.member("events", array: events) { json, event in
                json.beginArray()
                json.value(Self.way(event))
                json.value(Self.marks.firstIndex(of: event.mark) ?? 0)
                json.value(event.start.nanoseconds &- first.nanoseconds)
                json.value(Self.label(event))
                json.value(PageText.harmless(event.text))
                json.value(event.firstFrame.rawValue)
                json.value(event.lastFrame.rawValue &- event.firstFrame.rawValue)
                let pause = Self.pause(from: latest, to: event.start)
                if !event.bytes.isEmpty || !event.findings.isEmpty || pause != nil {
                    json.value(hexadecimal(event.bytes))
                    json.array(event.findings) { $0.value($1) }
                    if let pause { json.value(pause) }
                }
                json.endArray()
                latest = max(latest, event.end)
            }
        }
    }

    /// As the script numbers them.
    private static let marks: [LadderEvent.Mark] = [.plain, .good, .doubtful, .bad]

    /// 0 towards the acceptor, 1 towards the requestor, 2 both, 3 a gap, 4 no arrow; 5 more where it is TCP's.
    private static func way(_ event: LadderEvent) -> Int {
        switch (event.kind, event.from) {
        case (.pdu, .requestor?), (.message, .requestor?): 0
        case (.pdu, .acceptor?), (.message, .acceptor?): 1
        case (.pdu, nil), (.message, nil): 2
        case (.tcp, .requestor?): 5
        case (.tcp, .acceptor?): 6
        case (.tcp, nil): 7
        case (.gap, _): 3
        case (.foreign, _), (.anomaly, _): 4
        }
    }
}
