import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import Wording

/// Writes entries in the words of the listing, all of an association into one text.
struct TimelineWords {
    private let options: TextOptions
    /// Otherwise room is short, and the faint parts of labels are left out.
    private let showsPData: Bool
    private(set) var text = StyledText()
    /// Of the association.
    private var start = Timestamp(nanoseconds: 0)

    init(options: TextOptions, showsPData: Bool) {
        self.options = options
        self.showsPData = showsPData
    }

    mutating func line(_ entry: TimelineEntry, of association: Association) -> TimelineLine {
        start = association.start
        return switch entry.content {
        case .pdu(let pdu): pduLine(pdu, of: association)
        case .request(let index): request(association.operations[index])
        case .response(let index, let number): response(number, of: association.operations[index])
        case .cancel(let index, let number): cancel(number, of: association.operations[index])
        case .run(let range): run(OperationRun(operations: association.operations[range]), at: entry.frame)
        case .anomaly(let index, let count): anomaly(association.anomalies[index], count: count)
        case .tcp(let index): tcp(association.tcpEvents[index])
        }
    }

    mutating func removeAll() { text.removeAll() }

    /// A request is told when it begins, a response when it is complete.
    private mutating func line(
        _ evidence: EvidenceRange, from: AssociationSide?, atEnd: Bool = false, _ label: (inout StyledText) -> Void,
        _ parts: (inout StyledText) -> Void
    ) -> TimelineLine {
        let first = text.runs.count
        label(&text)
        if !showsPData { text.removeFaint(from: first) }
        let behindLabel = text.runs.count
        text.beginParts()
        parts(&text)
        text.endParts()
        let time = atEnd ? evidence.time : evidence.firstTime
        let last = NumberText(evidence.lastFrame.rawValue).text
        return TimelineLine(
            time: decimal(time.seconds(since: start), places: 6),
            frames: evidence.firstFrame == evidence.lastFrame
                ? last : NumberText(evidence.firstFrame.rawValue).text + "–" + last,
            from: from, label: first..<behindLabel, text: behindLabel..<text.runs.count)
    }

    private mutating func pduLine(_ pdu: PDULog.Entry, of association: Association) -> TimelineLine {
        line(
            PDUWording.evidence(of: pdu, in: association), from: pdu.from,
            { text in
                let (name, style) = PDUWording.label(pdu.type)
                text.add(name, style)
            },
            { text in
                PDUWording.parts(of: pdu, in: association, into: &text)
                if pdu.isIncomplete { text.part("bytes of it are missing", .bad) }
            })
    }

    private mutating func request(_ operation: DIMSEOperation) -> TimelineLine {
        let request = operation.request
        return line(
            request?.evidence ?? .nowhere, from: operation.invoker,
            { Self.message(operation.kind, "-RQ", "request ", &$0) },
            { text in
                text.part(operation.sopClass?.shortName ?? "no SOP class", .accent)
                if let request {
                    MessageWording.particulars(of: request, into: &text)
                    MessageWording.size(of: request, into: &text)
                }
                if operation.responseCount == 0 { text.part("no response", .bad) }
            })
    }

    private mutating func response(_ number: Int, of operation: DIMSEOperation) -> TimelineLine {
        let response = operation.responses[number]
        let isLast = number == operation.responses.count - 1
        let options = options
        return line(
            response.evidence, from: response.from, atEnd: true,
            { Self.message(operation.kind, "-RSP", "response ", &$0) },
            { text in
                if operation.request == nil { text.part(operation.sopClass?.shortName ?? "no SOP class", .accent) }
                MessageWording.answer(
                    response, in: operation, showsPatientData: options.showsPatientData, into: &text)
                if operation.request == nil { text.part("request not captured", .doubtful) }
                if isLast, operation.pendingCount > 0, !options.expands {
                    text.part(Self.pending(operation.pendingCount, operation.kind))
                }
                if isLast, let seconds = operation.duration {
                    text.part("after ")
                    text.addWhole(duration(seconds))
                }
                MessageWording.size(of: response, into: &text)
                if isLast, operation.outcome == .incomplete { text.part("incomplete", .bad) }
            })
    }

