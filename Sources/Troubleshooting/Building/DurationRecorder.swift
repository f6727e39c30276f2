import Histogram

/// Durations of one kind of operation, in memory that does not grow with their number.
struct DurationRecorder {
    private var histogram = Histogram<UInt32>(
        highestTrackableValue: longest, numberOfSignificantValueDigits: .two)
    private(set) var count = 0
    private(set) var total = 0.0
    private(set) var minimum = Double.infinity
    private(set) var maximum = 0.0
    private var bins = [Int](repeating: 0, count: edges.count + 1)

    /// Microseconds: ten days.
    private static let longest: UInt64 = 864_000_000_000

    /// Bounds of bins: 1, 2 and 5 of each decade from 10 µs to a day.
    private static let edges: [Double] = [
        10e-6, 20e-6, 50e-6, 100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 0.1, 0.2, 0.5, 1, 2, 5, 10,
        20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000,
    ]

    mutating func add(_ seconds: Double) {
        let value = max(0, seconds)
        count += 1
        total += value
        minimum = min(minimum, value)
        maximum = max(maximum, value)
        _ = histogram.record(UInt64(min(Double(Self.longest), (value * 1e6).rounded())))
        bins[Self.edges.firstIndex { value < $0 } ?? Self.edges.count] += 1
    }

    /// Seconds.
    func percentile(_ share: Double) -> Double {
        min(maximum, max(minimum, Double(histogram.valueAtPercentile(share)) / 1e6))
    }

    /// From the first bin with a value to the last.
    var filledBins: [ServiceDurations.Bin] {
        guard let first = bins.firstIndex(where: { $0 > 0 }), let last = bins.lastIndex(where: { $0 > 0 }) else {
            return []
        }
        return (first...last).map { place in
            ServiceDurations.Bin(
                from: place == 0 ? 0 : Self.edges[place - 1],
                to: place < Self.edges.count ? Self.edges[place] : Double(Self.longest) / 1e6, count: bins[place])
        }
    }
}
