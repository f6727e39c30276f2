import AssociationTimeline
import Evidence
import Wording

/// The summary above the associations: what was captured and how well, how associations ended, who spoke to whom.
struct SummaryText {
    let facts: CaptureTotals
    let overview: CaptureOverview

    static let mostPairs = 20
    static let mostTroubles = 20

    func write(into layout: inout TextLayout) {
        layout.line(files, hanging: 2)
        layout.line(contents, hanging: 2)
        layout.line(quality, hanging: 2)
        for problem in facts.summary.problems.prefix(8) {
            let file = problem.file < facts.summary.files.count ? facts.summary.files[problem.file].name + ": " : ""
            let times = problem.count > 1 ? " (\(counted(problem.count, "time")))" : ""
            layout.line(StyledText("  " + file + problem.message + times, .doubtful), hanging: 4)
        }
        layout.newLine()
        layout.line(outcomes, hanging: 2)
        writePairs(into: &layout)
    }

    private var files: StyledText {
        let names = facts.summary.files.map(\.name)
        var text = StyledText(names.prefix(4).joined(separator: ", "), .strong)
        if names.count > 4 { text.add(" and \(counted(names.count - 4, "more file"))") }
        let kinds = facts.formats + facts.linkTypes + facts.encapsulations
        text.add(" · ", .faint)
        text.add(kinds.isEmpty ? "empty" : kinds.joined(separator: ", "))
        return text
    }

    private var contents: StyledText {
        let summary = facts.summary
        var parts = [StyledText(counted(summary.packets, "packet")), StyledText(byteCount(summary.bytes))]
        if let first = summary.firstPacket, let last = summary.lastPacket {
            parts.append(StyledText(period(from: first, to: last)))
            var length = StyledText()
            length.addWhole(duration(last.seconds(since: first)))
            parts.append(length)
        }
        var text = StyledText("  ")
        text.add(parts.joined(" · ", .faint))
        return text
    }

    /// The date once, where both have the same.
    private func period(from first: Timestamp, to last: Timestamp) -> String {
        let dateLength = "2026-01-31 ".utf8.count
        let isSameDay = first.readable.prefix(dateLength) == last.readable.prefix(dateLength)
        return isSameDay
            ? first.readable.dropLast(" UTC".utf8.count) + " to " + last.readable.dropFirst(dateLength)
            : first.readable + " to " + last.readable
    }

    private var quality: StyledText {
        let summary = facts.summary
        var parts: [StyledText] = []
        func add(_ number: UInt64, _ text: String) { if number > 0 { parts.append(StyledText(text, .doubtful)) } }
        let lost = facts.reassembly
        add(lost.gaps, "\(counted(lost.gaps, "gap")), \(byteCount(lost.lostBytes)) sent but not captured")
        add(summary.drops ?? 0, counted(summary.drops ?? 0, "packet") + " dropped while capturing")
        add(summary.truncatedPackets, counted(summary.truncatedPackets, "packet") + " cut short")
        add(UInt64(overview.oneSided), counted(overview.oneSided, "association") + " seen from one side only")
        add(facts.network.malformed, counted(facts.network.malformed, "malformed packet"))
        add(
            facts.network.unsupportedLinkTypes,
            counted(facts.network.unsupportedLinkTypes, "packet") + " of unknown link type")
        add(lost.duplicateFrames, counted(lost.duplicateFrames, "frame") + " captured twice")
        var text = StyledText("  ")
        if parts.isEmpty {
            text.add(summary.packets == 0 ? "no packets" : "nothing lost", summary.packets == 0 ? .doubtful : .good)
        } else {
            text.add(parts.joined(" · ", .faint))
        }
        return text
    }

    private var outcomes: StyledText {
        guard overview.associations > 0 else {
            let connections = facts.reassembly.connections
            return StyledText(
                "No DICOM association in \(counted(connections, "TCP connection"))"
                    + (connections > 0 ? "; --decode-as PORT reads one as DICOM" : ""), .doubtful)
        }
        var text = StyledText(counted(overview.associations, "association"), .strong)
        text.add(": ")
        text.add(Self.outcomes(overview.outcomes))
        return text
    }

    private func writePairs(into layout: inout TextLayout) {
        let ordered = overview.traffic.sorted { $0.firstFrame < $1.firstFrame }
        let shown = ordered.prefix(Self.mostPairs)
        let names = shown.map { $0.pair.calling.unicodeScalars.count + $0.pair.called.unicodeScalars.count + 3 }
        let addressColumn = 4 + min(40, names.max() ?? 0)
        let countsColumn = addressColumn + min(28, shown.map { $0.pair.acceptor.text.utf8.count }.max() ?? 0) + 2
        for traffic in shown {
            let pair = traffic.pair
            var text = StyledText("  ")
            text.addWhole(pair.calling, .accent)
            text.add(" → ")
            text.addWhole(pair.called, .accent)
            text.column(addressColumn)
            text.addWhole(pair.acceptor.text, .faint)
            text.column(countsColumn)
            text.add([Self.outcomes(traffic.outcomes), traffic.operations.text].joined(" · ", .faint))
            layout.line(text, hanging: countsColumn < layout.terminal.width / 2 ? countsColumn : 6)
        }
        let rest = ordered.count - shown.count
        if rest > 0 {
            layout.line(StyledText("  and \(counted(rest, "more pair")) of application entities"), hanging: 4)
        }
        if overview.notPaired > 0 {
            layout.line(StyledText("  and \(counted(overview.notPaired, "association")) of others"), hanging: 4)
        }
    }

    private static func outcomes(_ counts: CaptureOverview.OutcomeCounts) -> StyledText {
        let told =
            Association.Outcome.allCases.map { (counts[$0], $0.rawValue, $0.style) } + [
                (counts.soundTLS, "TLS, not readable", .plain)
            ]
        return told.filter { $0.0 > 0 }.map { StyledText("\(grouped($0)) \($1)", $2) }.joined(", ")
    }
}
