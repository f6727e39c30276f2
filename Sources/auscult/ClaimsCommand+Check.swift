import ArgumentParser
import AssociationTimeline
import ConformanceClaims
import PacketCapture
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ClaimsCheckReport.Format: ExpressibleByArgument {}

extension ClaimsCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A product's claims against what it did in the traffic.",
            discussion: """
                Every claim is confirmed, contradicted, deviating from a default that a site may change, partly \
                exercised, not exercised or not observable; contexts on two levels: negotiated and really used. Exit \
                code 1 when a claim is contradicted, or when less than --require-coverage was exercised.

                Example: auscult claims check capture.pcapng --claims modality.claims.yaml
                Example: auscult claims check capture.pcapng --claims orthanc --ae PACS --require-coverage 60
                """)

        @Argument(help: ArgumentHelp("Captures; - is standard input.", valueName: "file"))
        var files: [String]

        @Option(help: ArgumentHelp("A claims file, or the name of one that is built in.", valueName: "claims"))
        var claims: String

        @Option(help: "text, json, junit, html or markdown.")
        var format = ClaimsCheckReport.Format.text

        @Option(
            name: .customLong("require-coverage"),
            help: ArgumentHelp("Exit code 1 when less of the statement was exercised.", valueName: "percent"))
        var requiredCoverage: Double?

        @Option(
            help: ArgumentHelp(
                "The product is who has this AE title, whatever the claims file says.", valueName: "title"))
        var ae: [String] = []

        @Flag(help: "Every claim on a line of its own.")
        var verbose = false

        @OptionGroup var input: InputOptions

        func validate() throws {
            if let requiredCoverage, !(0...100).contains(requiredCoverage) {
                throw ValidationError("--require-coverage is a percentage, 0 to 100")
            }
        }

        func run() throws {
            var fails = false
            try Failure.reported { fails = try check() }
            if fails { throw ExitCode(1) }
        }

        private func check() throws -> Bool {
            let statement = try ClaimsFile(claims).statement()
            let identity = ae.isEmpty ? ProductIdentity(statement) : ProductIdentity(aeTitles: ae)
            let observer = ProductObserver(identity, for: statement)
            let analysis = try ProductAnalysis(files, input, observer)
            let check = ClaimsCheck(statement, observer.finish())
            let terminal = Terminal.current(descriptor: STDOUT_FILENO, color: input.color)
            try ClaimsCheckReport(format: format, terminal: terminal, isVerbose: verbose)
                .write(check, totals: analysis.totals, number: analysis.number(serial:), descriptor: STDOUT_FILENO)
            let exercised = check.coverage.percent ?? 0
            if let requiredCoverage, exercised < requiredCoverage {
                Failure.tell("\(exercised) % of the statement was exercised, and \(requiredCoverage) % is required")
                return true
            }
            return check.contradictions > 0
        }
    }
}
