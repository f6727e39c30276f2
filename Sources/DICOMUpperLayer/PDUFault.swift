import Evidence

/// Something in a PDU that is not as the standard has it: which field, in which item, where, and by which clause.
struct PDUFault: Hashable, Sendable {
    enum Code: UInt8, CaseIterable, Sendable {
        case length, fieldCut, itemCut, itemLength, itemTrailingBytes, unknownItem, tooManyItems
        case reservedNotZero, uidPadding, aeTitlePadding
        case unrecognized, resynchronised, incomplete, beyondLimit
        case noPDV, pdvLength, pdvEmpty, pdvOddLength, pdvExceedsPDU, pdvTrailingBytes, messageControlHeader

        var name: Anomaly.Code {
            switch self {
            case .length: "pdu/length"
            case .fieldCut: "pdu/field-cut"
            case .itemCut: "pdu/item-cut"
            case .itemLength: "pdu/item-length"
            case .itemTrailingBytes: "pdu/item-trailing-bytes"
            case .unknownItem: "pdu/unknown-item"
            case .tooManyItems: "pdu/too-many-items"
            case .reservedNotZero: "pdu/reserved-not-zero"
            case .uidPadding: "pdu/uid-padding"
            case .aeTitlePadding: "pdu/ae-title-padding"
            case .unrecognized: "pdu/unrecognized"
            case .resynchronised: "pdu/resynchronised"
            case .incomplete: "pdu/incomplete"
            case .beyondLimit: "pdu/beyond-limit"
            case .noPDV: "pdu/no-pdv"
            case .pdvLength: "pdu/pdv-length"
            case .pdvEmpty: "pdu/pdv-empty"
            case .pdvOddLength: "pdu/pdv-odd-length"
            case .pdvExceedsPDU: "pdu/pdv-exceeds-pdu"
            case .pdvTrailingBytes: "pdu/pdv-trailing-bytes"
            case .messageControlHeader: "pdu/message-control-header"
            }
        }
    }

    var code: Code
    /// From the PDU's first byte.
    var offset: Int
    /// Bytes of the field concerned.
    var length: Int
    var clause: Clause?
    var message: String
    var details: [Anomaly.Detail] = []

    /// `pdu` is where the PDU was seen.
    func anomaly(side: AssociationSide?, pdu: EvidenceRange) -> Anomaly {
        var evidence = pdu
        evidence.offset = pdu.offset &+ UInt64(offset)
        evidence.length = UInt64(length)
        return Anomaly(
            code.name, side: side, evidence: evidence, clause: clause, message: message, details: details)
    }
}
