import ArgumentParser
import ConformanceClaims
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ClaimsCommand {
    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Errors in a claims file, and claims that contradict each other or the standard.",
            discussion: """
                Exit: 0 nothing at or above --fail-on, 1 something.

                Example: auscult claims lint modality.claims.yaml
                """)
        @Argument(help: ArgumentHelp("Claims files; - is standard input.", valueName: "claims")) var files: [String]
        @Option(help: ArgumentHelp("The least that makes the exit code 1: error or warning.", valueName: "severity"))
        var failOn = ClaimsDiagnostic.Severity.error
        @Option(help: "Colour: auto, always or never.") var color = Terminal.ColorChoice.auto

        func run() throws {
            var fails = false
            try Failure.reported {
                let listing = ClaimsListing(terminal: .current(descriptor: STDOUT_FILENO, color: color))
                for argument in files {
                    let file = try ClaimsFile(argument)
                    let diagnostics = ConformanceStatement.lint(text: file.text, file: file.name)
                    try listing.write(diagnostics, of: file.name, descriptor: STDOUT_FILENO)
                    if diagnostics.contains(where: { failOn == .warning || $0.severity == .error }) { fails = true }
                }
            }
            if fails { throw ExitCode(1) }
        }
    }

    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The JSON Schema of claims files, for editors.",
            discussion: """
                An editor with a YAML language server checks and completes a file that begins with \
                `# yaml-language-server: $schema=claims.schema.json`.

                Example: auscult claims schema > claims.schema.json
                """)

        func run() throws {
            try Failure.reported {
                var output = BufferedOutput(descriptor: STDOUT_FILENO)
                try output.write(ClaimsSchema.json)
                try output.flush()
            }
        }
    }
}

extension ClaimsDiagnostic.Severity: ExpressibleByArgument {}
