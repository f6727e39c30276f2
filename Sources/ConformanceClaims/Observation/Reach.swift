import AssociationTimeline
import Evidence

/// How many associations were open at the same time.
struct Reach: Sendable {
    private struct Span: Sendable {
        var start: Timestamp
        var end: Timestamp
        var sighting: Sighting
    }

    private var spans: [Span] = []
    /// Associations that found no place.
    private(set) var notKept = 0

    private static let most = 100_000

    /// All of some together.
    init(_ parts: [Reach] = []) {
        spans = parts.flatMap(\.spans)
        notKept = parts.reduce(0) { $0 + $1.notKept }
    }

    /// An association that was accepted.
    mutating func note(_ association: Association) {
        guard spans.count < Self.most else {
            notKept += 1
            return
        }
        spans.append(
            Span(
                start: association.accept?.evidence.time ?? association.start, end: association.end,
                sighting: association.accept.map { Sighting($0.evidence, from: $0.from, of: association) }
                    ?? Sighting(beginOf: association)))
    }

    /// The most there were at once, and the association that made them so many.
    var most: (count: Int, sighting: Sighting)? {
        let byStart = spans.sorted { ($0.start, $0.sighting.frame) < ($1.start, $1.sighting.frame) }
        let ends = spans.map(\.end).sorted()
        var ended = 0
        var most: (count: Int, sighting: Sighting)?
        for (begun, span) in byStart.enumerated() {
            while ended < ends.count, ends[ended] <= span.start { ended += 1 }
            let open = begun + 1 - ended
            if open > most?.count ?? 0 { most = (open, span.sighting) }
        }
        return most
    }

    /// How many are open at a moment.
    var openAt: (Timestamp) -> Int {
        let starts = spans.map(\.start).sorted()
        let ends = spans.map(\.end).sorted()
        return { time in Self.count(upTo: time, in: starts) - Self.count(upTo: time, in: ends) }
    }

    private static func count(upTo time: Timestamp, in sorted: [Timestamp]) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
