import ArgumentParser

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@main
struct Auscult: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "auscult",
        abstract: "Listens to DICOM traffic and says what is wrong. It never sends a packet.",
        discussion: """
            FILE is a capture: pcap or pcapng, also gzip-compressed; `-` is standard input. Several are read in time order \
            as one. Patient data is masked unless --show-phi is given.

            Example: auscult timeline capture.pcapng
            """,
        version: "0.1.0",
        subcommands: [
            TimelineCommand.self, ShowCommand.self, CheckCommand.self, ReportCommand.self, ClaimsCommand.self,
            RulesCommand.self, CaptureCommand.self, InterfacesCommand.self,
        ])

    static func main() {
        // A reader that goes away (`| head`) is told by `write`, not by a signal.
        signal(SIGPIPE, SIG_IGN)
        main(nil)
    }
}
