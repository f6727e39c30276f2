import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import StreamReassembly

/// Two observers of one analysis. What either wants both are told; each sees to it that it wants what it uses.
public final class ObserverPair: AssociationObserver {
    private let first: any AssociationObserver
    private let second: any AssociationObserver

    public init(_ first: any AssociationObserver, _ second: any AssociationObserver) {
        self.first = first
        self.second = second
    }

    public func wantsDetail(of association: borrowing Association) -> Bool {
        let isWanted = first.wantsDetail(of: association)
        return second.wantsDetail(of: association) || isWanted
    }

    public func wantsTrees(of association: borrowing Association) -> Bool {
        let areWanted = first.wantsTrees(of: association)
        return second.wantsTrees(of: association) || areWanted
    }

    public func began(_ association: borrowing Association) {
        first.began(association)
        second.began(association)
    }

    public func received(
        _ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, from side: AssociationSide, evidence: EvidenceRange,
        serial: Int
    ) {
        first.received(pdu, header: header, bytes: bytes, from: side, evidence: evidence, serial: serial)
        second.received(pdu, header: header, bytes: bytes, from: side, evidence: evidence, serial: serial)
    }

    public func dataTransferBegan(_ header: PDUHeader, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        first.dataTransferBegan(header, from: side, origin: origin, serial: serial)
        second.dataTransferBegan(header, from: side, origin: origin, serial: serial)
    }

    public func began(_ value: PresentationDataValue, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        first.began(value, from: side, origin: origin, serial: serial)
        second.began(value, from: side, origin: origin, serial: serial)
    }

    public func dataTransferEnded(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool, serial: Int
    ) {
        first.dataTransferEnded(header, from: side, evidence: evidence, isComplete: isComplete, serial: serial)
        second.dataTransferEnded(header, from: side, evidence: evidence, isComplete: isComplete, serial: serial)
    }

    public func messageBegan(_ message: DIMSEMessage, serial: Int) {
        first.messageBegan(message, serial: serial)
        second.messageBegan(message, serial: serial)
    }

    public func messageEnded(_ message: DIMSEMessage, serial: Int) {
        first.messageEnded(message, serial: serial)
        second.messageEnded(message, serial: serial)
    }

    public func concluded(_ operation: DIMSEOperation, in association: borrowing Association) {
        first.concluded(operation, in: association)
        second.concluded(operation, in: association)
    }

    public func negotiated(_ association: borrowing Association) {
        first.negotiated(association)
        second.negotiated(association)
    }

    public func lost(_ length: UInt64, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        first.lost(length, from: side, origin: origin, serial: serial)
        second.lost(length, from: side, origin: origin, serial: serial)
    }

    public func happened(_ event: TCPEvent, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        first.happened(event, from: side, origin: origin, serial: serial)
        second.happened(event, from: side, origin: origin, serial: serial)
    }

    public func found(_ anomaly: Anomaly, in association: borrowing Association) {
        first.found(anomaly, in: association)
        second.found(anomaly, in: association)
    }

    public func ended(_ association: borrowing Association) {
        first.ended(association)
        second.ended(association)
    }
}
