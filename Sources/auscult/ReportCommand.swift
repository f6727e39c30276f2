import ArgumentParser
import AssociationTimeline
import ConformanceClaims
import PacketCapture
import Reporting
import RuleEngine
import Troubleshooting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ReportFormat: ExpressibleByArgument {}

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "The troubleshooting report: what failed, whose side, why, what to change, the evidence.",
        discussion: """
            Without --output the report goes to standard output: as text on a terminal, as a web page otherwise.

            Example: auscult report capture.pcapng
            Example: auscult report monday.pcapng tuesday.pcapng.gz --output report.html
            Example: auscult report capture.pcapng --claims orthanc --output report.html
            Example: auscult report capture.pcapng --format markdown --filter 'assoc.callingAETitle == "CT1"'
            """)

    @Argument(help: ArgumentHelp("Captures; - is standard input.", valueName: "file"))
    var files: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("Where the report goes.", valueName: "file"))
    var output: String?

    @Option(help: "html, markdown, json or text; otherwise as the output file's name says.")
    var format: ReportFormat?

    @Option(help: ArgumentHelp("Only associations for which this holds.", valueName: "expression"))
    var filter: String?

    @Option(help: ArgumentHelp("Only associations that went on after this: 2026-01-31T10:00 (UTC).", valueName: "time"))
    var since: CaptureTime?

    @Option(help: ArgumentHelp("Only associations begun before this.", valueName: "time"))
    var until: CaptureTime?

    @Option(
        help: ArgumentHelp(
            "A chapter on the claims of a product against the whole capture: its claims file, or a name built in.",
            valueName: "claims"))
    var claims: String?

    @OptionGroup var rules: RuleOptions
    @OptionGroup var input: InputOptions

    func run() throws {
        try Failure.reported { try report() }
    }

    private func report() throws {
        if let output { try OutputFile.refuse(output, amongInputs: files) }
        let hashes = FileHashes(files)
        let rules = try rules.ruleSet()
        var options = ReportOptions()
        options.showsPatientData = input.showsPatientData
        options.filter = try filter.map { try TimelineFilter.parsed($0) }
        options.since = since?.timestamp
        options.until = until?.timestamp
        let format = chosenFormat
        options.limits.furtherDetails = format.furtherDetails
        options.version = Auscult.configuration.version
        options.commandLine = CommandLineWords.joined(CommandLine.arguments)
        let further = format == .html ? PackedAssociations() : nil
        let builder = ReportBuilder(rules: rules, options: options, further: further)
        let statement = try claims.map { try ClaimsFile($0).statement() }
        let product = statement.map { ProductObserver(ProductIdentity($0), for: $0) }
        var timeline = ReportBuilder.timelineOptions
        timeline.decodeAsPorts = Set(input.decodeAs)
        let queue = AssociationQueue(builder)
        var receiver: any AssociationReceiver = queue
        var observer = builder.observer
        if let product {
            receiver = ReceiverPair(receiver, product)
            observer = ObserverPair(observer, product.dataSets)
        }
        var analysis = try CaptureAnalysis(
            inputs: files.map { CaptureInput(argument: $0) }, options: timeline, receiver: receiver,
            observer: observer, inspect: hashes.update)
        var progress = Progress(shares: false)
        while analysis.advance(packets: 1 << 14) {
            progress.update(bytesRead: analysis.progress.bytesRead, total: analysis.progress.total)
        }
        progress.finish()
        queue.settle()
        let totals = analysis.totals
        let numbers = (0..<totals.associations).map { analysis.number(serial: $0) }
        func number(_ serial: Int) -> Int? { numbers.indices.contains(serial) ? numbers[serial] : nil }
        var report = builder.report(totals: totals, files: hashes.files(totals.summary), number: number)
        if let statement, let product {
            report.claims = ClaimsChapter(ClaimsCheck(statement, product.finish()), number: number)
        }
        try write(report, format, further)
    }

    private var chosenFormat: ReportFormat {
        if let format { return format }
        guard let output, output != "-" else { return isatty(STDOUT_FILENO) != 0 ? .text : .html }
        return ReportFormat(fileName: output) ?? .html
    }

    private func write(_ report: TroubleshootingReport, _ format: ReportFormat, _ further: PackedAssociations?) throws {
        guard let path = output, path != "-" else {
            var output = BufferedOutput(descriptor: STDOUT_FILENO)
            return try format.write(
                report, terminal: Terminal.current(descriptor: STDOUT_FILENO, color: input.color), further: further,
                to: &output)
        }
        var file = try OutputFile.open(path)
        var output = BufferedOutput(descriptor: file.descriptor)
        try format.write(
            report, terminal: Terminal.current(descriptor: file.descriptor, color: input.color), further: further,
            to: &output)
        try file.finish()
    }
}
