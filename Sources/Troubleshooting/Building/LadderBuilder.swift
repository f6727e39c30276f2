import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import RuleEngine
import StreamReassembly
import Wording

/// Draws one association's ladder: every arrow in time order, operations alike told together where there are many.
struct LadderBuilder {
    private let association: Association
    private let mask: ReportMask
    private let limit: Int
    private var events: [LadderEvent] = []
    private var leftOut = 0
    /// By operation, once they are wanted.
    private var requests: [Int: DIMSEMessage]?

    private init(_ association: Association, mask: ReportMask, limit: Int) {
        self.association = association
        self.mask = mask
        self.limit = limit
    }

    static func ladder(
        of association: Association, bytes: [PDUBytes.Kept],
        findings: [PlacedFinding], mask: ReportMask, limit: Int
    ) -> Ladder {
        var builder = LadderBuilder(association, mask: mask, limit: limit)
        builder.addPDUs(bytes)
        builder.addTCP()
        builder.addForeign()
        builder.addAnomalies()
        builder.addOperations()
        builder.order()
        builder.pin(findings, bytes)
        return Ladder(events: builder.events, leftOut: builder.leftOut)
    }

    private mutating func addPDUs(_ bytes: [PDUBytes.Kept]) {
        for entry in association.pdus where entry.type != .dataTF {
            guard events.count < limit else {
                leftOut += 1
                continue
            }
            var evidence = EvidenceRange(ByteOrigin(frame: entry.frame, time: entry.time, offset: 0))
            var event = LadderEvent(.pdu, entry.type.description, from: entry.from, evidence: evidence)
            switch entry.type {
            case .associateRQ:
                guard let request = located(association.request, entry) else { break }
                evidence = request.evidence
                event.text =
                    "\(request.value.callingAETitle) → \(request.value.calledAETitle), "
                    + counted(request.value.presentationContexts.count, "context")
            case .associateAC:
                guard let accept = located(association.accept, entry) else { break }
                evidence = accept.evidence
                let accepted = association.presentationContexts.count(where: \.isAccepted)
                let all = max(accepted, association.presentationContexts.count)
                event.text = "\(accepted) of \(counted(all, "context")) accepted"
                event.mark =
                    !accept.value.isComplete ? .doubtful : accepted == all ? .good : accepted == 0 ? .bad : .doubtful
            case .associateRJ:
                event.mark = .bad
                event.text = located(association.reject, entry)?.value.words ?? ""
            case .abort:
                event.mark = .bad
                let abort = association.aborts.first {
                    $0.evidence.lastFrame == entry.frame && $0.from == entry.from
                }
                event.text = abort?.value.words ?? ""
            case .releaseRQ, .releaseRP: event.mark = .good
            default: event.mark = .bad
            }
            if entry.isIncomplete { event.text += event.text.isEmpty ? "incomplete" : ", incomplete" }
            (event.start, event.firstFrame) = (evidence.firstTime, evidence.firstFrame)
            event.bytes =
                bytes.first {
                    $0.frame == entry.frame && $0.side == entry.from && $0.bytes.first == entry.type.rawValue
                }?.bytes ?? []
            events.append(event)
        }
    }

    private func located<Value>(_ located: Located<Value>?, _ entry: PDULog.Entry) -> Located<Value>? {
        guard let located, located.evidence.lastFrame == entry.frame else { return nil }
        return located
    }

    private mutating func addTCP() {
        // Of events that may be many, the first ones.
        var retransmissions = 0
        for located in association.tcpEvents {
            var mark = LadderEvent.Mark.plain
            switch located.event {
            case .retransmission:
                retransmissions += 1
                mark = .doubtful
                if retransmissions > Self.mostRetransmissions { continue }
            case .reset where association.isSoundTLS: break
            case .refused, .reset: mark = .bad
            case .zeroWindowBegan, .zeroWindowEnded, .differingCopy, .dataAfterFIN, .resetOutOfWindow, .sequenceJump,
                .reorderingLimitReached, .synSent(1...), .synAcknowledged(1...):
                mark = .doubtful
            default: break
            }
            guard events.count < limit else {
                leftOut += 1
                continue
            }
            events.append(
                LadderEvent(
                    .tcp, TCPWording.words(for: located.event), from: located.from,
                    evidence: EvidenceRange(located.origin), mark: mark))
        }
        if retransmissions > Self.mostRetransmissions { leftOut += retransmissions - Self.mostRetransmissions }
    }

    private static let mostRetransmissions = 20

    private mutating func addForeign() {
        guard let foreign = association.foreignProtocol, foreign.value != .unknown else { return }
        let isEncrypted = association.isEncrypted
        events.append(
            LadderEvent(
                .foreign, foreign.value.rawValue,
                text: isEncrypted ? "encrypted: what is said in it cannot be seen" : "not DICOM", from: foreign.from,
                evidence: foreign.evidence, mark: isEncrypted ? .plain : .bad))
    }

