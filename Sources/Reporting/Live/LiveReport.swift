import AssociationTimeline
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import PacketCapture
import RuleEngine
import Wording

/// `auscult capture`: what happens as it happens, a line each. Give it to a `PacketPipeline` as its receiver and observer.
///
/// Text has a line for every association opened, PDU of its negotiation and end, operation, anomaly and finding. NDJSON has
/// the same as records, and the whole record of an association when it has ended.
public final class LiveReport: AssociationReceiver, AssociationObserver {
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case text, ndjson
    }

    private let format: Format
    private let terminal: Terminal
    public let rules: RuleSession
    private var json: JSONTimeline
    private var spool = Spool()
    private var output: BufferedOutput
    private var failure: OutputError?
    private var overview: CaptureOverview
    /// By serial: what lines of an association need of it.
    private var open: [Int: LiveAssociation] = [:]
    private var remarks: [String] = []
    private var endedStreams: [(serial: Int, stream: Int)] = []
    public private(set) var findings: [Severity: UInt64] = [:]
    public private(set) var operations: UInt64 = 0
    public private(set) var anomalies: UInt64 = 0
    /// Of all associations; what was told as it happened and not kept because a limit was reached.
    public private(set) var operationsNotKept: UInt64 = 0
    public private(set) var anomaliesNotKept: UInt64 = 0

    /// - Parameter pairs: of application entities that the summary can list.
    public init(
        format: Format, terminal: Terminal, mask: PatientMask, descriptor: Int32, rules: RuleSession,
        pairs: Int = 10_000
    ) {
        overview = CaptureOverview(mostPairs: pairs)
        self.format = format
        self.terminal = terminal
        self.rules = rules
        json = JSONTimeline(mask: mask)
        output = BufferedOutput(descriptor: descriptor)
    }

    public var openAssociations: Int { open.count }
    /// Of pairs of application entities beyond those that the summary can list.
    public var associationsNotListed: Int { overview.notPaired }
    /// How often a value of patient data was shown that has no token of its own.
    public var timesWithoutToken: Int { json.mask.timesWithoutToken }

    /// What was remarked since last asked: comments for the packet just analysed. Few, whatever it holds.
    public func takeRemarks() -> [String] {
        guard !remarks.isEmpty else { return [] }
        defer { remarks = [] }
        return remarks
    }

    /// The TCP streams of associations that have ended since last asked, and their serials.
    public func takeEnded() -> [(serial: Int, stream: Int)] {
        guard !endedStreams.isEmpty else { return [] }
        defer { endedStreams = [] }
        return endedStreams
    }

    /// Writes the records of associations that have ended. `number` answers `nil` while something that began earlier is
    /// not known to carry DICOM; the record then has no number.
    public func writeEnded(number: (_ serial: Int) -> Int?) {
        guard !spool.entries.isEmpty else { return }
        attempt { () throws(OutputError) in
            for entry in spool.entries {
                let id = number(entry.serial).map(String.init) ?? "null"
                try output.write("{\"record\":\"association\",\"id\":\(id)")
                try spool.writeRecord(entry, to: &output)
                try output.write("\n")
            }
        }
        spool.keep([])
    }

    /// Gives everything to the descriptor.
    ///
    /// - Throws: also what went wrong since the last call.
    public func flush() throws(OutputError) {
        if let failure { throw failure }
        try output.flush()
    }

    /// Nothing is waiting to be written.
    public var isFlushed: Bool { output.isEmpty }

    /// What happened so far in all.
    public func writeSummary(_ facts: CaptureTotals, _ live: LiveTotals) {
        switch format {
        case .text:
            var layout = TextLayout(terminal)
            layout.newLine()
            SummaryText(facts: facts, overview: overview).write(into: &layout)
            for line in live.lines() { layout.line(line, hanging: 4) }
            write(layout.take())
        case .ndjson:
            record("capture") { json in
                json.member("schema", JSONTimeline.schema)
                json.capture(facts)
                live.write(into: &json)
            }
        }
    }

    /// What the rules find only in the capture as a whole.
    public func finishRules(_ facts: CaptureTotals, number: (_ serial: Int) -> Int?) {
        let result = rules.finish(totals: facts, number: number)
        func tellLate(_ findings: [Finding]) {
            for finding in findings {
                if finding.rule.scope.isAtEnd {
                    tell(
                        finding.rule, finding.message, count: UInt64(clamping: finding.count),
                        evidence: finding.evidence, at: facts.summary.lastPacket ?? .now, stream: nil)
                }
                tellLate(finding.consequences)
            }
        }
        tellLate(result.findings)
    }

    /// What happened to an interface or to the files being written.
    public func tell(_ notice: LiveNotice) {
        switch format {
        case .text:
            line(
                notice.time, stream: nil, from: nil, StyledText(notice.kind, notice.style),
                [StyledText(notice.message, notice.style)])
        case .ndjson:
            record(notice.kind) { json in
                json.member("time", notice.time)
                json.member("message", notice.message)
            }
        }
    }
}

