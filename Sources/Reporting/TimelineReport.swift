import AssociationTimeline
import Evidence
import Wording

/// `auscult timeline`: takes associations as they end, writes them when their numbers are known. Text and JSON begin with
/// the capture, known only at its end, and list associations in the order of their numbers; so they wait in a spool.
/// NDJSON is written as soon as an association ends, the capture's record last.
public final class TimelineReport: AssociationReceiver {
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case text, json, ndjson
    }

    private let format: Format
    private let terminal: Terminal
    private var text: TextTimeline
    private var json: JSONTimeline
    private var spool = Spool()
    private var overview = CaptureOverview()
    private var output: BufferedOutput
    private var failure: OutputError?

    public init(
        format: Format, options: TextOptions = TextOptions(), terminal: Terminal, showsPatientData: Bool = false,
        descriptor: Int32
    ) {
        self.format = format
        var options = options
        options.showsPatientData = showsPatientData
        text = TextTimeline(terminal: terminal, options: options)
        self.terminal = terminal
        json = JSONTimeline(mask: PatientMask(showsPatientData: showsPatientData))
        output = BufferedOutput(descriptor: descriptor)
    }

    /// To be called where not every association is given to `ended`: everybody gets the same token all the same.
    public func meet(_ association: Association) { json.mask.meet(association) }

    public func ended(_ association: Association) {
        guard failure == nil else { return }
        do {
            try take(association)
        } catch {
            failure = error
        }
    }

    /// To be called now and then: writes what can be written before the capture's end, which is what NDJSON has of
    /// associations whose number is certain.
    /// - Throws: also what went wrong since the last call.
    public func writeCertain(only: Int? = nil, number: (_ serial: Int) -> Int?) throws(OutputError) {
        if let failure { throw failure }
        // With many waiting, some early connection keeps all of them uncertain: no use in asking each time.
        guard format == .ndjson, !spool.entries.isEmpty, spool.entries.count < Self.mostAsked else { return }
        var waiting: [Spool.Entry] = []
        for entry in spool.entries {
            guard let id = number(entry.serial) else {
                waiting.append(entry)
                continue
            }
            if only == nil || only == id { try writeLine(id: id, entry) }
        }
        if waiting.count < spool.entries.count { try output.flush() }
        spool.keep(waiting)
    }

    private static let mostAsked = 1024

    /// Writes all that waits. `number` is now certain for every serial. With `only`, that one association alone.
    public func finish(_ facts: CaptureTotals, only: Int? = nil, number: (_ serial: Int) -> Int?) throws(OutputError) {
        if let failure { throw failure }
        let ordered = spool.entries.compactMap { entry in number(entry.serial).map { (id: $0, entry: entry) } }
            .filter { only == nil || $0.id == only }.sorted { $0.id < $1.id }
        switch format {
        case .text: try finishText(facts, ordered, isWhole: only == nil)
        case .json: try finishJSON(facts, ordered)
        case .ndjson:
            for (id, entry) in ordered { try writeLine(id: id, entry) }
            var line = JSONWriter()
            line.object { json in
                json.member("record", "capture")
                json.member("schema", JSONTimeline.schema)
                json.capture(facts)
            }
            try output.write(line.take())
            try output.write("\n")
        }
        try output.flush()
    }

    private func take(_ association: Association) throws(OutputError) {
        overview.add(association)
        guard format != .text else {
            let headline = try text.render(association, into: &spool)
            return try spool.endRecord(serial: association.serial, headline: headline)
        }
        try json.render(association, into: &spool)
        try spool.endRecord(serial: association.serial)
    }

    private func writeLine(id: Int, _ entry: Spool.Entry) throws(OutputError) {
        try output.write("{\"record\":\"association\",\"id\":\(id)")
        try spool.writeRecord(entry, to: &output)
        try output.write("\n")
    }

    private func finishJSON(_ facts: CaptureTotals, _ ordered: [(id: Int, entry: Spool.Entry)]) throws(OutputError) {
        var beginning = JSONWriter()
        beginning.beginObject()
        beginning.member("schema", JSONTimeline.schema)
        beginning.member("capture") { $0.capture(facts) }
        beginning.key("associations")
        beginning.beginArray()
        try output.write(beginning.take())
        for (index, (id, entry)) in ordered.enumerated() {
            try output.write((index == 0 ? "\n" : ",\n") + "{\"id\":\(id)")
            try spool.writeRecord(entry, to: &output)
        }
        try output.write("\n]}\n")
    }

    private func finishText(
        _ facts: CaptureTotals, _ ordered: [(id: Int, entry: Spool.Entry)], isWhole: Bool
    ) throws(OutputError) {
        if isWhole { try writeSummary(facts, ordered) }
        for (id, entry) in ordered {
            try output.write(TextTimeline.beginning(id: id, terminal))
            try spool.writeRecord(entry, to: &output)
        }
    }

    private func writeSummary(
        _ facts: CaptureTotals, _ ordered: [(id: Int, entry: Spool.Entry)]
    ) throws(OutputError) {
        var layout = TextLayout(terminal)
        SummaryText(facts: facts, overview: overview).write(into: &layout)
        layout.newLine()
        let troubled = ordered.filter { $0.entry.headlineLength > 0 }
        if !troubled.isEmpty, ordered.count > 1 {
            layout.line(StyledText("Look at", .strong), hanging: 0)
            try output.write(layout.take())
            for (id, entry) in troubled.prefix(SummaryText.mostTroubles) {
                try output.write("  ")
                try output.write(TextTimeline.beginning(id: id, terminal))
                try spool.writeHeadline(entry, to: &output)
            }
            let rest = troubled.count - SummaryText.mostTroubles
            if rest > 0 { layout.line(StyledText("  and \(counted(rest, "more association"))"), hanging: 2) }
            layout.newLine()
        }
        try output.write(layout.take())
    }
}
