import ArgumentParser
import ConformanceClaims
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ClaimsCommand {
    struct Draft: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A claims file made of what a product does in the traffic.",
            discussion: """
                Each entry tells how often it was seen and where first. Several application entities of one product go \
                into one file.

                Example: auscult claims draft capture.pcapng --ae ARCHIVE > archive.claims.yaml
                Example: auscult claims draft monday.pcapng tuesday.pcapng --ae CT1 --ae CT1_WL
                """)

        @Argument(help: ArgumentHelp("Captures; - is standard input.", valueName: "file"))
        var files: [String]

        @Option(help: ArgumentHelp("An AE title of the product; again for several.", valueName: "title"))
        var ae: [String]

        @OptionGroup var input: InputOptions

        func run() throws {
            try Failure.reported { try draft() }
        }

        private func draft() throws {
            let observer = ProductObserver(ProductIdentity(aeTitles: ae))
            let analysis = try ProductAnalysis(files, input, observer)
            let draft = ClaimsDraft(
                observer.finish(), aeTitles: ae, source: analysis.source,
                number: analysis.number(serial:))
            guard draft.associations > 0 else {
                let titles = ae.joined(separator: ", ")
                throw Failure(
                    message:
                        "no association of \(titles) is in the capture; auscult timeline lists the AE titles there are")
            }
            var output = BufferedOutput(descriptor: STDOUT_FILENO)
            try output.write(draft.text)
            try output.flush()
        }
    }
}
