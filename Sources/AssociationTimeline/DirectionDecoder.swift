import DICOMMessageExchange
import DICOMUpperLayer
import Evidence

/// What decodes one direction of a connection. A class with two stored properties, since the PDU decoder calls back into
/// the assembler while it is at work.
final class DirectionDecoder {
    let side: AssociationSide
    let startsInMiddle: Bool
    /// Another protocol is spoken: nothing is decoded.
    var isForeign = false
    // Unsafe: no access is checked at run time for overlapping others. There are none, neither calls back into itself; and
    // both are called for every segment.
    @exclusivity(unchecked) var pdus: PDUStreamDecoder
    @exclusivity(unchecked) var messages: MessageAssembler

    init(side: AssociationSide, startsInMiddle: Bool, memo: AssociateMemo) {
        self.side = side
        self.startsInMiddle = startsInMiddle
        pdus = PDUStreamDecoder(side: side, startsInMiddle: startsInMiddle, memo: memo)
        messages = MessageAssembler(side: side, startsInMiddle: startsInMiddle)
    }
}

/// Hands the PDUs of one direction on: PDVs to the assembler, everything to the association.
struct DirectionConsumer: PDUConsumer {
    let connection: DICOMConnection
    let direction: DirectionDecoder

    private var tracker: AssociationTracker { connection.tracker }
    private var messages: MessageForwarder { MessageForwarder(tracker: connection.tracker, side: direction.side) }

    mutating func received(_ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, evidence: EvidenceRange) {
        connection.received(pdu, header: header, bytes: bytes, from: direction.side, evidence: evidence)
    }

    mutating func dataTransferBegan(_ header: PDUHeader, origin: ByteOrigin) {
        direction.messages.beganTransfer()
        let tracker = tracker
        tracker.observe {
            $0.dataTransferBegan(header, from: direction.side, origin: origin, serial: tracker.serial)
        }
    }

    mutating func began(_ value: PresentationDataValue, origin: ByteOrigin) {
        let tracker = tracker
        tracker.observe { $0.began(value, from: direction.side, origin: origin, serial: tracker.serial) }
        var messages = messages
        direction.messages.began(value, origin: origin, consumer: &messages)
    }

    mutating func fragment(_ bytes: Span<UInt8>, of value: PresentationDataValue, origin: ByteOrigin) {
        direction.messages.fragment(bytes, of: value, origin: origin)
    }

    mutating func lostFragment(_ length: UInt64, of value: PresentationDataValue, origin: ByteOrigin) {
        direction.messages.lostFragment(length, of: value, origin: origin)
    }

    mutating func ended(_ value: PresentationDataValue, isComplete: Bool, origin: ByteOrigin) {
        var messages = messages
        direction.messages.ended(value, isComplete: isComplete, origin: origin, consumer: &messages)
    }

    mutating func dataTransferEnded(_ header: PDUHeader, evidence: EvidenceRange, isComplete: Bool) {
        let tracker = tracker
        tracker.dataTransferEnded(header, from: direction.side, evidence: evidence, isComplete: isComplete)
        tracker.observe {
            $0.dataTransferEnded(
                header, from: direction.side, evidence: evidence, isComplete: isComplete, serial: tracker.serial)
        }
    }

    mutating func lost(_ length: UInt64, origin: ByteOrigin) { direction.messages.lost() }

    mutating func found(_ anomaly: Anomaly) { tracker.found(anomaly) }
}

/// Hands the messages of one direction to the association.
struct MessageForwarder: MessageConsumer {
    let tracker: AssociationTracker
    let side: AssociationSide

    mutating func began(_ message: DIMSEMessage, token: Int) { tracker.began(message, token: token) }
    mutating func ended(_ message: DIMSEMessage, token: Int) { tracker.ended(message, token: token) }
    mutating func found(_ anomaly: Anomaly) { tracker.found(anomaly) }

    mutating func foundDataSetWithoutCommand(
        bytes: UInt64, presentationContextID: UInt8, evidence: EvidenceRange
    ) {
        tracker.foundDataSetWithoutCommand(
            bytes: bytes, presentationContextID: presentationContextID, from: side, evidence: evidence)
    }
}
