import Evidence

/// Receives what one direction's bytes turn out to be, in stream order. Everything of a P-DATA-TF is streamed: its
/// header, then each PDV's head, fragment bytes and end, then its own end. Other PDUs come whole.
public protocol PDUConsumer: ~Copyable {
    /// A PDU other than P-DATA-TF, whole or as far as it was captured; `evidence.lastFrame` completes it.
    /// `bytes` is what was kept of it, header included.
    mutating func received(_ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, evidence: EvidenceRange)

    /// The six bytes of a P-DATA-TF's header.
    mutating func dataTransferBegan(_ header: PDUHeader, origin: ByteOrigin)

    /// `origin` is that of the item's first byte. Given as soon as the head is complete, before any fragment byte.
    mutating func began(_ value: PresentationDataValue, origin: ByteOrigin)

    /// The next bytes of the current PDV's fragment. They may not be kept beyond the call.
    mutating func fragment(_ bytes: Span<UInt8>, of value: PresentationDataValue, origin: ByteOrigin)

    /// Bytes of the current PDV's fragment that the capture lacks.
    mutating func lostFragment(_ length: UInt64, of value: PresentationDataValue, origin: ByteOrigin)

    /// The current PDV's last byte has come or will not, because the PDU or the bytes ended before. `isComplete` is false
    /// where a byte of it is missing. `origin` is behind its last byte.
    mutating func ended(_ value: PresentationDataValue, isComplete: Bool, origin: ByteOrigin)

    /// A P-DATA-TF's last byte. `isComplete` is false when bytes of it are missing from the capture.
    mutating func dataTransferEnded(_ header: PDUHeader, evidence: EvidenceRange, isComplete: Bool)

    /// Bytes lost (or skipped while looking for the next PDU) outside any PDV: which PDUs stood there is unknown, so
    /// messages in progress may have lost their end.
    mutating func lost(_ length: UInt64, origin: ByteOrigin)

    mutating func found(_ anomaly: Anomaly)
}
