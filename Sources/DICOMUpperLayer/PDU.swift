/// A decoded PDU other than P-DATA-TF, whose contents are streamed.
public enum PDU: Hashable, Sendable {
    case associateRQ(AssociateRQ)
    case associateAC(AssociateAC)
    case associateRJ(AssociateRJ)
    case releaseRQ(Release)
    case releaseRP(Release)
    case abort(Abort)
    /// A type the standard does not define, with its first bytes.
    case unknown(PDUType, [UInt8])
}
