import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import NetworkLayers
import StreamReassembly

/// A TCP connection that carries DICOM: two directions decoded, and the associations found on them one after another.
final class DICOMConnection {
    let connection: TCPConnection
    let requestorDirection: StreamDirection
    private let requestor: DirectionDecoder
    private let acceptor: DirectionDecoder
    private(set) var tracker: AssociationTracker
    private let registry: AssociationRegistry
    /// Associations before the current one.
    private var earlierAssociations = 0

    /// `startsInMiddle` tells of each direction whether its first bytes may be any of a PDU's.
    init(
        _ connection: TCPConnection, requestorDirection: StreamDirection,
        startsInMiddle: (requestor: Bool, acceptor: Bool), place: AssociationNumbering.Place,
        registry: AssociationRegistry
    ) {
        self.connection = connection
        self.requestorDirection = requestorDirection
        self.registry = registry
        requestor = DirectionDecoder(
            side: .requestor, startsInMiddle: startsInMiddle.requestor, memo: registry.memo)
        acceptor = DirectionDecoder(
            side: .acceptor, startsInMiddle: startsInMiddle.acceptor, memo: registry.memo)
        tracker = registry.begin(
            on: connection, requestorDirection: requestorDirection, index: 0, origin: connection.statistics.first,
            startsInMiddle: startsInMiddle.requestor || startsInMiddle.acceptor, place: place)
        adopt(tracker)
    }

    private func decoder(_ direction: StreamDirection) -> DirectionDecoder {
        direction == requestorDirection ? requestor : acceptor
    }

    func received(_ bytes: Span<UInt8>, from direction: StreamDirection, origin: ByteOrigin) {
        let decoder = decoder(direction)
        if decoder.isForeign || isForeign(bytes, decoder, origin: origin) { return }
        var consumer = DirectionConsumer(connection: self, direction: decoder)
        decoder.pdus.push(bytes, origin: origin, consumer: &consumer)
    }

    /// Whether a direction begins with another protocol: what answers an A-ASSOCIATE-RQ need not speak DICOM. On a port
    /// that is to be read as DICOM it is named, and read all the same.
    private func isForeign(_ bytes: Span<UInt8>, _ decoder: DirectionDecoder, origin: ByteOrigin) -> Bool {
        guard origin.offset == 0, !decoder.startsInMiddle, let foreign = ForeignProtocol.recognise(bytes) else {
            return false
        }
        tracker.found(foreign, from: decoder.side, evidence: EvidenceRange(origin, length: UInt64(bytes.count)))
        if foreign == .tls { tracker.foundTLS(bytes, from: decoder.side, origin: origin) }
        let acceptor = connection.sender(of: requestorDirection.other)
        decoder.isForeign = !registry.options.decodeAsPorts.contains(acceptor.port)
        return decoder.isForeign
    }

    func unreachable(_ error: ICMPError, from direction: StreamDirection, origin: ByteOrigin) {
        tracker.unreachable(error, from: decoder(direction).side, origin: origin)
    }

    func lost(_ length: UInt64, from direction: StreamDirection, origin: ByteOrigin) {
        let decoder = decoder(direction)
        tracker.lost(length, from: decoder.side, origin: origin)
        var consumer = DirectionConsumer(connection: self, direction: decoder)
        decoder.pdus.lost(length, origin: origin, consumer: &consumer)
    }

    func happened(_ event: TCPEvent, from direction: StreamDirection, origin: ByteOrigin) {
        tracker.happened(event, from: decoder(direction).side, origin: origin)
    }

    func ended(_ reason: TCPConnection.End, origin: ByteOrigin) {
        finish(requestor, origin)
        finish(acceptor, origin)
        endAssociation(reason, at: origin.time)
    }

    private func finish(_ decoder: DirectionDecoder, _ origin: ByteOrigin) {
        var consumer = DirectionConsumer(connection: self, direction: decoder)
        decoder.pdus.finish(origin: origin, consumer: &consumer)
    }

    private func adopt(_ tracker: AssociationTracker) {
        self.tracker = tracker
        requestor.messages.keepsTrees = tracker.keepsTrees
        acceptor.messages.keepsTrees = tracker.keepsTrees
        requestor.messages.checksElements = tracker.checksElements
        acceptor.messages.checksElements = tracker.checksElements
    }

    private func endAssociation(_ reason: TCPConnection.End, at end: Timestamp) {
        finishMessages(requestor)
        finishMessages(acceptor)
        registry.end(
            tracker, connection: connection, requestorDirection: requestorDirection, reason: reason, at: end)
    }

    private func finishMessages(_ decoder: DirectionDecoder) {
        var forwarder = MessageForwarder(tracker: tracker, side: decoder.side)
        decoder.messages.finish(consumer: &forwarder)
    }

    /// A PDU that is not P-DATA-TF. An A-ASSOCIATE-RQ behind the end of an association begins another, which a
    /// connection should not have (PS3.8 §9.1.1).
    func received(
        _ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, from side: AssociationSide, evidence: EvidenceRange
    ) {
        if case .associateRQ = pdu, side == .requestor, tracker.isOver {
            endAssociation(.replaced, at: evidence.firstTime)
            earlierAssociations += 1
            for decoder in [requestor, acceptor] { decoder.messages = MessageAssembler(side: decoder.side) }
            let origin = ByteOrigin(
                frame: evidence.firstFrame, time: evidence.firstTime, offset: evidence.offset)
            adopt(
                registry.begin(
                    on: connection, requestorDirection: requestorDirection, index: earlierAssociations, origin: origin,
                    startsInMiddle: false, place: nil))
        }
        let wasNegotiated = tracker.association.isNegotiated
        tracker.received(pdu, header: header, from: side, evidence: evidence)
        tracker.observe {
            $0.received(pdu, header: header, bytes: bytes, from: side, evidence: evidence, serial: tracker.serial)
        }
        switch pdu {
        case .associateRQ, .associateAC: settleTransferSyntaxes()
        default: break
        }
        if !wasNegotiated, tracker.association.isNegotiated { tracker.observe { $0.negotiated(tracker.association) } }
    }

    /// What was accepted; until that is seen, what a context must have been accepted with, if at all.
    private func settleTransferSyntaxes() {
        var syntaxes: [ContextTransferSyntax] = []
        syntaxes.reserveCapacity(tracker.association.presentationContexts.count)
        for context in tracker.association.presentationContexts {
            let only = context.proposedTransferSyntaxes.count == 1 ? context.proposedTransferSyntaxes.first : nil
            guard let uid = context.isAccepted ? context.acceptedTransferSyntax : only else { continue }
            syntaxes.append(
                ContextTransferSyntax(context.id, TransferSyntax(uid), isInferred: !context.isAccepted))
        }
        requestor.messages.setTransferSyntaxes(syntaxes)
        acceptor.messages.setTransferSyntaxes(syntaxes)
    }
}
