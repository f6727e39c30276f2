import ArgumentParser
import AssociationTimeline
import PacketCapture
import Reporting
import RuleEngine
import StreamReassembly
import Troubleshooting
import Wording

/// What keeps a capture's memory bounded, each to be set, and counted where it is reached.
struct CaptureLimits: ParsableArguments {
    @Option(help: ArgumentHelp("The kernel's buffer for each interface, such as 64M.", valueName: "size"))
    var buffer = ByteAmount(bytes: 32 << 20)

    @Option(help: ArgumentHelp("Memory for packets taken and not yet analysed.", valueName: "size"))
    var queue = ByteAmount(bytes: 64 << 20)

    @Option(
        help: ArgumentHelp(
            "Connections followed at once, so associations open at once; beyond them the one longest silent is ended.",
            valueName: "n"))
    var maxConnections = 65_536

    @Option(help: ArgumentHelp("A connection silent for so long is ended.", valueName: "time"))
    var idle = TimeAmount(seconds: 7200)

    @Option(help: ArgumentHelp("Bytes that wait behind lost ones, over all connections.", valueName: "size"))
    var maxWaiting = ByteAmount(bytes: 64 << 20)

    @Option(help: ArgumentHelp("The same of one direction of a connection.", valueName: "size"))
    var maxWaitingEach = ByteAmount(bytes: 4 << 20)

    @Option(help: ArgumentHelp("Operations kept of one association; all are told as they happen.", valueName: "n"))
    var maxOperations = 10_000

    @Option(help: ArgumentHelp("Bytes kept of operations of open associations, over all of them.", valueName: "size"))
    var maxKept = ByteAmount(bytes: 512 << 20)

    @Option(help: ArgumentHelp("The same of one association.", valueName: "size"))
    var maxKeptEach = ByteAmount(bytes: 128 << 20)

    @Option(help: ArgumentHelp("Irregularities kept of one association; all are told as they happen.", valueName: "n"))
    var maxIrregularities = 1_000

    @Option(help: ArgumentHelp("Failed connections kept should DICOM be seen where they went.", valueName: "n"))
    var maxFailed = 16_384

    @Option(help: ArgumentHelp("Bytes kept for --only-dicom until it is known what they are.", valueName: "size"))
    var maxUndecided = ByteAmount(bytes: 64 << 20)

    @Option(help: ArgumentHelp("The same of one connection.", valueName: "size"))
    var maxUndecidedEach = ByteAmount(bytes: 1 << 20)

    @Option(
        help: ArgumentHelp("Different findings kept; those of one kind between the same two are one.", valueName: "n"))
    var maxFindings = 10_000

    @Option(
        help: ArgumentHelp(
            "Findings, and places of findings, kept until the end to join them with what is found only then.",
            valueName: "n"))
    var maxJoined = 2_000

    @Option(
        help: ArgumentHelp(
            "Findings of associations that go on remembered as told; others are told when theirs has ended.",
            valueName: "n"))
    var maxTold = 100_000

    @Option(
        help: ArgumentHelp(
            "Pairs of application entities, studies, retrievals, commitments, procedure steps remembered, of each.",
            valueName: "n"))
    var maxRemembered = 10_000

    @Option(help: ArgumentHelp("Pairs of application entities in the summary.", valueName: "n"))
    var maxPairs = 10_000

    @Option(help: ArgumentHelp("Values of patient data with a token of their own.", valueName: "n"))
    var maxTokens = PatientMask.maximumTokens

    @Option(help: ArgumentHelp("Associations as rows of a --report, about 500 bytes each.", valueName: "n"))
    var maxRows = 100_000

    @Option(
        help: ArgumentHelp("Associations of a --report in full, most of them with findings.", valueName: "n"))
    var maxDetails = 700

    func validate() throws {
        let counts = [
            maxConnections, maxOperations, maxIrregularities, maxFailed, maxFindings, maxJoined, maxTold, maxRemembered,
            maxPairs, maxTokens, maxRows, maxDetails,
        ]
        guard counts.allSatisfy({ $0 > 0 }) else { throw ValidationError("limits begin at 1") }
        // The kernel hands packets over in blocks of 256 KiB, of which it needs some while others are read.
        guard buffer.bytes >= 1 << 20 else { throw ValidationError("--buffer begins at 1M") }
    }