extension LiveReport {
    public func wantsTrees(of association: borrowing Association) -> Bool { false }

    public func began(_ association: borrowing Association) {
        let place = LiveAssociation(association)
        open[association.serial] = place
        switch format {
        case .text:
            line(place.start, stream: place.stream, from: .requestor, StyledText("opened", .faint), [place.endpoints])
        case .ndjson:
            event("opened", place, place.start) { json in
                json.member("requestor") { $0.endpoint(place.requestor) }
                json.member("acceptor") { $0.endpoint(place.acceptor) }
            }
        }
    }

    public func received(
        _ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, from side: AssociationSide, evidence: EvidenceRange,
        serial: Int
    ) {
        guard let place = open[serial] else { return }
        if case .associateRQ(let request) = pdu {
            open[serial]?.name(calling: request.callingAETitle, called: request.calledAETitle)
        }
        switch format {
        case .text:
            let (label, text) = PDUWording.line(for: pdu)
            line(evidence.time, stream: place.stream, from: side, label, [text])
        case .ndjson:
            event("pdu", place, evidence.time) { json in
                json.member("type", header.type.description)
                json.member("from", side.name)
                json.member("frame", evidence.lastFrame)
            }
        }
    }

    public func negotiated(_ association: borrowing Association) {
        tell(rules.negotiated(association), at: association.end, stream: association.tcpStream)
    }

    public func concluded(_ operation: DIMSEOperation, in association: borrowing Association) {
        operations &+= 1
        guard let place = open[association.serial] else { return }
        let last = operation.responses.last?.evidence ?? operation.request?.evidence
        let time = last?.time ?? place.start
        switch format {
        case .text:
            line(
                time, stream: place.stream, from: operation.invoker, StyledText(operation.serviceName, .strong),
                [operation.liveText(showsPatientData: json.mask.showsPatientData)])
        case .ndjson:
            event("operation", place, time) { json in
                json.key("operation")
                json.operation(operation, mask: self.json.mask)
            }
        }
        tell(rules.concluded(operation, in: association), at: time, stream: place.stream)
    }

    public func found(_ anomaly: Anomaly, in association: borrowing Association) {
        anomalies &+= 1
        guard let place = open[association.serial] else { return }
        defer {
            tell(rules.found(anomaly, in: association), at: anomaly.evidence.time, stream: place.stream)
        }
        guard !TimelineEntry.quietAnomalies.contains(anomaly.code) else { return }
        remark("\(anomaly.code): \(anomaly.message)" + (anomaly.clause.map { " (\($0))" } ?? ""))
        switch format {
        case .text:
            var text = StyledText(anomaly.message, .doubtful)
            if let clause = anomaly.clause { text.add(" (\(clause))", .faint) }
            line(anomaly.evidence.time, stream: place.stream, from: anomaly.side, StyledText("note", .doubtful), [text])
        case .ndjson:
            event("anomaly", place, anomaly.evidence.time) { json in
                json.key("anomaly")
                json.anomaly(anomaly)
            }
        }
    }

