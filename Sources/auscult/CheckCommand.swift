import ArgumentParser
import AssociationTimeline
import ConformanceClaims
import PacketCapture
import Reporting
import RuleEngine
import Wording

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension CheckReport.Format: ExpressibleByArgument {}

struct CheckCommand: ParsableCommand {
    enum Threshold: String, ExpressibleByArgument, CaseIterable {
        case error, warning, note, never

        var severity: Severity? { Severity(rawValue: rawValue) }
    }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "What is wrong: findings, with clause, cause and remedy.",
        discussion: """
            Exit code 1 when there is a finding of --fail-on or graver.

            Example: auscult check capture.pcapng
            Example: auscult check capture.pcapng --fail-on warning --format sarif
            """)

    @Argument(help: ArgumentHelp("Captures; - is standard input.", valueName: "file"))
    var files: [String]

    @Option(help: "text, json, sarif or junit.")
    var format = CheckReport.Format.text

    @Option(name: .customLong("fail-on"), help: "error, warning, note or never.")
    var failOn = Threshold.error

    @Option(help: ArgumentHelp("Only associations for which this holds.", valueName: "expression"))
    var filter: String?

    @Option(
        help: ArgumentHelp(
            "The claims file of a product, or the name of one that is built in, for rules of your own that speak of it.",
            valueName: "claims"))
    var claims: String?

    @Flag(help: "List what could not be evaluated, and why.")
    var verbose = false

    @OptionGroup var rules: RuleOptions
    @OptionGroup var input: InputOptions

    func run() throws {
        var fails = false
        try Failure.reported { fails = try check() }
        if fails { throw ExitCode(1) }
    }

    private func check() throws -> Bool {
        let rules = try rules.ruleSet()
        let filter = try filter.map { try TimelineFilter.parsed($0) }
        let mask = PatientMask(showsPatientData: input.showsPatientData)
        let claims = try claims.map { StatementClaims(try ClaimsFile($0).statement()) }
        let session = RuleSession(rules: rules, filter: filter, claims: claims, mask: mask.shown)
        var options = RuleSession.timelineOptions
        options.decodeAsPorts = Set(input.decodeAs)
        let queue = AssociationQueue(CheckReport.receiver(session, mask: mask))
        var analysis = try CaptureAnalysis(
            inputs: files.map { CaptureInput(argument: $0) }, options: options, receiver: queue)
        var progress = Progress(shares: false)
        while analysis.advance(packets: 1 << 14) {
            progress.update(bytesRead: analysis.progress.bytesRead, total: analysis.progress.total)
        }
        progress.finish()
        queue.settle()
        let result = session.finish(totals: analysis.totals) { analysis.number(serial: $0) }
        let terminal = Terminal.current(descriptor: STDOUT_FILENO, color: input.color)
        try CheckReport(format: format, terminal: terminal, isVerbose: verbose)
            .write(result, rules: rules, descriptor: STDOUT_FILENO)
        guard let threshold = failOn.severity, let gravest = result.gravest else { return false }
        return gravest >= threshold
    }
}

extension TimelineFilter {
    static func parsed(_ source: String) throws -> TimelineFilter {
        do {
            return try TimelineFilter(source)
        } catch { throw Failure(message: "--filter \(error.description)") }
    }
}
