import Evidence
import Testing

@testable import Troubleshooting

@Suite struct TimeTests {
    private func time(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

    @Test func throughputKeepsEveryByte() {
        var meter = ThroughputMeter()
        for second in 0..<3_000 {
            meter.add(1_000, from: .requestor, time(Double(second)), time(Double(second) + 0.7))
            meter.add(10, from: .acceptor, time(Double(second)), time(Double(second)))
        }
        let throughput = meter.throughput
        #expect(throughput.fromRequestors.count <= Int(ThroughputMeter.mostSteps))
        #expect(throughput.fromRequestors.reduce(0, +) == 3_000_000)
        #expect(throughput.fromAcceptors.reduce(0, +) == 30_000)
        #expect(throughput.width > 12 && throughput.width < 25)
    }

    @Test func throughputBearsAnyClock() {
        var meter = ThroughputMeter()
        meter.add(5, from: .requestor, Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .min))
        meter.add(7, from: .requestor, Timestamp(nanoseconds: .max), Timestamp(nanoseconds: .max))
        meter.add(9, from: .acceptor, time(1), time(0))
        meter.add(.max, from: .acceptor, time(0), time(1))
        #expect(meter.throughput.fromRequestors.reduce(0, +) == 12)
        #expect(meter.throughput.fromRequestors.count <= Int(ThroughputMeter.mostSteps))
    }

    @Test func percentilesAreNear() {
        var recorder = DurationRecorder()
        for number in 1...1_000 { recorder.add(Double(number) / 1_000) }
        #expect(abs(recorder.percentile(50) - 0.5) < 0.01)
        #expect(abs(recorder.percentile(95) - 0.95) < 0.015)
        #expect(recorder.minimum == 0.001 && recorder.maximum == 1)
        #expect(recorder.filledBins.reduce(0) { $0 + $1.count } == 1_000)
        #expect(recorder.filledBins.last.map { $0.from <= 1 && $0.to > 1 } == true)
    }

    @Test func durationsBearAnything() {
        var recorder = DurationRecorder()
        for value in [-1, 0, 1e300, Double.infinity] { recorder.add(value) }
        #expect(recorder.count == 4)
        #expect(recorder.minimum == 0)
        #expect(recorder.percentile(50) >= 0)
    }

    @Test func sharesMakeUpTheAssociation() throws {
        let report = try Captured.report("department.pcap")
        for detail in report.associations.details {
            let association = detail.association
            guard detail.time.total > 0 else { continue }
            #expect(abs(detail.time.total - association.end.seconds(since: association.start)) < 1e-6)
        }
        #expect(report.time.shares.transfer > 1)
        #expect(report.time.services.first?.service == "C-STORE")
    }

    @Test func closedWindowsAreStalls() throws {
        let shares = try Captured.report("zero-window.pcap").time.shares
        #expect(shares.receiverStall > 0.5)
    }
}
