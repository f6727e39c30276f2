import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import NetworkLayers
import StreamReassembly

/// Follows one association from its first byte to its end and keeps what is known of it.
final class AssociationTracker {
    private(set) var association: Association
    private let connection: TCPConnection
    private let requestorDirection: StreamDirection
    private let options: TimelineOptions
    private let observer: (any AssociationObserver)?
    private var machine: AssociationStateMachine
    private var operations: OperationTracker
    /// Place in `association.presentationContexts` by context ID.
    private var contextPlaces = ContextPlaces()
    private var maximumLengths = BySide<UInt32?>(nil)
    private var hasGapsFrom = BySide(false)
    /// The observer wants every PDU, message and event.
    let isDetailed: Bool
    /// The observer wants data sets as trees.
    let keepsTrees: Bool
    var checksElements: Bool { options.checksElements }
    /// Messages were lost or never captured: what is missing says nothing.
    private var mayLackMessages: Bool { !association.quality.sawHandshake || association.quality.gaps > 0 }

    /// `startsInMiddle`: PDUs before the first one seen may have been sent.
    init(
        _ association: Association, on connection: TCPConnection, requestorDirection: StreamDirection,
        startsInMiddle: Bool, options: TimelineOptions, kept: KeptBytes.Share, observer: (any AssociationObserver)?
    ) {
        machine = AssociationStateMachine(startsInMiddle: startsInMiddle)
        self.association = association
        self.connection = connection
        self.requestorDirection = requestorDirection
        self.options = options
        self.observer = observer
        operations = OperationTracker(options: options, kept: kept)
        observer?.began(association)
        isDetailed = observer?.wantsDetail(of: association) ?? false
        keepsTrees = observer?.wantsTrees(of: association) ?? false
    }

    var serial: Int { association.serial }
    /// Released, aborted or rejected: an A-ASSOCIATE-RQ can only begin another one.
    var isOver: Bool { association.ending != nil }

    func observe(_ body: (any AssociationObserver) -> Void) {
        if isDetailed, let observer { body(observer) }
    }

    /// About what one takes with its text and details.
    private static let bytesOfAnomaly = 512

    func touch(_ origin: ByteOrigin) {
        if origin.time > association.end { association.end = origin.time }
        if origin.frame > association.lastFrame { association.lastFrame = origin.frame }
    }

    func found(_ make: @autoclosure () -> Anomaly) {
        guard association.anomalies.count < options.anomalies, operations.kept.hasRoom else {
            association.anomaliesNotKept += 1
            return
        }
        let anomaly = make()
        association.anomalies.append(anomaly)
        operations.kept.take(Self.bytesOfAnomaly)
        observe { $0.found(anomaly, in: association) }
    }

    /// Bytes of that side which the capture lacks.
    func lost(_ length: UInt64, from side: AssociationSide, origin: ByteOrigin) {
        association.quality.gaps += 1
        association.quality.lostBytes &+= length
        hasGapsFrom[side] = true
        machine.lost()
        operations.lost(from: side)
        found(
            Anomaly(
                "capture/gap", evidence: EvidenceRange(origin, length: length),
                message: "\(length) bytes sent by the \(side.name) are not in the capture.",
                details: [Anomaly.Detail("lostBytes", length), Anomaly.Detail("from", side.name)]))
        observe { $0.lost(length, from: side, origin: origin, serial: serial) }
    }

    func happened(_ event: TCPEvent, from side: AssociationSide, origin: ByteOrigin) {
        touch(origin)
        if association.tcpEvents.count < options.tcpEvents {
            association.tcpEvents.append(LocatedTCPEvent(event: event, from: side, origin: origin))
        }
        observe { $0.happened(event, from: side, origin: origin, serial: serial) }
    }
}

extension AssociationTracker {
    /// What that side speaks is not DICOM.
    func found(_ foreign: ForeignProtocol, from side: AssociationSide, evidence: EvidenceRange) {
        touch(ByteOrigin(frame: evidence.lastFrame, time: evidence.time, offset: evidence.offset))
        if association.foreignProtocol == nil {
            association.foreignProtocol = Located(foreign, from: side, evidence: evidence)
        }
    }

    /// Of its answer to what is no TLS, an alert is all that can be expected.
    func foundTLS(_ bytes: Span<UInt8>, from side: AssociationSide, origin: ByteOrigin) {
        var reader = TLSHandshakeReader()
        reader.push(bytes, from: side, origin: origin)
        association.tls = reader.handshake
    }

