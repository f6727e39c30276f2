import ArgumentParser
import AssociationTimeline
import Evidence
import PacketCapture
import Reporting
import RuleEngine
import StreamReassembly

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A live capture from its first packet to its summary: packets to the analysis, then to the file, and what comes of them
/// to the report.
struct LiveSession: ~Copyable {
    /// What ends it, beside a signal.
    struct End {
        var seconds: Int?
        var packets: UInt64?
    }

    private var capture: LiveCapture
    private var pipeline: PacketPipeline
    private let report: LiveReport
    private let signals: Signals
    private let ring: CaptureFileRing?
    private var selection: DICOMPacketSelection?
    private let end: End
    private var status = StatusLine()
    private var rate = PacketRate()
    private var tickDue = ContinuousClock.now
    private var ringTrouble: String?
    private let rolling: RollingReport?
    private var rollingTrouble: String?
    private var isStopping = false
    private var packets: UInt64 = 0

    init(
        capture: consuming LiveCapture, pipeline: consuming PacketPipeline, report: LiveReport, signals: Signals,
        ring: CaptureFileRing?, selection: DICOMPacketSelection?, rolling: RollingReport?, end: End
    ) {
        self.capture = capture
        self.pipeline = pipeline
        self.report = report
        self.signals = signals
        self.ring = ring
        self.end = end
        self.selection = selection
        self.rolling = rolling
    }

    /// - Throws: `ExitCode` where no interface is left to capture on; `OutputError` where nobody reads the results.
    mutating func run() throws {
        try capture.start()
        let begin = ContinuousClock.now
        var failed: Set<Int> = []
        while true {
            takePackets()
            if !report.isFlushed {
                status.clear()
                try report.flush()
            }
            for event in capture.takeEvents() {
                report.tell(LiveNotice(event))
                if case .failed = event.kind { failed.insert(event.interface) }
            }
            if failed.count == capture.interfaces.count { stop() }
            if capture.isOver || end.packets.map({ packets >= $0 }) == true { break }
            if let seconds = end.seconds, ContinuousClock.now - begin >= .seconds(seconds) { stop() }
            tick()
            wait()
            for signal in signals.take() { obey(signal) }
        }
        finish()
        status.clear()
        try report.flush()
        if failed.count == capture.interfaces.count { throw ExitCode(2) }
    }

    private mutating func stop() {
        guard !isStopping else { return }
        isStopping = true
        capture.stop()
    }

    /// How many packets are analysed before something else has its turn.
    private static let round = 16_384

    private mutating func takePackets() {
        for _ in 0..<Self.round {
            if let limit = end.packets, packets >= limit { return }
            guard let packet = capture.next() else { return }
            packets &+= 1
            let membership = Self.analyse(packet, capture, &pipeline)
            settleEnded()
            let remarks = report.takeRemarks()
            guard let ring else { continue }
            let comment = remarks.isEmpty ? nil : remarks.joined(separator: "\n")
            Self.save(packet, capture, membership, comment, pipeline, &selection, ring)
        }
    }

    /// Static, because the packet's bytes are borrowed from one part of this value while another changes.
    private static func analyse(
        _ packet: PacketRecord, _ capture: borrowing LiveCapture, _ pipeline: inout PacketPipeline
    ) -> PacketPipeline.Membership {
        pipeline.process(packet, capture.bytes)
    }

    private static func save(
        _ packet: PacketRecord, _ capture: borrowing LiveCapture, _ membership: PacketPipeline.Membership,
        _ comment: String?, _ pipeline: borrowing PacketPipeline, _ selection: inout DICOMPacketSelection?,
        _ ring: CaptureFileRing
    ) {
        guard selection != nil else { return ring.write(packet, capture.bytes, comment: comment) }
        var verdict: Bool?
        if case .connection(let connection) = membership { verdict = pipeline.builder.carriesDICOM(connection) }
        selection?.take(
            packet, capture.bytes, of: membership, carriesDICOM: verdict, comment: comment, ring: ring)
    }

    /// Associations that the last packet has ended.
    private mutating func settleEnded() {
        let ended = report.takeEnded()
        guard !ended.isEmpty else { return }
        if let ring { for (_, stream) in ended { selection?.settle(stream: stream, ring: ring) } }
        Self.write(report, pipeline)
        for (serial, _) in ended {
            if let rolling { rolling.ended(serial: serial) } else { pipeline.forget(serial: serial) }
        }
    }

