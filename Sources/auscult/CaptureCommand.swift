import ArgumentParser
import AssociationTimeline
import PacketCapture
import Reporting
import RuleEngine
import StreamReassembly
import Troubleshooting
import Wording

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

            Memory is bounded by the limits below. Whatever reaches one is counted in the summary.

            A failed attempt is told at once for DICOM's registered ports, for those of --decode-as and for those where \
            DICOM was seen; for another port when DICOM is seen there.

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

    @Flag(help: "Replace the files named; count files of earlier runs among those of --files.")
    var overwrite = false

    @Flag(help: "Save only connections that carry DICOM.")
    var onlyDicom = false

    @Option(
        help: ArgumentHelp(
            "Keep a troubleshooting report in this file: .html, .md, .json or .txt.", valueName: "file"))
    var report: String?

    @Option(help: ArgumentHelp("Write the report anew so often, and at the end.", valueName: "time"))
    var every: TimeAmount?

    @Option(help: ArgumentHelp("Go on as this user; for root: who called sudo, else nobody.", valueName: "name"))
    var user: String?

    @Option(
        name: .customLong("fail-on"), help: "Exit code 1 for findings of this or graver: error, warning, note, never.")
    var failOn = CheckCommand.Threshold.error

    @OptionGroup(title: "Limits on memory") var limits: CaptureLimits
    @OptionGroup var rules: RuleOptions
    @OptionGroup var input: InputOptions

    func validate() throws {
        if interface.isEmpty {
            throw ValidationError("name an interface with --interface; `auscult interfaces` lists them")
        }
        if Set(interface).count < interface.count {
            throw ValidationError("every interface is to be named once, or its packets would be told twice")
        }
        if interface.contains("any"), interface.count > 1 {
            throw ValidationError("`any` is every interface already")
        }
        if file == nil, rotate != nil || files != nil || onlyDicom {
            throw ValidationError("--rotate, --files and --only-dicom need --write")
        }
        if overwrite, file == nil, report == nil { throw ValidationError("--overwrite needs --write or --report") }
        if every != nil, report == nil { throw ValidationError("--every needs --report") }
        guard (64...262_144).contains(snaplen) else { throw ValidationError("--snaplen goes from 64 to 262144") }
        if let files, files < 1 { throw ValidationError("--files begins at 1") }
        if files != nil, rotate == nil { throw ValidationError("--files needs --rotate") }
    }

    func run() throws {
        var gravest: Severity?
        try Failure.reported {
            let signals = try Signals()
            let user = try PrivilegeDrop.user(named: user)
            let capture = try LiveCapture(captureOptions)
            try PrivilegeDrop.perform(user: user)
            let ruleSet = try rules.ruleSet()
            let mask = PatientMask(showsPatientData: input.showsPatientData, tokens: limits.maxTokens)
            let lines = LiveReport(
                format: format, terminal: Terminal.current(descriptor: STDOUT_FILENO, color: input.color),
                mask: mask, descriptor: STDOUT_FILENO,
                rules: RuleSession(rules: ruleSet, limits: limits.rules, mask: mask.shown), pairs: limits.maxPairs)
            let ring = try ring(interfaces: capture.interfaces, user: user)
            let rolling = try rollingReport(rules: ruleSet, mask: mask)
            let pipeline = pipeline(lines, rolling?.builder)
            if let rolling { try begin(rolling, CaptureTotals(summary: capture.summary, pipeline), user: user) }
            var session = LiveSession(
                capture: capture, pipeline: pipeline, report: lines, signals: signals, ring: ring,
                selection: onlyDicom ? limits.selection : nil, rolling: rolling,
                end: LiveSession.End(seconds: duration?.seconds, packets: count))
            try session.run()
            gravest = lines.findings.keys.max()
        }
        if let threshold = failOn.severity, let gravest, gravest >= threshold { throw ExitCode(1) }
    }

    private var captureOptions: LiveCaptureOptions {
        var options = LiveCaptureOptions(interfaces: interface)
        options.filter = bpf
        options.snapLength = snaplen
        options.kernelBufferBytes = limits.buffer.bytes
        options.queueBytes = limits.queue.bytes
        options.isPromiscuous = promiscuous
        return options
    }

    private func pipeline(_ lines: LiveReport, _ builder: ReportBuilder?) -> PacketPipeline {
        var options = limits.timeline
        options.decodeAsPorts = Set(input.decodeAs)
        return PacketPipeline(
            options: options, limits: limits.reassembly, receiver: LiveReceivers(lines: lines, builder: builder),
            observer: LiveObservers(lines: lines, report: builder?.observer))
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
            guard case .unwritable(let why) = error.reason else { throw error }
            throw refusal(of: file, name: error.name, why, user) ?? error
        }
    }

    private func rollingReport(rules: RuleSet, mask: PatientMask) throws -> RollingReport? {
        guard let report else { return nil }
        var options = ReportOptions()
        options.showsPatientData = input.showsPatientData
        options.version = Auscult.configuration.version
        options.commandLine = CommandLineWords.joined(CommandLine.arguments)
        limits.apply(to: &options.limits)
        return try RollingReport(
            path: report, interval: .seconds(every?.seconds ?? 3600), overwrites: overwrite,
            builder: ReportBuilder(rules: rules, options: options, mask: mask))
    }

    /// A first report, of nothing yet, so that what is wrong with the name or the directory is known at once.
    private func begin(_ rolling: RollingReport, _ totals: CaptureTotals, user: PrivilegeDrop.User?) throws {
        do {
            try rolling.write(totals) { _ in nil }
        } catch {
            let (path, why) = (report ?? "", Failure.reason(error))
            throw refusal(of: path, name: path, why, user) ?? CaptureError(path, .unwritable(why))
        }
    }

    /// Where it is not the name that is wrong but the user this goes on as.
    private func refusal(of path: String, name: String, _ why: String, _ user: PrivilegeDrop.User?) -> Failure? {
        // Unsafe: the system reads the path during the call.
        guard let user, unsafe access(directory(of: path), W_OK) != 0 else { return nil }
        return Failure(
            message:
                "\(name): cannot be written by \(user.name), whom this goes on as (\(why)); let that user write there "
                + "(chown \(user.name) on the directory), or name another with --user")
    }

    private func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return String(path[...slash])
    }
}

extension ByteAmount {
    init(bytes: Int) { self.bytes = bytes }
}

extension TimeAmount {
    init(seconds: Int) { self.seconds = seconds }
}
