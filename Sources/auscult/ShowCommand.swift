import ArgumentParser
import AssociationTimeline
import DICOMMessageExchange
import PacketCapture
import Reporting
import RuleEngine
import Wording

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
            Example: auscult show capture.pcapng --association 3 --filter 'op.outcome == failure'
            """)

    @Argument(help: ArgumentHelp("Captures; - is standard input.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("The association's number; not needed where --filter leaves one only.", valueName: "n"))
    var association: Int?

    @Option(help: ArgumentHelp("Only the message with this number.", valueName: "m"))
    var message: Int?

    @Option(
        help: ArgumentHelp(
            "Only an association for which this holds and, where it speaks of op, only the messages of such operations.",
            valueName: "expression"))
    var filter: String?

    @Flag(help: "The bytes of each field, in hexadecimal.")
    var bytes = false

    @OptionGroup var input: InputOptions

    func validate() throws {
        if association == nil, filter == nil {
            throw ValidationError("Give --association with a number of `auscult timeline`, or --filter.")
        }
    }

    func run() throws {
        try Failure.reported { try show() }
    }

    private func show() throws {
        let inputs = try RereadableInputs(files)
        // A filter may ask for what only rules look at.
        var options = filter == nil ? TimelineOptions() : RuleSession.timelineOptions
        options.decodeAsPorts = Set(input.decodeAs)
        let mask = PatientMask(showsPatientData: input.showsPatientData)
        let shown = try choice(inputs, options, mask)
        let report = ShowReport(
            serial: shown.serial, message: message, admits: shown.admits, showsBytes: bytes, mask: mask,
            terminal: Terminal.current(descriptor: STDOUT_FILENO, color: input.color))
        var analysis = try CaptureAnalysis(inputs: inputs.inputs, options: options, receiver: report, observer: report)
        Self.run(&analysis)
        if let message, !(1...max(1, report.messages)).contains(message) || report.messages == 0 {
            throw Failure(
                message: "there is no message \(message): association \(shown.number) has \(report.messages); "
                    + "see auscult show without --message")
        }
        var output = BufferedOutput(descriptor: STDOUT_FILENO)
        try report.finish(number: shown.number, to: &output)
    }

    /// Which association, and which of its messages: known for certain only when the capture has been read.
    private func choice(
        _ inputs: borrowing RereadableInputs, _ options: TimelineOptions, _ mask: PatientMask
    ) throws -> (serial: Int, number: Int, admits: ((DIMSEMessage) -> Bool)?) {
        let admitted = AdmittedMessages(try filter.map { try TimelineFilter.parsed($0) }, mask: mask)
        var analysis = try CaptureAnalysis(inputs: inputs.inputs, options: options, receiver: admitted)
        Self.run(&analysis)
        var serials: [Int: Int] = [:]
        for serial in admitted.serials { if let number = analysis.number(serial: serial) { serials[number] = serial } }
        let count = analysis.totals.associations
        if let association, !(1...max(1, count)).contains(association) || count == 0 {
            throw Failure.noAssociation(association, of: count)
        }
        guard let number = association ?? (serials.count == 1 ? serials.keys.first : nil),
            let serial = serials[number]
        else { throw Self.undecided(association, among: serials.keys.sorted()) }
        return (serial, number, admitted.predicate(serial: serial))
    }

    private static func undecided(_ association: Int?, among numbers: [Int]) -> Failure {
        let some = numbers.prefix(20).map(String.init).joined(separator: ", ") + (numbers.count > 20 ? " ..." : "")
        if numbers.isEmpty { return Failure(message: "--filter holds for no association; see auscult timeline") }
        if let association {
            return Failure(message: "--filter does not hold for association \(association), but for \(some)")
        }
        return Failure(message: "--filter holds for associations \(some); choose one with --association")
    }

    private static func run(_ analysis: inout CaptureAnalysis) {
        var progress = Progress(shares: false)
        while analysis.advance(packets: 1 << 14) {
            progress.update(bytesRead: analysis.progress.bytesRead, total: analysis.progress.total)
        }
        progress.finish()
    }
}