    private static func pending(_ count: Int, _ kind: CommandField?) -> String {
        kind == .cFindRQ ? counted(count, "match", "matches") : "\(count) pending"
    }

    private mutating func cancel(_ number: Int, of operation: DIMSEOperation) -> TimelineLine {
        let cancel = operation.cancels[number]
        return line(
            cancel.evidence, from: cancel.from, { Self.message("C-CANCEL", "-RQ", &$0) },
            { text in
                text.part("of the \(operation.serviceName)")
                if let start = operation.request?.evidence.firstTime {
                    text.add(", ")
                    text.addWhole(duration(cancel.evidence.firstTime.seconds(since: start)))
                    text.add(" after its request")
                }
            })
    }

    private mutating func run(_ run: OperationRun, at frame: FrameNumber) -> TimelineLine {
        let first = run.operations.first
        var evidence = first?.request?.evidence ?? first?.responses.first?.evidence ?? .nowhere
        if let last = run.lastFrame { evidence.extend(frame: last, time: evidence.time) }
        return line(
            evidence, from: first?.invoker,
            { text in
                text.add(first?.serviceName ?? "", .strong)
                text.addWhole(" × " + grouped(run.operations.count), .strong)
            },
            { text in
                text.part(run.sopClasses, .accent)
                if let first { Self.result(ofAllLike: first, &text) }
                if run.pending > 0 { text.part(Self.pending(run.pending, first?.kind)) }
                Self.measures(of: run, &text)
            })
    }

    private static func result(ofAllLike operation: DIMSEOperation, _ text: inout StyledText) {
        text.part("all ", operation.outcome.style)
        if operation.outcome != .success, let response = operation.responses.last {
            text.add(MessageWording.status(of: response, in: operation))
        } else {
            text.add(operation.outcome.rawValue, operation.outcome.style)
        }
    }

    private static func measures(of run: OperationRun, _ text: inout StyledText) {
        if let seconds = run.duration {
            text.part()
            text.addWhole(duration(seconds))
            if let durations = run.durations {
                text.add(", ")
                text.addWhole(duration(durations.mean))
                text.add(" each, longest ")
                text.addWhole(duration(durations.longest))
            }
        }
        if run.bytes > 0 {
            text.part()
            text.addWhole(byteCount(run.bytes))
            if let seconds = run.duration, seconds > 0 {
                text.add(", ")
                text.addWhole(byteCount(UInt64(min(Double(run.bytes) / seconds, 1e18))) + "/s")
            }
        }
        text.part(run.transferSyntaxes.joined(separator: ", "))
    }

    private mutating func anomaly(_ anomaly: Anomaly, count: Int) -> TimelineLine {
        line(
            anomaly.evidence, from: anomaly.side, { $0.add("note", .doubtful) },
            { text in
                text.part(anomaly.message, .doubtful)
                if let clause = anomaly.clause { text.add(" (\(clause))", .faint) }
                if count > 1 {
                    text.add(" and \(counted(count - 1, "more of the kind", "more of the kind"))", .doubtful)
                }
            })
    }

    private mutating func tcp(_ located: LocatedTCPEvent) -> TimelineLine {
        line(
            EvidenceRange(located.origin), from: located.from, { $0.add("TCP", .faint) },
            { $0.part(TCPWording.words(for: located.event), .faint) })
    }

    private static func message(_ kind: CommandField, _ end: String, _ unnamed: String, _ label: inout StyledText) {
        if let service = kind.service {
            message(service, end, &label)
        } else {
            message(unnamed, kind.description, &label)
        }
    }

    private static func message(_ name: String, _ end: String, _ label: inout StyledText) {
        label.add("P-DATA ", .faint)
        label.add(name, .strong)
        label.add(end, .strong)
    }
}

extension EvidenceRange {
    fileprivate static let nowhere = EvidenceRange(
        ByteOrigin(frame: FrameNumber(0), time: Timestamp(nanoseconds: 0), offset: 0))
}