    var timeline: TimelineOptions {
        var options = RuleSession.timelineOptions
        options.numbersAtOnce = true
        options.operations = maxOperations
        options.responses = 2 * min(maxOperations, 1 << 30)
        options.candidates = maxFailed
        options.totalKeptBytes = maxKept.bytes
        options.keptBytes = min(maxKeptEach.bytes, maxKept.bytes)
        options.anomalies = maxIrregularities
        return options
    }

    var rules: RuleSession.Limits {
        var limits = RuleSession.Limits()
        limits.findings = maxFindings
        limits.waiting = maxJoined
        limits.meetings = maxJoined
        limits.told = maxTold
        limits.remembered = maxRemembered
        return limits
    }

    var selection: DICOMPacketSelection {
        DICOMPacketSelection(limit: maxUndecided.bytes, connectionLimit: maxUndecidedEach.bytes)
    }

    func apply(to limits: inout ReportOptions.Limits) {
        limits.rows = maxRows
        limits.detailsWithFindings = maxDetails - maxDetails / 7
        limits.detailsWithout = maxDetails / 7
    }

    var reassembly: StreamReassembler.Limits {
        var limits = StreamReassembler.Limits()
        limits.connections = maxConnections
        limits.idle = .seconds(idle.seconds)
        limits.totalPendingBytes = maxWaiting.bytes
        limits.pendingBytes = min(maxWaitingEach.bytes, maxWaiting.bytes)
        return limits
    }

    /// How often each limit was reached; those never reached are left out.
    static func reached(
        _ capture: borrowing LiveCapture, _ pipeline: borrowing PacketPipeline, _ report: LiveReport,
        rolling: RollingReport?, packetsGivenUp: UInt64
    ) -> [(name: String, count: UInt64)] {
        let reassembly = pipeline.reassembler.statistics
        let all: [(name: String, count: UInt64)] = [
            ("packets waited in the kernel until others were analysed (--queue)", capture.timesQueueWasFull),
            ("connections followed at once (--max-connections)", reassembly.connectionLimitReached),
            ("silence of a connection (--idle)", reassembly.idleConnections),
            ("bytes waiting behind lost ones of one connection (--max-waiting-each)", reassembly.pendingLimitReached),
            ("bytes waiting behind lost ones in all (--max-waiting)", reassembly.totalPendingLimitReached),
            (
                "operations not kept of an association (--max-operations, --max-kept, --max-kept-each)",
                report.operationsNotKept
            ),
            ("irregularities not kept of an association (--max-irregularities)", report.anomaliesNotKept),
            ("failed connections given up (--max-failed)", UInt64(clamping: pipeline.builder.candidatesNotKept)),
            ("packets given up undecided (--max-undecided, --max-undecided-each)", packetsGivenUp),
            ("findings not kept (--max-findings)", UInt64(clamping: report.rules.findingsNotKept)),
            (
                "findings told at the end of their association (--max-told)",
                UInt64(clamping: report.rules.findingsToldLate)
            ),
            (
                "findings not joined with what is found at the end (--max-joined)",
                UInt64(clamping: report.rules.meetingsNotKept)
            ),
            ("things not remembered (--max-remembered)", UInt64(clamping: report.rules.thingsNotRemembered)),
            ("associations of pairs not listed (--max-pairs)", UInt64(clamping: report.associationsNotListed)),
            ("patient data without a token of its own (--max-tokens)", UInt64(clamping: report.timesWithoutToken)),
            ("associations without a row in the report (--max-rows)", UInt64(clamping: rolling?.rowsNotKept ?? 0)),
            (
                "associations not in full in the report (--max-details)",
                UInt64(clamping: rolling?.detailsNotKept ?? 0)
            ),
        ]
        return all.filter { $0.count > 0 }
    }
}
