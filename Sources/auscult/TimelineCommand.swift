import ArgumentParser
import AssociationTimeline
import PacketCapture
import Reporting
import RuleEngine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension TimelineReport.Format: ExpressibleByArgument {}

struct TimelineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "What happened, in order: every association with its operations.",
        discussion: """
            Example: auscult timeline monday.pcapng tuesday.pcapng.gz
            Example: tcpdump -U -w - port 104 | auscult timeline - --format ndjson
            Example: auscult timeline day.pcapng --filter 'assoc.calledAETitle == "ARCHIVE" and op.outcome == failure'
            """)

    @Argument(help: ArgumentHelp("Captures; - is standard input.", valueName: "file"))
    var files: [String]

    @Option(help: "text, json or ndjson.")
    var format = TimelineReport.Format.text

    @Option(help: ArgumentHelp("Only the association with this number.", valueName: "n"))
    var association: Int?

    @Option(
        help: ArgumentHelp(
            "Only associations, and of these operations, for which this holds; `auscult rules schema` lists the facts.",
            valueName: "expression"))
    var filter: String?

    @Flag(help: "Show what TCP did, too.")
    var tcp = false

    @Flag(help: "Every operation and every response on a line of its own.")
    var expand = false

    @Flag(help: "Every PDU on a line of its own.")
    var pdus = false

    @OptionGroup var input: InputOptions

    func run() throws {
        try Failure.reported { try analyse() }
    }

    private func analyse() throws {
        var text = TextOptions()
        text.showsTCP = tcp
        text.expands = expand
        text.listsPDUs = pdus
        let report = TimelineReport(
            format: format, options: text,
            terminal: Terminal.current(descriptor: STDOUT_FILENO, color: input.color),
            showsPatientData: input.showsPatientData, descriptor: STDOUT_FILENO)
        // A filter may ask for what only rules look at.
        var options = filter == nil ? TimelineOptions() : RuleSession.timelineOptions
        options.keepsDataPDUs = pdus || format != .text
        options.decodeAsPorts = Set(input.decodeAs)
        var analysis = try CaptureAnalysis(
            inputs: files.map { CaptureInput(argument: $0) }, options: options,
            receiver: try filter.map { FilteringReceiver(try TimelineFilter.parsed($0), report) } ?? report)
        var progress = Progress(shares: format == .ndjson && isatty(STDOUT_FILENO) != 0)
        while analysis.advance(packets: 1 << 14) {
            try report.writeCertain(only: association) { analysis.number(serial: $0) }
            progress.update(bytesRead: analysis.progress.bytesRead, total: analysis.progress.total)
        }
        progress.finish()
        let totals = analysis.totals
        if let association, !(1...max(1, totals.associations)).contains(association) || totals.associations == 0 {
            throw Failure.noAssociation(association, of: totals.associations)
        }
        try report.finish(totals, only: association) { analysis.number(serial: $0) }
    }
}

extension Failure {
    static func noAssociation(_ number: Int, of count: Int) -> Failure {
        let range = count == 0 ? "none" : count == 1 ? "1 only" : "1 to \(count)"
        return Failure(message: "there is no association \(number): the capture has \(range); see auscult timeline")
    }
}