    private static func settled(_ rolling: RollingReport, _ pipeline: borrowing PacketPipeline) -> [Int] {
        rolling.settle { serial in pipeline.builder.number(serial: serial) }
    }

    private static func update(
        _ rolling: RollingReport, _ pipeline: borrowing PacketPipeline, _ totals: CaptureTotals
    ) {
        rolling.update(totals) { serial in pipeline.builder.number(serial: serial) }
    }

    private mutating func roll(isLast: Bool = false) {
        guard let rolling else { return }
        for serial in Self.settled(rolling, pipeline) { pipeline.forget(serial: serial) }
        guard isLast || rolling.isDue else { return }
        Self.update(rolling, pipeline, totals)
        guard rolling.trouble != rollingTrouble else { return }
        rollingTrouble = rolling.trouble
        report.tell(
            LiveNotice(
                report: rollingTrouble ?? "the report is written again", time: .now, isTrouble: rollingTrouble != nil))
    }

    private static func write(_ report: LiveReport, _ pipeline: borrowing PacketPipeline) {
        report.writeEnded { serial in pipeline.builder.number(serial: serial) }
    }

    private static func finishRules(_ report: LiveReport, _ pipeline: borrowing PacketPipeline, _ totals: CaptureTotals)
    {
        report.finishRules(totals) { serial in pipeline.builder.number(serial: serial) }
    }

    private mutating func obey(_ signal: Int32) {
        switch signal {
        case SIGINT, SIGTERM: stop()
        case SIGHUP: ring?.rotate(.now)
        case SIGUSR1: report.writeSummary(totals, liveTotals)
        default: break
        }
    }

    /// Once a second: the file, the status line.
    private mutating func tick() {
        let now = ContinuousClock.now
        guard now >= tickDue else { return }
        tickDue = now + .seconds(1)
        ring?.interfaceStatistics = capture.statistics
        ring?.tick(.now)
        let trouble = ring?.trouble
        if trouble != ringTrouble {
            ringTrouble = trouble
            report.tell(LiveNotice(file: trouble ?? "packets are written again", time: .now, isTrouble: trouble != nil))
        }
        roll()
        rate.update(packets: packets, bytes: capture.summary.bytes)
        let dropped = capture.statistics.reduce(0) { $0 &+ $1.droppedByKernel }
        let findings = Severity.allCases.reversed().compactMap { severity in
            report.findings[severity].map { "\($0) \(severity.rawValue)" + ($0 == 1 ? "" : "s") }
        }
        status.draw(["\(report.openAssociations) open"] + rate.texts + ["\(dropped) dropped"] + findings)
    }

    private func wait() {
        var waited = [
            pollfd(fd: capture.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        // Unsafe: `poll` changes the array's elements and no more.
        _ = unsafe poll(&waited, nfds_t(waited.count), 250)
    }

    private mutating func finish() {
        let open = report.openAssociations
        pipeline.finish()
        settleEnded()
        ring?.interfaceStatistics = capture.statistics
        ring?.finish()
        Self.finishRules(report, pipeline, totals)
        roll(isLast: true)
        var live = liveTotals
        live.openAssociations = open
        report.writeSummary(totals, live)
    }

    private var totals: CaptureTotals { CaptureTotals(summary: capture.summary, pipeline) }

    private var liveTotals: LiveTotals {
        var totals = LiveTotals(interfaces: capture.statistics)
        totals.findings = report.findings
        totals.files = ring?.statistics
        totals.openAssociations = report.openAssociations
        totals.limitsReached = CaptureLimits.reached(
            capture, pipeline, report, rolling: rolling, packetsGivenUp: selection?.packetsGivenUp ?? 0)
        return totals
    }
}

/// Packets and bytes in the last second.
private struct PacketRate {
    private var last = ContinuousClock.now
    private var packets: UInt64 = 0
    private var bytes: UInt64 = 0
    private(set) var texts: [String] = []

    mutating func update(packets: UInt64, bytes: UInt64) {
        let now = ContinuousClock.now
        let seconds = max((now - last) / .seconds(1), 0.001)
        let perSecond = Double(packets &- self.packets) / seconds
        let megabytes = Double(bytes &- self.bytes) / seconds / 1e6
        texts = ["\(Int(perSecond)) packets/s", "\(Double(Int(megabytes * 10)) / 10) MB/s"]
        (last, self.packets, self.bytes) = (now, packets, bytes)
    }
}
