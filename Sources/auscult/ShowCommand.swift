import ArgumentParser
import AssociationTimeline
import PacketCapture
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One association or message in full: every field of every PDU, data sets as trees.",
        discussion: """
            Numbers of associations are those of `auscult timeline`; messages are counted from 1 in their association.

            Example: auscult show capture.pcapng --association 3
            Example: auscult show capture.pcapng --association 3 --message 2 --bytes
            """)

    @Argument(help: ArgumentHelp("Captures; - is standard input.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("The association's number.", valueName: "n"))
    var association: Int

    @Option(help: ArgumentHelp("Only the message with this number.", valueName: "m"))
    var message: Int?

    @Flag(help: "The bytes of each field, in hexadecimal.")
    var bytes = false

    @OptionGroup var input: InputOptions

    func run() throws {
        try Failure.reported { try show() }
    }

    private func show() throws {
        let inputs = try RereadableInputs(files)
        var options = TimelineOptions()
        options.decodeAsPorts = Set(input.decodeAs)
        let serial = try serial(inputs, options)
        let report = ShowReport(
            serial: serial, message: message, showsBytes: bytes, showsPatientData: input.showsPatientData,
            terminal: Terminal.current(descriptor: STDOUT_FILENO, color: input.color))
        var analysis = try CaptureAnalysis(inputs: inputs.inputs, options: options, receiver: report, observer: report)
        Self.run(&analysis)
        if let message, !(1...max(1, report.messages)).contains(message) || report.messages == 0 {
            throw Failure(
                message: "there is no message \(message): association \(association) has \(report.messages); "
                    + "see auscult show without --message")
        }
        var output = BufferedOutput(descriptor: STDOUT_FILENO)
        try report.finish(number: association, to: &output)
    }

    /// Which association it is that has the number: known for certain only when the capture has been read.
    private func serial(_ inputs: borrowing RereadableInputs, _ options: TimelineOptions) throws -> Int {
        var analysis = try CaptureAnalysis(inputs: inputs.inputs, options: options, receiver: Nobody())
        Self.run(&analysis)
        let count = analysis.totals.associations
        for serial in 0..<count where analysis.number(serial: serial) == association { return serial }
        throw Failure.noAssociation(association, of: count)
    }

    private static func run(_ analysis: inout CaptureAnalysis) {
        var progress = Progress(shares: false)
        while analysis.advance(packets: 1 << 14) {
            progress.update(bytesRead: analysis.progress.bytesRead, total: analysis.progress.total)
        }
        progress.finish()
    }
}

/// Takes associations and keeps nothing of them.
private final class Nobody: AssociationReceiver {
    func ended(_ association: Association) {}
}
