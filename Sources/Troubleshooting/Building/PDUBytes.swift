import AssociationTimeline
import DICOMUpperLayer
import Evidence
import Synchronization

/// Keeps, while an association is under way, the bytes of its PDUs that decide: short ones whole, of A-ASSOCIATE-RQ and
/// -AC the fixed part (PS3.8 Table 9-11), which holds the AE titles and no user identity.
final class PDUBytes: AssociationObserver {
    struct Kept {
        var frame: FrameNumber
        var side: AssociationSide
        var bytes: [UInt8]
    }

    /// By serial. What is read of associations and what is made of them may be the work of two threads.
    private let kept = Mutex<[Int: [Kept]]>([:])
    /// Of associations under way.
    private var count = 0

    private static let fixedPart = 74
    private static let mostOfPDU = 64
    private static let mostOfAssociation = 8
    private static let most = 200_000

    func wantsDetail(of association: borrowing Association) -> Bool { true }
    func wantsTrees(of association: borrowing Association) -> Bool { false }

    func received(
        _ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, from side: AssociationSide, evidence: EvidenceRange,
        serial: Int
    ) {
        let length: Int
        switch pdu {
        case .associateRQ, .associateAC: length = Self.fixedPart
        case .associateRJ, .abort, .unknown: length = Self.mostOfPDU
        case .releaseRQ, .releaseRP: return
        }
        guard count < Self.most else { return }
        let end = min(length, bytes.count)
        let copy = Kept(frame: evidence.lastFrame, side: side, bytes: (0..<end).map { bytes[$0] })
        kept.withLock { kept in
            guard kept[serial, default: []].count < Self.mostOfAssociation else { return }
            kept[serial, default: []].append(copy)
            count += 1
        }
    }

    func ended(_ association: borrowing Association) {
        let serial = association.serial
        count -= kept.withLock { $0[serial]?.count ?? 0 }
    }

    /// What was kept of an association that has ended; it is let go.
    func take(serial: Int) -> [Kept] { kept.withLock { $0.removeValue(forKey: serial) ?? [] } }
}
