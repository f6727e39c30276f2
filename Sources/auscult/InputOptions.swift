import ArgumentParser
import PacketCapture
import Reporting

extension Terminal.ColorChoice: ExpressibleByArgument {}

/// What every command that reads captures has.
struct InputOptions: ParsableArguments {
    @Option(
        name: .customLong("decode-as"),
        help: ArgumentHelp("Read connections to this port as DICOM, whatever they look like.", valueName: "port"))
    var decodeAs: [UInt16] = []

    @Flag(name: .customLong("show-phi"), help: "Show patient data. Passcodes and tokens stay hidden.")
    var showsPatientData = false

    @Option(help: "Colour: auto, always or never.")
    var color = Terminal.ColorChoice.auto
}
