import Evidence

/// Bytes by steps of time. How long the whole is nobody knows beforehand: when it needs too many steps, each becomes
/// twice as wide.
struct ThroughputMeter {
    private struct Bytes {
        var fromRequestors: UInt64 = 0
        var fromAcceptors: UInt64 = 0
    }

    /// Nanoseconds.
    private var width: Int64 = 1_000_000
    /// By step since 1970.
    private var steps: [Int64: Bytes] = [:]
    private var range: ClosedRange<Int64>?

    static let mostSteps: Int64 = 240

    /// Bytes that took from the one time to the other, spread evenly.
    mutating func add(_ bytes: UInt64, from side: AssociationSide, _ start: Timestamp, _ end: Timestamp) {
        guard bytes > 0, bytes < 1 << 53, end >= start else { return }
        include(start.nanoseconds)
        include(end.nanoseconds)
        let (first, last) = (step(start.nanoseconds), step(end.nanoseconds))
        let length = Double(max(1, end.nanoseconds &- start.nanoseconds))
        var rest = bytes
        for place in first...last {
            let until = min(end.nanoseconds, (place &+ 1) &* width)
            let from = max(start.nanoseconds, place &* width)
            let share = max(0, min(1, Double(until &- from) / length))
            let part = place == last ? rest : min(rest, UInt64(Double(bytes) * share))
            rest -= part
            if side == .requestor {
                steps[place, default: Bytes()].fromRequestors &+= part
            } else {
                steps[place, default: Bytes()].fromAcceptors &+= part
            }
        }
    }

    private func step(_ time: Int64) -> Int64 {
        let quotient = time / width
        return time % width < 0 ? quotient - 1 : quotient
    }

    private mutating func include(_ time: Int64) {
        let place = step(time)
        range = range.map { min($0.lowerBound, place)...max($0.upperBound, place) } ?? place...place
        while let wide = range, wide.upperBound &- wide.lowerBound >= Self.mostSteps, width < 1 << 60 {
            var merged: [Int64: Bytes] = [:]
            for (place, bytes) in steps {
                merged[Self.half(place), default: Bytes()].fromRequestors &+= bytes.fromRequestors
                merged[Self.half(place), default: Bytes()].fromAcceptors &+= bytes.fromAcceptors
            }
            steps = merged
            width *= 2
            range = Self.half(wide.lowerBound)...Self.half(wide.upperBound)
        }
    }

    /// Towards the past, also before 1970.
    private static func half(_ place: Int64) -> Int64 { place >> 1 }

    var throughput: Throughput {
        guard let range else {
            return Throughput(start: Timestamp(nanoseconds: 0), width: 0, fromRequestors: [], fromAcceptors: [])
        }
        return Throughput(
            start: Timestamp(nanoseconds: range.lowerBound &* width), width: Double(width) / 1e9,
            fromRequestors: range.map { steps[$0]?.fromRequestors ?? 0 },
            fromAcceptors: range.map { steps[$0]?.fromAcceptors ?? 0 })
    }
}
