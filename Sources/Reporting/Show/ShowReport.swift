import AssociationTimeline
import ByteReading
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import Wording

/// `auscult show`: one association, or one of its messages, in full. What passes is rendered as it passes; the heading,
/// known at the end, is written before it.
public final class ShowReport: AssociationReceiver, AssociationObserver {
    private let serial: Int
    private let message: Int?
    private let admits: ((DIMSEMessage) -> Bool)?
    private let columns: ByteColumns
    private let terminal: Terminal
    private let mask: PatientMask
    private var spool = Spool()
    private var layout: TextLayout
    private var start = Timestamp(nanoseconds: 0)
    private var contexts: [UInt8: UID] = [:]
    private var hidden: [String] = []
    private var association: Association?
    /// The last line is a note, which stands outside the blocks.
    private var followsNote = false
    private var failure: OutputError?
    /// Messages seen whole, or as whole as they came.
    public private(set) var messages = 0

    /// - Parameters:
    ///   - serial: the association's.
    ///   - message: counted from 1 in the order in which messages are complete; `nil` for everything.
    ///   - admits: only messages for which it holds are shown; `nil` for everything.
    ///   - mask: one that has met the capture's associations gives everybody the token of the timeline.
    public init(
        serial: Int, message: Int?, admits: ((DIMSEMessage) -> Bool)? = nil, showsBytes: Bool, mask: PatientMask,
        terminal: Terminal
    ) {
        self.serial = serial
        self.message = message
        self.admits = admits
        columns = ByteColumns(showsBytes: showsBytes, width: terminal.width)
        self.terminal = terminal
        self.mask = mask
        layout = TextLayout(terminal)
    }

    private var showsEverything: Bool { message == nil && admits == nil }

    public func wantsDetail(of association: borrowing Association) -> Bool { association.serial == serial }

    public func began(_ association: borrowing Association) {
        if association.serial == serial { start = association.start }
    }

    public func ended(_ association: Association) {
        if association.serial == serial { self.association = association }
    }

    public func received(
        _ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, from side: AssociationSide, evidence: EvidenceRange,
        serial: Int
    ) {
        guard serial == self.serial else { return }
        if case .associateRQ(let request) = pdu {
            for context in request.presentationContexts {
                if let id = context.id, let syntax = context.abstractSyntax { contexts[id] = syntax }
            }
        }
        guard showsEverything else { return }
        heading(
            header.type.description, from: side, evidence,
            StyledText("\(counted(bytes.count, "byte")) at stream offset \(header.offset)"))
        FieldLines(bytes: bytes.array(0..<bytes.count), columns: columns).write(
            PDUDissection.fields(of: bytes), into: &layout)
        endBlock()
    }

    public func dataTransferBegan(_ header: PDUHeader, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        guard serial == self.serial, showsEverything else { return }
        heading(
            header.type.description, from: side, EvidenceRange(origin),
            StyledText("PDU-length \(header.length) at stream offset \(header.offset)"))
    }

    public func began(_ value: PresentationDataValue, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        guard serial == self.serial, showsEverything else { return }
        var text = StyledText()
        text.column(4)
        text.add("PDV at stream offset \(value.offset): ")
        text.add(
            [
                StyledText("item length \(value.length)"), context(value.presentationContextID),
                StyledText(value.isCommand ? "command" : "data set"),
                StyledText(value.isLast ? "last fragment" : "more follow"),
                StyledText(counted(value.fragmentLength, "byte")),
            ].joined(", "))
        layout.line(text, hanging: 6)
        drain()
    }

    public func dataTransferEnded(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool, serial: Int
    ) {
        guard serial == self.serial, showsEverything else { return }
        if !isComplete { layout.line(StyledText("    bytes of it are missing from the capture", .bad), hanging: 6) }
        endBlock()
    }

