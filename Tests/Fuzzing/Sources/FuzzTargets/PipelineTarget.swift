import AssociationTimeline
import PacketCapture

/// The input is a capture file; its timeline is told in every format.
func fuzzPipeline(_ bytes: [UInt8]) {
    let reports = Reports(showing: 0)
    guard
        var analysis = try? CaptureAnalysis(
            inputs: [.bytes(bytes)], options: reports.options, receiver: reports, observer: reports)
    else { return }
    analysis.run()
    reports.finish(analysis.totals) { analysis.number(serial: $0) }
}