    private mutating func addAnomalies() {
        var ofCode: [Anomaly.Code: Int] = [:]
        for anomaly in association.anomalies where anomaly.code != "pdu/reserved-not-zero" {
            ofCode[anomaly.code, default: 0] += 1
            guard ofCode[anomaly.code, default: 0] <= Self.mostAlike, events.count < limit else {
                leftOut += 1
                continue
            }
            let isGap = anomaly.code == "capture/gap"
            events.append(
                LadderEvent(
                    isGap ? .gap : .anomaly, isGap ? "not captured" : anomaly.code.rawValue, text: anomaly.message,
                    from: anomaly.side ?? (isGap ? gapSide(anomaly) : nil), evidence: anomaly.evidence,
                    mark: .doubtful))
        }
    }

    private static let mostAlike = 10

    private func gapSide(_ anomaly: Anomaly) -> AssociationSide? {
        guard case .text(let name)? = anomaly.details.first(where: { $0.name == "from" })?.value else { return nil }
        return AssociationSide.allCases.first { $0.name == name }
    }

    /// Equal times stay in the order they were added, so that a frame's PDU comes before what is said of it.
    private mutating func order() {
        events = events.enumerated().sorted {
            ($0.element.lastFrame, $0.element.firstFrame, $0.offset)
                < ($1.element.lastFrame, $1.element.firstFrame, $1.offset)
        }.map(\.element)
    }

    /// Each finding goes to the event its evidence is of: the one that the frame completes, or else one it is part of.
    private mutating func pin(_ findings: [PlacedFinding], _ bytes: [PDUBytes.Kept]) {
        for finding in findings.prefix(Self.mostPins) {
            guard let place = finding.evidence.last ?? finding.evidence.first,
                let index = index(of: place), !events[index].findings.contains(finding.code)
            else { continue }
            events[index].findings.append(finding.code)
            if events[index].findings.count == 1, [.message, .anomaly].contains(events[index].kind) {
                addBytes(to: index, at: place, bytes)
            }
        }
    }

    /// Of a message that a finding is about: the header of the P-DATA-TF whose anomaly it is, or else, where there is no
    /// Status, which message it is.
    private mutating func addBytes(to index: Int, at place: FactEvidence, _ bytes: [PDUBytes.Kept]) {
        let event = events[index]
        let header = bytes.first {
            $0.bytes.first == PDUType.dataTF.rawValue && $0.frame == place.frame && $0.side == event.from
        }
        if let header {
            events[index].bytes = header.bytes
        } else if event.bytes.isEmpty, event.count == 1, let operation = event.operation {
            if requests == nil {
                let named = association.operations.lazy.compactMap { operation in
                    operation.request.map { (operation.id, $0) }
                }
                requests = Dictionary(named) { first, _ in first }
            }
            guard let request = requests?[operation], request.evidence.lastFrame == event.lastFrame else { return }
            events[index].bytes = Self.bytes(of: request, [0x0100, 0x0110, 0x0800])
        }
    }

    /// Elements of group 0000, as they stand in the command set (PS3.7 §6.3.1).
    private static func bytes(of message: DIMSEMessage, _ elements: Set<UInt16>) -> [UInt8] {
        message.command.elements.filter { $0.tag.group == 0 && elements.contains($0.tag.element) }.flatMap { element in
            [0x00, 0x00] + littleEndian(element.tag.element) + littleEndian(UInt32(clamping: element.value.count))
                + element.value.prefix(8)
        }
    }

    private static let mostPins = 2_000

    private func index(of place: FactEvidence) -> Int? {
        func fits(_ event: LadderEvent) -> Bool { place.from == nil || event.from == nil || event.from == place.from }
        // Ordered by last frames: those that end with the frame stand together.
        var low = 0
        var high = events.count
        while low < high {
            let middle = (low + high) / 2
            if events[middle].lastFrame < place.frame { low = middle + 1 } else { high = middle }
        }
        var index = low
        var any: Int?
        while index < events.count, events[index].lastFrame == place.frame {
            if fits(events[index]), events[index].kind != .anomaly { return index }
            any = any ?? index
            index += 1
        }
        if let any { return any }
        let nearby = low..<min(events.count, low + 64)
        return nearby.first { events[$0].firstFrame <= place.frame && fits(events[$0]) }
    }
}

extension LadderBuilder {
    /// Told one by one at the beginning, at the end, and where they failed.
    private static let leading = 12
    private static let trailing = 4

