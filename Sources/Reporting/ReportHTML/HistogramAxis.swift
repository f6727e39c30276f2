import Foundation
import Troubleshooting
import Wording

/// One logarithmic axis for the histograms of all services, so that they can be compared: bins bounded by 1, 2 and 5 of
/// each decade stand side by side.
struct HistogramAxis {
    static let width = 150.0
    private static let height = 25.0

    private let first: Int
    private let count: Int
    let from: Double
    let to: Double

    init?(_ bins: [ServiceDurations.Bin]) {
        guard let from = bins.map(\.from).min(), let to = bins.map(\.to).max(), to > from else { return nil }
        self.from = from
        self.to = to
        first = Self.place(from)
        count = max(9, Self.place(to) - first)
    }

    /// How many bins lie below, from any fixed one.
    private static func place(_ bound: Double) -> Int {
        guard bound > 0 else { return -36 }
        let decade = Int(exactly: log10(bound * 1.0001).rounded(.down)) ?? 0
        let mantissa = bound * 1.0001 / pow(10, Double(decade))
        return decade * 3 + (mantissa >= 5 ? 2 : mantissa >= 2 ? 1 : 0)
    }

    func bars(_ bins: [ServiceDurations.Bin]) -> [PageObject] {
        let most = Double(bins.map(\.count).max() ?? 1)
        let width = Self.width / Double(count)
        return bins.filter { $0.count > 0 }.map { bin in
            // The few of a kind are to be seen beside the many.
            let height = max(2, (Self.height - 1) * Double(bin.count) / max(1, most))
            return PageObject { page in
                page.text("x", coordinate(Double(Self.place(bin.from) - first) * width))
                page.text("y", coordinate(Self.height - height))
                page.text("width", coordinate(max(1, width - 1)))
                page.text("height", coordinate(height))
                page.text("full", Self.words(bin))
            }
        }
    }

    static func words(_ bin: ServiceDurations.Bin) -> String {
        "\(grouped(bin.count)) from \(duration(bin.from)) to \(duration(bin.to))"
    }
}