    /// A router or host reported that a segment of that side did not arrive.
    func unreachable(_ error: ICMPError, from side: AssociationSide, origin: ByteOrigin) {
        found(error.anomaly(origin))
    }

    func received(_ pdu: PDU, header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange) {
        log(header, from: side, evidence: evidence, isComplete: pdu.isComplete, keeps: true)
        switch pdu {
        case .associateRQ(let request):
            guard association.request == nil else { break }
            association.request = Located(request, from: side, evidence: evidence)
            maximumLengths[side] = request.userInformation?.maximumLength
            negotiate()
        case .associateAC(let accept):
            guard association.accept == nil else { break }
            association.accept = Located(accept, from: side, evidence: evidence)
            maximumLengths[side] = accept.userInformation?.maximumLength
            negotiate()
        case .associateRJ(let reject):
            if association.reject == nil { association.reject = Located(reject, from: side, evidence: evidence) }
            association.ending = association.ending ?? .rejected
        case .abort(let abort):
            association.ending = association.ending ?? .aborted
            if association.aborts.count < 16 {
                association.aborts.append(Located(abort, from: side, evidence: evidence))
            }
        case .releaseRP:
            association.wasReleased = true
            association.ending = association.ending ?? .released
        case .releaseRQ: association.releaseWasRequested = true
        case .unknown: break
        }
        if side == .acceptor, header.type.isKnown { association.acceptorSpoke = true }
        association.quality.sawHandshake =
            association.request?.value.isComplete == true
            && (association.accept?.value.isComplete == true || association.reject != nil)
    }

    func dataTransferEnded(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool
    ) {
        log(header, from: side, evidence: evidence, isComplete: isComplete, keeps: options.keepsDataPDUs)
        if side == .acceptor { association.acceptorSpoke = true }
        // The limit is the receiver's, and counts what follows the PDU header (PS3.8 §D.1).
        guard let limit = maximumLengths[side.other], limit != 0, header.length > limit else { return }
        found(
            Anomaly(
                "pdu/longer-than-maximum", side: side, evidence: evidence, clause: "PS3.8 §D.1",
                message:
                    "A P-DATA-TF of \(header.length) bytes was sent to the \(side.other.name), whose maximum length "
                    + "is \(limit).",
                details: [Anomaly.Detail("length", header.length), Anomaly.Detail("maximumLength", limit)]))
    }

    private func log(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool, keeps: Bool
    ) {
        touch(ByteOrigin(frame: evidence.lastFrame, time: evidence.time, offset: evidence.offset))
        if keeps, association.pdus.count - association.pdus.notKept < options.pdus {
            association.pdus.append(
                PDULog.Entry(
                    type: header.type, from: side, frame: evidence.lastFrame, time: evidence.time,
                    length: header.length, isIncomplete: !isComplete))
        } else {
            association.pdus.appendUnkept()
        }
        guard let unexpected = machine.observe(header.type, from: side) else { return }
        // It may answer what the capture lacks, or has not brought yet.
        if lacksBytes(from: side.other) { machine.lost() } else { found(unexpected.anomaly(evidence: evidence)) }
    }

    private func lacksBytes(from side: AssociationSide) -> Bool {
        connection.lacksBytes(from: side == .requestor ? requestorDirection : requestorDirection.other)
    }

    private func negotiate() {
        let before = association.presentationContexts
        association.presentationContexts = PresentationContext.negotiated(
            request: association.request?.value, accept: association.accept?.value)
        contextPlaces = ContextPlaces()
        for (place, context) in association.presentationContexts.enumerated()
        where contextPlaces[context.id] == nil || context.isAccepted {
            contextPlaces[context.id] = place
        }
        // Messages that came before the negotiation was seen.
        for context in before where context.uses > 0 {
            if let place = contextPlaces[context.id] {
                association.presentationContexts[place].uses += context.uses
            } else {
                contextPlaces[context.id] = association.presentationContexts.count
                association.presentationContexts.append(context)
            }
        }
    }
}

extension AssociationTracker {
    func began(_ message: DIMSEMessage, token: Int) {
        let context = use(message)
        if let oddity = operations.began(message, token: token, sopClass: context?.abstractSyntax) {
            report(oddity, message)
        }
        observe { $0.messageBegan(message, serial: serial) }
    }

