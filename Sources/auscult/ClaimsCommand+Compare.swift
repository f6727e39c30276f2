import ArgumentParser
import ConformanceClaims
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ClaimsCommand {
    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Whether two products will work together, by their claims files.",
            discussion: "Example: auscult claims compare modality.claims.yaml orthanc")
        @Argument(help: ArgumentHelp("A claims file.", valueName: "claims")) var first: String
        @Argument(help: ArgumentHelp("The other one's.", valueName: "claims")) var second: String
        @Option(help: "text, json or markdown.") var format = ComparisonReport.Format.text
        @Option(help: "Colour: auto, always or never.") var color = Terminal.ColorChoice.auto

        func run() throws {
            try Failure.reported {
                let comparison = StatementComparison(
                    try ClaimsFile(first).statement(), try ClaimsFile(second).statement())
                try ComparisonReport(format: format, terminal: .current(descriptor: STDOUT_FILENO, color: color))
                    .write(comparison, descriptor: STDOUT_FILENO)
            }
        }
    }
}

extension ComparisonReport.Format: ExpressibleByArgument {}
