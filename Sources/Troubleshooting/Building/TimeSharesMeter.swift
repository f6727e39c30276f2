import AssociationTimeline
import Evidence
import StreamReassembly
import Wording

/// Tells what the time of one association was spent on.
struct TimeSharesMeter {
    private struct Edge {
        var time: Int64
        var place: Int
        var step: Int
    }

    /// In order of precedence where intervals overlap.
    private static let paths: [WritableKeyPath<TimeShares, Double> & Sendable] = [
        \.retransmission, \.receiverStall, \.transfer, \.answer, \.negotiation, \.connect, \.release,
    ]
    private enum Part: Int { case retransmission, receiverStall, transfer, answer, negotiation, connect, release }

    private var edges: [Edge] = []

    /// `nil` where bytes or a direction are missing, so that times would not mean what they seem to.
    static func shares(of association: Association) -> TimeShares? {
        guard association.quality.gaps == 0, !association.quality.isOneSided, association.operationsNotKept == 0 else {
            return nil
        }
        var meter = TimeSharesMeter()
        return meter.measure(association)
    }

    private mutating func add(_ part: Part, _ start: Timestamp?, _ end: Timestamp?) {
        guard let start, let end, end > start else { return }
        edges.append(Edge(time: start.nanoseconds, place: part.rawValue, step: 1))
        edges.append(Edge(time: end.nanoseconds, place: part.rawValue, step: -1))
    }

    private mutating func measure(_ association: Association) -> TimeShares {
        if association.indexOnConnection == 0 {
            let handshake = association.tcp.handshake
            add(.connect, handshake.syn, handshake.established ?? (association.pdus.count == 0 ? association.end : nil))
        }
        if let request = association.request {
            let answer = association.accept?.evidence ?? association.reject?.evidence
            add(.negotiation, request.evidence.firstTime, answer?.time)
        }
        for operation in association.operations { add(operation) }
        addStalls(association)
        var releaseStart: Timestamp?
        var over: Timestamp?
        for entry in association.pdus {
            switch entry.type {
            case .releaseRQ: releaseStart = releaseStart ?? entry.time
            case .releaseRP:
                add(.release, releaseStart, entry.time)
                over = entry.time
            case .abort, .associateRJ: over = over ?? entry.time
            default: break
            }
        }
        return sweep(from: association.start.nanoseconds, to: association.end.nanoseconds, over: over?.nanoseconds)
    }

    private mutating func add(_ operation: DIMSEOperation) {
        var before = operation.request?.evidence
        if let request = before { add(.transfer, request.firstTime, request.time) }
        for response in operation.responses {
            if let before { add(.answer, before.time, response.evidence.firstTime) }
            add(.transfer, response.evidence.firstTime, response.evidence.time)
            before = response.evidence
        }
    }

    private mutating func addStalls(_ association: Association) {
        if let stall = association.tcp.longestStall, stall.attempts > 0, stall.zeroWindow == nil,
            stall.unacknowledged != nil
        {
            add(.retransmission, stall.start.time, stall.end.time)
        }
        for located in association.tcpEvents {
            if case .zeroWindowEnded(let duration) = located.event {
                let length = Int64(min(duration.inSeconds * 1e9, 1e18))
                add(
                    .receiverStall, Timestamp(nanoseconds: located.origin.time.nanoseconds &- length),
                    located.origin.time)
            }
        }
    }

    /// What no interval covers is thinking, or, when the association is over, closing.
    private mutating func sweep(from start: Int64, to end: Int64, over: Int64?) -> TimeShares {
        var shares = TimeShares()
        guard end > start else { return shares }
        edges.sort { ($0.time, $0.step, $0.place) < ($1.time, $1.step, $1.place) }
        var open = [Int](repeating: 0, count: Self.paths.count)
        var now = start
        func seconds(_ from: Int64, _ to: Int64) -> Double { (Double(to) - Double(from)) / 1e9 }
        func spend(until time: Int64) {
            let next = min(max(time, now), end)
            guard next > now else { return }
            if let part = open.firstIndex(where: { $0 > 0 }) {
                shares[keyPath: Self.paths[part]] += seconds(now, next)
            } else {
                let turn = min(max(over ?? end, now), next)
                shares.think += seconds(now, turn)
                shares.closing += seconds(turn, next)
            }
            now = next
        }
        for edge in edges {
            spend(until: edge.time)
            open[edge.place] += edge.step
        }
        spend(until: end)
        return shares
    }
}