    func ended(_ message: DIMSEMessage, token: Int) {
        observe { $0.messageEnded(message, serial: serial) }
        var message = message
        message.dropTree()
        if message.isComplete { reportFaults(of: message) }
        let context = contextPlaces[message.presentationContextID].map { association.presentationContexts[$0] }
        let result = operations.ended(message, token: token, sopClass: context?.abstractSyntax)
        if let oddity = result.oddity { report(oddity, message) }
        association.operationsNotKept = operations.notKept
        if let concluded = result.concluded { observe { $0.concluded(concluded, in: association) } }
    }

    func foundDataSetWithoutCommand(
        bytes: UInt64, presentationContextID: UInt8, from side: AssociationSide, evidence: EvidenceRange
    ) {
        // Where the capture lacks messages the command is simply one of them.
        found(
            Anomaly(
                mayLackMessages ? "capture/data-set-without-command" : "message/data-set-without-command", side: side,
                evidence: evidence, clause: "PS3.7 §6.3.1",
                message: "\(bytes) bytes of a data set on presentation context \(presentationContextID) "
                    + (mayLackMessages ? "whose command is not in the capture." : "came without a command."),
                details: [
                    Anomaly.Detail("bytes", bytes), Anomaly.Detail("presentationContextID", presentationContextID),
                ]))
    }

    private func reportFaults(of message: DIMSEMessage) {
        for fault in message.command.faults { found(fault.anomaly(of: message)) }
    }

    /// Counts a message on its context, which is made known where the handshake was not captured.
    private func use(_ message: DIMSEMessage) -> PresentationContext? {
        let id = message.presentationContextID
        if contextPlaces[id] == nil {
            guard association.accept?.value.isComplete != true else {
                reportUnaccepted(message, result: nil)
                return nil
            }
            var context = PresentationContext(
                id: id, abstractSyntax: message.command.sopClassUID, proposedTransferSyntaxes: [])
            context.isInferred = true
            contextPlaces[id] = association.presentationContexts.count
            association.presentationContexts.append(context)
        }
        guard let place = contextPlaces[id] else { return nil }
        association.presentationContexts[place].uses += 1
        let context = association.presentationContexts[place]
        if association.accept?.value.isComplete == true, !context.isAccepted {
            reportUnaccepted(message, result: context.result)
        }
        return context
    }

    private func reportUnaccepted(_ message: DIMSEMessage, result: PDU.PresentationContextResult?) {
        let id = message.presentationContextID
        found(
            Anomaly(
                "message/context-not-accepted", side: message.from, evidence: message.commandEvidence,
                clause: "PS3.8 §9.3.5.1",
                message: "A message was sent on presentation context \(id), which was "
                    + (result.map { "answered with \($0.name)." } ?? "not accepted in this association."),
                details: [Anomaly.Detail("presentationContextID", id)]))
    }

    private func report(_ oddity: OperationTracker.Oddity, _ message: DIMSEMessage) {
        // A capture that lacks messages lacks requests and responses too.
        let mayLack = mayLackMessages || lacksBytes(from: message.from.other)
        if !mayLack || oddity == .noCommandField { found(oddity.anomaly(of: message)) }
    }
}

extension AssociationTracker {
    /// No PDU of the acceptor's was captured, and none can have been missed.
    func isWithoutAnswer(_ statistics: ConnectionStatistics) -> Bool {
        association.request != nil && !association.acceptorSpoke && !statistics.isOneSided
            && !hasGapsFrom[.acceptor]
    }

    /// The association as it stands when nothing more will come.
    func finish(outcome: Association.Outcome, statistics: ConnectionStatistics) -> Association {
        association.tcp = statistics
        association.quality.isOneSided = statistics.isOneSided
        if association.request?.value.isComplete == true, isWithoutAnswer(statistics) {
            association.quality.sawHandshake = true
        }
        // What came after the capture's end nobody knows.
        let isOver = outcome != .open
        let canTell = { (operation: DIMSEOperation) in
            isOver && !statistics.isOneSided && !self.hasGapsFrom[operation.invoker.other]
                && operation.request?.isComplete == true
        }
        defer { operations.kept.giveBack() }
        operations.finish(canTell: canTell) { operation in observe { $0.concluded(operation, in: association) } }
        association.operations = operations.operations
        association.operationsNotKept = operations.notKept
        association.outcome = outcome
        observer?.ended(association)
        return association
    }
}

extension PDU {
    /// All of it was captured.
    fileprivate var isComplete: Bool {
        switch self {
        case .associateRQ(let request): request.isComplete
        case .associateAC(let accept): accept.isComplete
        default: true
        }
    }
}
