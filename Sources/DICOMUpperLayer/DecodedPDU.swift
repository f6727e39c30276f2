/// A PDU other than P-DATA-TF with what was wrong with it.
struct DecodedPDU: Sendable {
    var pdu: PDU
    var faults: [PDUFault]
    /// The capture lacks its end, or more of it than is kept.
    var isCut: Bool
}
