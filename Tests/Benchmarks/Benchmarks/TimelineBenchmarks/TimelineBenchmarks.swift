import AssociationTimeline
import Benchmark
import PacketCapture
import SyntheticTraffic

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Counts associations and forgets them.
private final class Counter: AssociationReceiver {
    private(set) var count = 0
    func ended(_ association: Association) { count += 1 }
}

/// One run over a generated capture of every kind, 100 MB each unless `AUSCULT_BENCHMARK_MB` says otherwise. Captures
/// are kept in the temporary directory between runs.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .instructions, .peakMemoryResident], warmupIterations: 1, maxDuration: .seconds(20))
    for scenario in Scenario.allCases {
        Benchmark("timeline of \(scenario.rawValue)") { benchmark in
            let path = try generated(scenario)
            benchmark.startMeasurement()
            let counter = Counter()
            var analysis = try CaptureAnalysis(inputs: [.path(path)], receiver: counter)
            analysis.run()
            benchmark.stopMeasurement()
            blackHole(counter.count)
        }
    }
}

private func generated(_ scenario: Scenario) throws -> String {
    let megabytes = unsafe getenv("AUSCULT_BENCHMARK_MB").flatMap { UInt64(String(cString: $0)) } ?? 100
    let path = "/tmp/auscult-benchmark-\(scenario.rawValue)-\(megabytes).pcap"
    guard unsafe access(path, R_OK) != 0 else { return path }
    let descriptor = unsafe open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    defer { close(descriptor) }
    try scenario.write(bytes: megabytes * 1_000_000, to: descriptor)
    return path
}
