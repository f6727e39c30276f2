import ArgumentParser
import PacketCapture
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct InterfacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interfaces",
        abstract: "What can be captured on, and what to do where it cannot.",
        discussion: "Example: auscult interfaces")

    @Option(help: "Colour: auto, always or never.")
    var color = Terminal.ColorChoice.auto

    func run() throws {
        try Failure.reported {
            var output = BufferedOutput(descriptor: STDOUT_FILENO)
            let listing = InterfaceListing(
                try CaptureInterface.all(), terminal: Terminal.current(descriptor: STDOUT_FILENO, color: color))
            try listing.write(to: &output)
            try output.flush()
        }
    }
}