    public func ended(_ association: Association) {
        // Where it is both observer and receiver it is told twice.
        guard let place = open.removeValue(forKey: association.serial) else { return }
        overview.add(association)
        operationsNotKept &+= UInt64(clamping: association.operationsNotKept)
        anomaliesNotKept &+= UInt64(clamping: association.anomaliesNotKept)
        endedStreams.append((association.serial, association.tcpStream))
        json.mask.meet(association)
        rules.ended(association)
        tell(rules.latest, at: association.end, stream: association.tcpStream)
        guard format == .text else {
            attempt { () throws(OutputError) in
                try json.render(association, into: &spool)
                try spool.endRecord(serial: association.serial)
            }
            return
        }
        var length = StyledText("after ")
        length.addWhole(duration(association.end.seconds(since: association.start)))
        var tally = OperationTally()
        for operation in association.operations { tally.add(operation) }
        var parts = [StyledText(association.outcomeText, association.outcomeStyle), place.titles]
        if !tally.text.isEmpty { parts.append(tally.text) }
        line(association.end, stream: place.stream, from: nil, StyledText("closed", .strong), parts + [length])
    }

    private func tell(_ discovered: [RuleSession.Discovered], at time: Timestamp, stream: Int) {
        for found in discovered { tell(found.rule, found.message, evidence: found.evidence, at: time, stream: stream) }
    }

    private func tell(
        _ rule: Rule, _ message: String, count: UInt64 = 1, evidence: [FactEvidence], at time: Timestamp, stream: Int?
    ) {
        findings[rule.severity, default: 0] &+= count
        // The packet at hand is the one that made it certain; that which shows it may have been written long ago.
        let place = evidence.first.map { $0.time < time ? " (shown by the packet of \($0.time.timeOfDay))" : "" } ?? ""
        remark("\(rule.severity.rawValue) \(rule.id): \(message)\(place)")
        switch format {
        case .text:
            let style: TextStyle = rule.severity == .error ? .bad : rule.severity == .warning ? .doubtful : .plain
            line(
                time, stream: stream, from: nil, StyledText(rule.severity.rawValue, style),
                [
                    StyledText(message, style), StyledText(count > 1 ? counted(count, "time") : ""),
                    StyledText(rule.id, .faint),
                ])
        case .ndjson:
            record("finding") { json in
                json.member("time", time)
                json.member("tcpStream", stream)
                json.member("rule", rule.id)
                json.member("severity", rule.severity.rawValue)
                json.member("title", rule.title)
                json.member("message", message)
                json.member("count", count)
                json.evidence(evidence)
            }
        }
    }

    private func remark(_ text: String) {
        if remarks.count < Self.mostRemarks { remarks.append(text) }
    }

    /// On one packet.
    private static let mostRemarks = 16
}

extension LiveReport {
    private func line(
        _ time: Timestamp, stream: Int?, from side: AssociationSide?, _ label: StyledText, _ parts: [StyledText]
    ) {
        var text = StyledText()
        text.addWhole(time.timeOfDay, .faint)
        text.column(17)
        text.addWhole(leftPadded(stream.map(String.init) ?? "", to: 6), .faint)
        text.column(25)
        text.add(side.map { $0 == .requestor ? "→" : "←" } ?? "·", side == nil ? .faint : .plain)
        text.column(27)
        text.add(label)
        text.column(47)
        text.add(parts.filter { !$0.isEmpty }.joined(" · ", .faint))
        var layout = TextLayout(terminal)
        layout.line(text, hanging: min(47, terminal.width / 2))
        write(layout.take())
    }

    private func event(
        _ kind: String, _ place: LiveAssociation, _ time: Timestamp, _ members: (inout JSONWriter) -> Void
    ) {
        record("event") { json in
            json.member("event", kind)
            json.member("time", time)
            json.member("tcpStream", place.stream)
            json.member("callingAETitle", place.calling)
            json.member("calledAETitle", place.called)
            members(&json)
        }
    }

    private func record(_ name: String, _ members: (inout JSONWriter) -> Void) {
        var json = JSONWriter()
        json.object { json in
            json.member("record", name)
            members(&json)
        }
        write(json.take() + [0x0A])
    }

    private func write(_ bytes: [UInt8]) {
        attempt { () throws(OutputError) in try output.write(bytes) }
    }

    private func attempt(_ work: () throws(OutputError) -> Void) {
        guard failure == nil else { return }
        do {
            try work()
        } catch {
            failure = error
        }
    }
}
