import AssociationTimeline
import PacketCapture
import Reporting
import RuleEngine
import Troubleshooting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The troubleshooting report of a capture under way, written anew now and then. Whoever opens the file finds a whole one.
final class RollingReport {
    let builder: ReportBuilder
    /// Why the file is not up to date; `nil` while all is well.
    private(set) var trouble: String?

    private let path: String
    private let format: ReportFormat
    private let interval: Duration
    private var due: ContinuousClock.Instant
    /// Associations that have ended and whose number is not certain yet, by serial, in the order they ended.
    private var unnumbered: [Int] = []
    /// Beyond it the oldest gets a number that is about right.
    private static let mostUnnumbered = 65_536

    /// - Throws: `CaptureError` where there is a file of that name that may not be replaced.
    init(path: String, interval: Duration, overwrites: Bool, builder: ReportBuilder) throws(CaptureError) {
        // Unsafe: the system reads the path during the call.
        if !overwrites, unsafe access(path, F_OK) == 0 { throw CaptureError(path, .exists) }
        self.builder = builder
        self.path = path
        self.interval = interval
        format = ReportFormat(fileName: path) ?? .html
        due = .now + interval
    }

    var rowsNotKept: Int { builder.rowsNotKept }
    var detailsNotKept: Int { builder.detailsNotKept }
    var isDue: Bool { ContinuousClock.now >= due }

    /// To be called when an association has ended, before its number may be forgotten.
    func ended(serial: Int) { unnumbered.append(serial) }

    /// Takes over the numbers that have become certain, and returns the serials that nobody asks for any more.
    func settle(number: (Int) -> Int?) -> [Int] {
        var settled: [Int] = []
        let surplus = unnumbered.count - Self.mostUnnumbered
        var waiting: [Int] = []
        for (index, serial) in unnumbered.enumerated() {
            let certain = number(serial)
            if let certain { builder.note(number: certain, serial: serial) }
            if certain != nil || index < surplus { settled.append(serial) } else { waiting.append(serial) }
        }
        unnumbered = waiting
        return settled
    }

    /// Puts what there is to tell by now in the place of the file.
    func write(_ totals: CaptureTotals, number: (Int) -> Int?) throws(OutputError) {
        due = .now + interval
        let report = builder.report(totals: totals, number: number)
        var file = try ReplacedFile(path: path)
        var output = BufferedOutput(descriptor: file.descriptor)
        try format.write(report, terminal: Terminal(), to: &output)
        try file.finish()
    }

    /// The same, where a failure is to be told and nothing is to end for it.
    func update(_ totals: CaptureTotals, number: (Int) -> Int?) {
        do {
            try write(totals, number: number)
            trouble = nil
        } catch {
            trouble = "\(path): the report cannot be written (\(Failure.reason(error))); the one before stays"
        }
    }
}
