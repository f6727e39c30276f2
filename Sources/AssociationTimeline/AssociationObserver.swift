import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import StreamReassembly

/// Receives each association when it has ended. They come in the order in which they end.
public protocol AssociationReceiver: AnyObject {
    func ended(_ association: Association)
}

/// Watches associations as they happen: for a live listing, or for one of them in full. Each call names the association
/// by its serial; every one has a default that does nothing.
public protocol AssociationObserver: AnyObject {
    /// Whether the calls below, `began` and `ended` apart, are wanted for this association.
    func wantsDetail(of association: borrowing Association) -> Bool
    /// Whether its data sets are wanted as trees, which keeps them in memory; as `wantsDetail` by default.
    func wantsTrees(of association: borrowing Association) -> Bool
    func began(_ association: borrowing Association)
    /// A PDU other than P-DATA-TF. `bytes` is all of it that was captured, up to the decoder's limit.
    func received(
        _ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, from side: AssociationSide, evidence: EvidenceRange,
        serial: Int)
    func dataTransferBegan(_ header: PDUHeader, from side: AssociationSide, origin: ByteOrigin, serial: Int)
    func began(_ value: PresentationDataValue, from side: AssociationSide, origin: ByteOrigin, serial: Int)
    func dataTransferEnded(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool, serial: Int)
    func messageBegan(_ message: DIMSEMessage, serial: Int)
    func messageEnded(_ message: DIMSEMessage, serial: Int)
    /// The operation got its final response, or its association ended without one. The association is as it stands then,
    /// without its operations.
    func concluded(_ operation: DIMSEOperation, in association: borrowing Association)
    /// The association was accepted or rejected, and is as it stands then.
    func negotiated(_ association: borrowing Association)
    func lost(_ length: UInt64, from side: AssociationSide, origin: ByteOrigin, serial: Int)
    func happened(_ event: TCPEvent, from side: AssociationSide, origin: ByteOrigin, serial: Int)
    /// It is the last of the association's anomalies.
    func found(_ anomaly: Anomaly, in association: borrowing Association)
    func ended(_ association: borrowing Association)
}

extension AssociationObserver {
    public func wantsDetail(of association: borrowing Association) -> Bool { true }
    public func wantsTrees(of association: borrowing Association) -> Bool { wantsDetail(of: association) }
    public func began(_ association: borrowing Association) {}
    public func received(
        _ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, from side: AssociationSide, evidence: EvidenceRange,
        serial: Int
    ) {}
    public func dataTransferBegan(_ header: PDUHeader, from side: AssociationSide, origin: ByteOrigin, serial: Int) {}
    public func began(_ value: PresentationDataValue, from side: AssociationSide, origin: ByteOrigin, serial: Int) {}
    public func dataTransferEnded(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool, serial: Int
    ) {}
    public func messageBegan(_ message: DIMSEMessage, serial: Int) {}
    public func messageEnded(_ message: DIMSEMessage, serial: Int) {}
    public func concluded(_ operation: DIMSEOperation, in association: borrowing Association) {}
    public func negotiated(_ association: borrowing Association) {}
    public func lost(_ length: UInt64, from side: AssociationSide, origin: ByteOrigin, serial: Int) {}
    public func happened(_ event: TCPEvent, from side: AssociationSide, origin: ByteOrigin, serial: Int) {}
    public func found(_ anomaly: Anomaly, in association: borrowing Association) {}
    public func ended(_ association: borrowing Association) {}
}
