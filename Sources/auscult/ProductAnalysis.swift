import AssociationTimeline
import ConformanceClaims
import PacketCapture
import Wording

/// A capture read for what one product does in it.
struct ProductAnalysis {
    /// With the names of files as they may be shown.
    let totals: CaptureTotals
    private let numbers: [Int?]
    private let fileNames: FileNameMask

    init(_ files: [String], _ input: InputOptions, _ observer: ProductObserver) throws {
        fileNames = FileNameMask(showsPatientData: input.showsPatientData)
        var options = ProductObserver.timelineOptions
        options.decodeAsPorts = Set(input.decodeAs)
        var analysis = try CaptureAnalysis(
            inputs: files.map { CaptureInput(argument: $0) }, options: options,
            receiver: ReceiverPair(observer, fileNames),
            observer: observer.dataSets)
        var progress = Progress(shares: false)
        while analysis.advance(packets: 1 << 14) {
            progress.update(bytesRead: analysis.progress.bytesRead, total: analysis.progress.total)
        }
        progress.finish()
        var totals = analysis.totals
        for index in totals.summary.files.indices {
            totals.summary.files[index].name = fileNames.shown(totals.summary.files[index].name)
        }
        self.totals = totals
        numbers = (0..<totals.associations).map { analysis.number(serial: $0) }
    }

    /// The captures, named as they may be shown.
    var source: String { totals.summary.files.map(\.name).joined(separator: ", ") }

    /// The number users see for an association's serial.
    func number(serial: Int) -> Int? { numbers.indices.contains(serial) ? numbers[serial] : nil }
}
