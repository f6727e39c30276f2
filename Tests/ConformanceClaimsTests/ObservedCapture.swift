import AssociationTimeline
import Foundation
import PacketCapture

@testable import ConformanceClaims

/// What one product did in a recorded capture.
struct ObservedCapture {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Captures").path

    static var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.contains(".pcap") }.sorted()
        }
    }

    let observation: ProductObservation
    private let numbers: [Int?]

    /// Several captures are read as one.
    init(_ names: [String], _ observer: ProductObserver) throws {
        var analysis = try CaptureAnalysis(
            inputs: names.map { .path(Self.directory + "/" + $0) }, options: ProductObserver.timelineOptions,
            receiver: observer, observer: observer.dataSets)
        analysis.run()
        observation = observer.finish()
        numbers = (0..<analysis.totals.associations).map { analysis.number(serial: $0) }
    }

    init(_ name: String, aeTitles: [String]) throws {
        try self.init([name], ProductObserver(ProductIdentity(aeTitles: aeTitles)))
    }

    init(_ names: [String], statement: ConformanceStatement) throws {
        try self.init(names, ProductObserver(ProductIdentity(statement), for: statement))
    }

    func number(_ serial: Int) -> Int? { numbers.indices.contains(serial) ? numbers[serial] : nil }

    /// All calling and called AE titles of a capture.
    static func aeTitles(of name: String) throws -> [String] {
        let collector = TitleCollector()
        var analysis = try CaptureAnalysis(inputs: [.path(directory + "/" + name)], receiver: collector)
        analysis.run()
        return collector.titles.sorted()
    }
}

private final class TitleCollector: AssociationReceiver {
    private(set) var titles: Set<String> = []

    func ended(_ association: Association) {
        titles.formUnion(
            [association.callingAETitle, association.calledAETitle].compactMap { $0 }.filter { !$0.isEmpty })
    }
}
