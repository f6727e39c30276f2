import AssociationTimeline
import ConformanceClaims
import PacketCapture

/// A capture read for what one product does in it.
struct ProductAnalysis {
    let totals: CaptureTotals
    private let numbers: [Int?]

    init(_ files: [String], _ input: InputOptions, _ observer: ProductObserver) throws {
        var options = TimelineOptions()
        options.decodeAsPorts = Set(input.decodeAs)
        var analysis = try CaptureAnalysis(
            inputs: files.map { CaptureInput(argument: $0) }, options: options, receiver: observer,
            observer: observer.dataSets)
        var progress = Progress(shares: false)
        while analysis.advance(packets: 1 << 14) {
            progress.update(bytesRead: analysis.progress.bytesRead, total: analysis.progress.total)
        }
        progress.finish()
        totals = analysis.totals
        numbers = (0..<totals.associations).map { analysis.number(serial: $0) }
    }

    /// The number users see for an association's serial.
    func number(serial: Int) -> Int? { numbers.indices.contains(serial) ? numbers[serial] : nil }
}