    private mutating func addOperations() {
        let operations = association.operations
        // A request and a response each, as far as there is room.
        let room = max(Self.leading + Self.trailing, (limit - events.count) / 2)
        guard operations.count > room else {
            for operation in operations { add(operation) }
            return
        }
        var single = Set(0..<Self.leading).union(operations.count - Self.trailing..<operations.count)
        for (index, operation) in operations.enumerated() where operation.failed && single.count < room - 8 {
            single.insert(index)
        }
        var index = 0
        while index < operations.count {
            if single.contains(index) {
                add(operations[index])
                index += 1
                continue
            }
            var end = index
            while end < operations.count, !single.contains(end) { end += 1 }
            addTogether(operations[index..<end])
            index = end
        }
    }

    private mutating func add(_ operation: DIMSEOperation) {
        if let request = operation.request {
            let sopClass = (request.command.sopClassUID ?? operation.sopClass)?.shortName
            let size = request.dataSet.map { byteCount($0.bytes) }
            let parts = [sopClass, OperationEntry.particulars(of: request), size, incomplete(request)]
            add(request, operation, parts.compactMap(\.self), mark: request.isComplete ? .plain : .doubtful)
        }
        for cancel in operation.cancels.prefix(4) { add(cancel, operation, [], mark: .doubtful) }
        let pending = operation.responses.dropLast().prefix(Self.mostResponses)
        for response in pending { addResponse(response, operation) }
        let hidden = operation.responseCount - pending.count - 1
        if hidden > 0 { leftOut += hidden }
        if let last = operation.responses.last { addResponse(last, operation) }
    }

    private static let mostResponses = 4

    private mutating func addResponse(_ response: DIMSEMessage, _ operation: DIMSEOperation) {
        var parts: [String] = []
        var mark = LadderEvent.Mark.bad
        if let code = response.command.status {
            let status = Status(code)
            parts.append("\(status) \(operation.meaning(of: code))")
            switch status.category {
            case .success, .pending: mark = .good
            case .warning, .cancel: mark = .doubtful
            case .failure, .unknown: mark = .bad
            }
        } else {
            parts.append("no status")
        }
        if let comment = mask.comment(of: response, request: operation.request) { parts.append("“\(comment)”") }
        if let part = incomplete(response) { parts.append(part) }
        add(response, operation, parts, mark: mark)
    }

    private func incomplete(_ message: DIMSEMessage) -> String? { message.isComplete ? nil : "incomplete" }

    private mutating func add(
        _ message: DIMSEMessage, _ operation: DIMSEOperation, _ parts: [String], mark: LadderEvent.Mark
    ) {
        guard events.count < limit + Self.slack else {
            leftOut += 1
            return
        }
        let name = message.command.commandField?.description ?? operation.serviceName
        var event = LadderEvent(
            .message, name, text: parts.filter { !$0.isEmpty }.joined(separator: ", "), from: message.from,
            evidence: message.evidence, mark: mark)
        event.operation = operation.id
        event.bytes = Self.bytes(of: message, [0x0900, 0x1020, 0x1021, 0x1022, 0x1023])
        events.append(event)
    }

    /// Responses of the last operations may go beyond the limit by a little.
    private static let slack = 32

    private static func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private mutating func addTogether(_ operations: ArraySlice<DIMSEOperation>) {
        guard let first = operations.first else { return }
        var outcomes: [DIMSEOperation.Outcome: Int] = [:]
        var services: [String: Int] = [:]
        var bytes: UInt64 = 0
        var range: EvidenceRange?
        for operation in operations {
            outcomes[operation.outcome, default: 0] += 1
            services[operation.serviceName, default: 0] += 1
            bytes &+= operation.bytes
            for evidence in [operation.request?.evidence, operation.responses.last?.evidence].compactMap(\.self) {
                range?.extend(frame: evidence.firstFrame, time: evidence.firstTime)
                range?.extend(frame: evidence.lastFrame, time: evidence.time)
                range = range ?? evidence
            }
        }
        guard let range else { return }
        let names = services.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\(grouped($0.value)) \($0.key)" }
        let results = DIMSEOperation.Outcome.allCases.compactMap { outcome in
            outcomes[outcome].map { "\(grouped($0)) \(outcome.rawValue)" }
        }
        let went = outcomes[.failure] ?? 0 > 0 || outcomes[.unanswered] ?? 0 > 0 || outcomes[.incomplete] ?? 0 > 0
        var event = LadderEvent(
            .message, names.joined(separator: ", "),
            text: results.joined(separator: ", ") + ", " + byteCount(bytes), from: nil, evidence: range,
            mark: went ? .bad : outcomes[.warning] == nil && outcomes[.cancel] == nil ? .good : .doubtful)
        event.operation = first.id
        event.count = operations.count
        events.append(event)
    }
}
