import ArgumentParser
import AssociationTimeline
import PacketCapture
import Reporting
import RuleEngine
import StreamReassembly

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension LiveReport.Format: ExpressibleByArgument {}

struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Associations on an interface as they happen. Nothing is ever sent.",
        discussion: """
            Ctrl-C or SIGTERM ends with a summary; SIGUSR1 prints the summary and goes on; SIGHUP begins another file. \
            Interfaces are opened first, then root and every other privilege are given up for good.

            On a mirror port with VLAN tags a filter needs both: --bpf 'tcp port 104 or (vlan and tcp port 104)'.

            Memory is bounded: --buffer for each interface and --queue for packets not yet analysed, 64 MiB of bytes that \
            wait behind lost ones, --max-connections, and of each association --max-operations. Whatever reaches its limit \
            is counted in the summary.

            Failed attempts are told for DICOM's registered ports, for those of --decode-as and for those where DICOM was \
            seen.

            Example: auscult capture --interface eth1
            Example: auscult capture --interface eth1 --write mirror.pcapng --rotate 100M,1h --files 48 --only-dicom
            """)

    @Option(
        name: [.customShort("i"), .long], parsing: .singleValue,
        help: ArgumentHelp("An interface of `auscult interfaces`; again for several, `any` for all.", valueName: "if"))
    var interface: [String] = []

    @Option(help: ArgumentHelp("Only packets that pass this filter, in tcpdump's language.", valueName: "expr"))
    var bpf: String?

    @Option(help: ArgumentHelp("Bytes kept of each packet.", valueName: "bytes"))
    var snaplen = 262_144

    @Option(help: ArgumentHelp("The kernel's buffer for each interface, such as 64M.", valueName: "size"))
    var buffer = ByteAmount(bytes: 32 << 20)

    @Option(help: ArgumentHelp("Memory for packets taken and not yet analysed.", valueName: "size"))
    var queue = ByteAmount(bytes: 64 << 20)

    @Flag(inversion: .prefixedNo, help: "Also what is not addressed to this machine.")
    var promiscuous = true

    @Option(help: ArgumentHelp("End after so long, such as 30s, 10m, 8h.", valueName: "time"))
    var duration: TimeAmount?

    @Option(help: ArgumentHelp("End after so many packets.", valueName: "packets"))
    var count: UInt64?

    @Option(help: "text or ndjson.")
    var format = LiveReport.Format.text

    @Option(name: .customLong("write"), help: ArgumentHelp("Save what is seen in this pcapng file.", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("Begin another file at this size or age: 100M, 1h, or 100M,1h.", valueName: "when"))
    var rotate: Rotation?

    @Option(help: ArgumentHelp("Keep so many files, the newest.", valueName: "n"))
    var files: Int?

    @Option(help: ArgumentHelp("Leave so much of the disk free.", valueName: "size"))
    var diskFloor = ByteAmount(bytes: 1 << 30)

    @Flag(help: "Replace the file; count files of earlier runs among those of --files.")
    var overwrite = false

    @Flag(help: "Save only connections that carry DICOM.")
    var onlyDicom = false

    @Option(help: ArgumentHelp("Go on as this user; for root: who called sudo, else nobody.", valueName: "name"))
    var user: String?

    @Option(
        help: ArgumentHelp("Connections followed at once; beyond them the one longest silent is ended.", valueName: "n")
    )
    var maxConnections = 65_536

    @Option(help: ArgumentHelp("Operations kept of one association; all are told as they happen.", valueName: "n"))
    var maxOperations = 10_000

    @Option(help: ArgumentHelp("A connection silent for so long is ended.", valueName: "time"))
    var idle = TimeAmount(seconds: 7200)

    @Option(
        name: .customLong("fail-on"), help: "Exit code 1 for findings of this or graver: error, warning, note, never.")
    var failOn = CheckCommand.Threshold.error

    @OptionGroup var rules: RuleOptions
    @OptionGroup var input: InputOptions

    func validate() throws {
        if interface.isEmpty {
            throw ValidationError("name an interface with --interface; `auscult interfaces` lists them")
        }
        if file == nil, rotate != nil || files != nil || overwrite || onlyDicom {
            throw ValidationError("--rotate, --files, --overwrite and --only-dicom need --write")
        }
        guard (64...262_144).contains(snaplen) else { throw ValidationError("--snaplen goes from 64 to 262144") }
        if let files, files < 1 { throw ValidationError("--files begins at 1") }
        if files != nil, rotate == nil { throw ValidationError("--files needs --rotate") }
        guard maxConnections > 0, maxOperations > 0 else { throw ValidationError("limits begin at 1") }
    }

    func run() throws {
        var gravest: Severity?
        try Failure.reported {
            let signals = try Signals()
            let user = try PrivilegeDrop.user(named: user)
            let capture = try LiveCapture(captureOptions)
            try PrivilegeDrop.perform(user: user)
            let report = LiveReport(
                format: format, terminal: Terminal.current(descriptor: STDOUT_FILENO, color: input.color),
                showsPatientData: input.showsPatientData, descriptor: STDOUT_FILENO,
                rules: RuleSession(
                    rules: try rules.ruleSet(), mask: CheckReport.mask(showsPatientData: input.showsPatientData)))
            let ring = try ring(interfaces: capture.interfaces, user: user)
            var session = LiveSession(
                capture: capture, pipeline: pipeline(report), report: report, signals: signals,
                ring: ring, onlyDICOM: onlyDicom,
                end: LiveSession.End(seconds: duration?.seconds, packets: count))
            try session.run()
            gravest = report.findings.keys.max()
        }
        if let threshold = failOn.severity, let gravest, gravest >= threshold { throw ExitCode(1) }
    }

    private var captureOptions: LiveCaptureOptions {
        var options = LiveCaptureOptions(interfaces: interface)
        options.filter = bpf
        options.snapLength = snaplen
        options.kernelBufferBytes = buffer.bytes
        options.queueBytes = queue.bytes
        options.isPromiscuous = promiscuous
        return options
    }

    private func pipeline(_ report: LiveReport) -> PacketPipeline {
        var options = TimelineOptions()
        options.decodeAsPorts = Set(input.decodeAs)
        options.decidesAtOnce = true
        options.operations = maxOperations
        options.responses = 2 * maxOperations
        options.responsesPerOperation = 100
        options.anomalies = 200
        options.tcpEvents = 200
        var limits = StreamReassembler.Limits()
        limits.connections = maxConnections
        limits.idle = .seconds(idle.seconds)
        return PacketPipeline(options: options, limits: limits, receiver: report, observer: report)
    }

    private func ring(
        interfaces: [CaptureSummary.Interface], user: PrivilegeDrop.User?
    ) throws -> CaptureFileRing? {
        guard let file else { return nil }
        var options = CaptureFileRing.Options(path: file)
        options.fileBytes = rotate?.bytes.map { UInt64($0) }
        options.fileSeconds = rotate?.seconds
        options.files = files
        options.freeBytes = UInt64(clamping: diskFloor.bytes)
        options.overwrites = overwrite
        do {
            return try CaptureFileRing(options, interfaces: interfaces, now: .now)
        } catch {
            guard case .unwritable(let why) = error.reason, let user else { throw error }
            throw Failure(
                message:
                    "\(error.name): cannot be written by \(user.name), whom this goes on as (\(why)); let that user write "
                    + "there (chown \(user.name) on the directory), or name another with --user")
        }
    }
}

extension ByteAmount {
    init(bytes: Int) { self.bytes = bytes }
}

extension TimeAmount {
    init(seconds: Int) { self.seconds = seconds }
}
