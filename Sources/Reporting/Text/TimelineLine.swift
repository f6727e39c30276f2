import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import Wording

/// An entry in the words of the listing.
struct TimelineLine {
    var time: Timestamp
    var frame: FrameNumber
    var lastFrame: FrameNumber
    /// Who sent it; `nil` for what nobody sent.
    var from: AssociationSide?
    var label: StyledText
    var text: StyledText

    /// A request is told when it begins, a response when it is complete.
    private init(
        _ evidence: EvidenceRange, from: AssociationSide?, _ label: StyledText, _ parts: [StyledText],
        atEnd: Bool = false
    ) {
        time = atEnd ? evidence.time : evidence.firstTime
        frame = evidence.firstFrame
        lastFrame = evidence.lastFrame
        self.from = from
        self.label = label
        text = parts.joined(" · ", .faint)
    }

    init(_ entry: TimelineEntry, of association: Association, options: TextOptions) {
        switch entry.content {
        case .pdu(let pdu): self.init(pdu, of: association)
        case .request(let index): self.init(request: association.operations[index])
        case .response(let index, let number):
            self.init(response: number, of: association.operations[index], options: options)
        case .cancel(let index, let number): self.init(cancel: number, of: association.operations[index])
        case .run(let range): self.init(OperationRun(operations: association.operations[range]), at: entry.frame)
        case .anomaly(let index, let count): self.init(association.anomalies[index], count: count)
        case .tcp(let index): self.init(association.tcpEvents[index])
        }
    }

    private init(_ pdu: PDULog.Entry, of association: Association) {
        var origin = EvidenceRange(ByteOrigin(frame: pdu.frame, time: pdu.time, offset: 0))
        let (label, parts) = PDUWording(association).line(for: pdu, evidence: &origin)
        self.init(origin, from: pdu.from, label, parts)
        if pdu.isIncomplete {
            if !text.isEmpty { text.add(" · ", .faint) }
            text.add("bytes of it are missing", .bad)
        }
    }

    private init(request operation: DIMSEOperation) {
        let request = operation.request
        var parts = [StyledText(operation.sopClass?.shortName ?? "no SOP class", .accent)]
        if let request { parts += MessageWording.particulars(of: request) + MessageWording.size(of: request) }
        if operation.responseCount == 0 { parts.append(StyledText("no response", .bad)) }
        self.init(
            request?.evidence ?? .nowhere, from: operation.invoker,
            Self.message(operation.kind.service.map { $0 + "-RQ" } ?? "request " + operation.kind.description), parts)
    }

    private init(response number: Int, of operation: DIMSEOperation, options: TextOptions) {
        let response = operation.responses[number]
        let isLast = number == operation.responses.count - 1
        var parts = MessageWording.status(
            of: response, in: operation, showsPatientData: options.showsPatientData)
        if operation.request == nil {
            parts.insert(StyledText(operation.sopClass?.shortName ?? "no SOP class", .accent), at: 0)
            parts.append(StyledText("request not captured", .doubtful))
        }
        if isLast, operation.pendingCount > 0, !options.expands {
            parts.append(
                StyledText(
                    operation.kind == .cFindRQ
                        ? counted(operation.pendingCount, "match", "matches") : "\(operation.pendingCount) pending"))
        }
        if isLast, let seconds = operation.duration {
            var text = StyledText("after ")
            text.addWhole(duration(seconds))
            parts.append(text)
        }
        parts += MessageWording.size(of: response)
        if isLast, operation.outcome == .incomplete { parts.append(StyledText("incomplete", .bad)) }
        self.init(
            response.evidence, from: response.from,
            Self.message(operation.kind.service.map { $0 + "-RSP" } ?? "response " + operation.kind.description), parts,
            atEnd: true)
    }

    private init(cancel number: Int, of operation: DIMSEOperation) {
        let cancel = operation.cancels[number]
        var text = StyledText("of the \(operation.serviceName)")
        if let start = operation.request?.evidence.firstTime {
            text.add(", ")
            text.addWhole(duration(cancel.evidence.firstTime.seconds(since: start)))
            text.add(" after its request")
        }
        self.init(cancel.evidence, from: cancel.from, Self.message("C-CANCEL-RQ"), [text])
    }

    private init(_ run: OperationRun, at frame: FrameNumber) {
        let first = run.operations.first
        var parts = [StyledText(run.sopClasses, .accent)]
        if let first { parts.append(Self.result(ofAllLike: first)) }
        if run.pending > 0 {
            parts.append(
                StyledText(
                    first?.kind == .cFindRQ ? counted(run.pending, "match", "matches") : "\(run.pending) pending"))
        }
        parts += Self.measures(of: run)
        var label = StyledText(first?.serviceName ?? "", .strong)
        label.addWhole(" × " + grouped(run.operations.count), .strong)
        var evidence = first?.request?.evidence ?? first?.responses.first?.evidence ?? .nowhere
        if let last = run.lastFrame { evidence.extend(frame: last, time: evidence.time) }
        self.init(evidence, from: first?.invoker, label, parts)
    }

    private static func result(ofAllLike operation: DIMSEOperation) -> StyledText {
        var text = StyledText("all ", operation.outcome.style)
        if operation.outcome != .success, let response = operation.responses.last,
            let status = MessageWording.status(of: response, in: operation).first
        {
            text.add(status)
        } else {
            text.add(operation.outcome.rawValue, operation.outcome.style)
        }
        return text
    }

    private static func measures(of run: OperationRun) -> [StyledText] {
        var parts: [StyledText] = []
        if let seconds = run.duration {
            var text = StyledText()
            text.addWhole(duration(seconds))
            if let durations = run.durations {
                text.add(", ")
                text.addWhole(duration(durations.mean))
                text.add(" each, longest ")
                text.addWhole(duration(durations.longest))
            }
            parts.append(text)
        }
        if run.bytes > 0 {
            var text = StyledText()
            text.addWhole(byteCount(run.bytes))
            if let seconds = run.duration, seconds > 0 {
                text.add(", ")
                text.addWhole(byteCount(UInt64(min(Double(run.bytes) / seconds, 1e18))) + "/s")
            }
            parts.append(text)
        }
        let syntaxes = run.transferSyntaxes
        if !syntaxes.isEmpty { parts.append(StyledText(syntaxes.joined(separator: ", "))) }
        return parts
    }

    private init(_ anomaly: Anomaly, count: Int) {
        var text = StyledText(anomaly.message, .doubtful)
        if let clause = anomaly.clause { text.add(" (\(clause))", .faint) }
        if count > 1 { text.add(" and \(counted(count - 1, "more of the kind", "more of the kind"))", .doubtful) }
        self.init(anomaly.evidence, from: anomaly.side, StyledText("note", .doubtful), [text])
    }

    private init(_ located: LocatedTCPEvent) {
        self.init(
            EvidenceRange(located.origin), from: located.from, StyledText("TCP", .faint),
            [StyledText(TCPWording.words(for: located.event), .faint)])
    }

    private static func message(_ name: String) -> StyledText {
        var label = StyledText("P-DATA ", .faint)
        label.add(name, .strong)
        return label
    }
}

extension EvidenceRange {
    fileprivate static let nowhere = EvidenceRange(
        ByteOrigin(frame: FrameNumber(0), time: Timestamp(nanoseconds: 0), offset: 0))
}