    public func messageEnded(_ message: DIMSEMessage, serial: Int) {
        guard serial == self.serial else { return }
        messages += 1
        rememberPatient(of: message)
        guard self.message == nil || self.message == messages, admits?(message) ?? true else { return }
        let command = message.command
        let name = "Message \(messages)  " + (command.commandField?.description ?? "command field missing")
        heading(
            name, from: message.from, message.evidence, StyledText(counted(message.fragments, "fragment")),
            context(message.presentationContextID))
        let service = (command.sopClassUID ?? contexts[message.presentationContextID])?.serviceClass ?? .unknown
        layout.line(StyledText("  Command set, \(counted(command.length, "byte"))", .strong), hanging: 4)
        CommandSetLines(command: command, service: service, columns: columns, hidden: hidden).write(into: &layout)
        if let dataSet = message.dataSet {
            var text = StyledText("  Data set, \(counted(dataSet.bytes, "byte"))", .strong)
            text.add(", \(dataSet.transferSyntax.name)\(dataSet.transferSyntaxIsInferred ? " (inferred)" : "")")
            text.add(", \(counted(dataSet.elements, "element"))")
            if !dataSet.isComplete { text.add(", incomplete", .bad) }
            layout.line(text, hanging: 4)
        }
        if let tree = message.dataSetTree {
            DataSetLines(tree: tree, width: terminal.width, showsBytes: columns.showsBytes).write(
                mask: mask, into: &layout)
        }
        if !message.isComplete { layout.line(StyledText("  the message is incomplete", .bad), hanging: 4) }
        endBlock()
    }

    public func lost(_ length: UInt64, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        guard serial == self.serial, showsEverything else { return }
        heading(
            "Gap", from: side, EvidenceRange(origin),
            StyledText("\(counted(length, "byte")) not captured, at stream offset \(origin.offset)"))
        endBlock()
    }

    public func found(_ anomaly: Anomaly, in association: borrowing Association) {
        guard association.serial == serial, showsEverything else { return }
        followsNote = true
        var text = StyledText("  note: " + anomaly.message, .doubtful)
        if let clause = anomaly.clause { text.add(" (\(clause))", .faint) }
        text.add(" [\(anomaly.code)]", .faint)
        layout.line(text, hanging: 4)
        drain()
    }

    /// Writes all of it. `number` is the association's.
    public func finish(number: Int, to output: inout BufferedOutput) throws(OutputError) {
        if let failure { throw failure }
        if showsEverything, let association {
            var top = TextLayout(terminal, column: "Association \(number)".utf8.count)
            var options = TextOptions()
            options.showsTCP = true
            options.expands = true
            var line = StyledText()
            let header = AssociationHeader(association, options: options)
            header.write(into: &top, &line)
            header.writeEstablishment(into: &top, &line)
            top.newLine()
            try output.write(TextTimeline.beginning(id: number, terminal))
            try output.write(top.take())
        }
        try spool.append(layout.take())
        try spool.endRecord(serial: serial)
        if let entry = spool.entries.last { try spool.writeRecord(entry, to: &output) }
        try output.flush()
    }

    private func heading(
        _ name: String, from side: AssociationSide, _ evidence: EvidenceRange, _ parts: StyledText...
    ) {
        if followsNote { layout.newLine() }
        followsNote = false
        var text = StyledText(side == .requestor ? "→ " : "← ")
        text.add(name, .strong)
        text.add("  ")
        let frames =
            evidence.firstFrame == evidence.lastFrame
            ? "frame \(evidence.firstFrame.rawValue)"
            : "frames \(evidence.firstFrame.rawValue)–\(evidence.lastFrame.rawValue)"
        let time = decimal(evidence.firstTime.seconds(since: start), places: 6) + " s"
        text.add(([StyledText(frames), StyledText(time)] + parts).joined(" · ", .faint))
        layout.line(text, hanging: 4)
    }

    /// For error comments to come.
    private func rememberPatient(of message: DIMSEMessage) {
        guard !mask.showsPatientData, hidden.count < 1024 else { return }
        for value in message.patientValues where !hidden.contains(value) { hidden.append(value) }
    }

    private func context(_ id: UInt8) -> StyledText {
        StyledText("context \(id)" + (contexts[id].map { " " + $0.shortName } ?? ""))
    }

    private func endBlock() {
        layout.newLine()
        drain()
    }

    private func drain() {
        guard layout.bytes.count > BufferedOutput.capacity, failure == nil else { return }
        do { try spool.append(layout.take()) } catch { failure = error }
    }
}
