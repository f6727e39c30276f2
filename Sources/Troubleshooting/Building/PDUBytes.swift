import AssociationTimeline
import DICOMUpperLayer
import Evidence
import Synchronization

/// Keeps, while an association is under way, the bytes of its PDUs that decide: short ones whole, of A-ASSOCIATE-RQ and
/// -AC the fixed part (PS3.8 Table 9-11), which holds the AE titles and no user identity, of a P-DATA-TF with an anomaly
/// its header and its PDV's, and nothing of what they carry.
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
    /// The latest P-DATA-TF of each side.
    private var transfers: [Direction: Transfer] = [:]

    private struct Direction: Hashable {
        var serial: Int
        var side: AssociationSide
    }

    private struct Transfer {
        var header: PDUHeader
        var value: PresentationDataValue?

        func bytes(withValue: Bool) -> [UInt8] {
            var bytes = [header.type.rawValue, header.reserved] + bigEndian(header.length)
            if withValue, let value {
                bytes += bigEndian(value.length) + [value.presentationContextID, value.controlHeader]
            }
            return bytes
        }

        private func bigEndian(_ number: UInt32) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
        }
    }

    private static let fixedPart = 74
    private static let mostOfPDU = 64
    private static let mostOfRelease = 10
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
        case .releaseRQ, .releaseRP: length = Self.mostOfRelease
        }
        keep(
            Kept(frame: evidence.lastFrame, side: side, bytes: (0..<min(length, bytes.count)).map { bytes[$0] }), serial
        )
    }

    private func keep(_ copy: @autoclosure () -> Kept, _ serial: Int) {
        guard count < Self.most else { return }
        kept.withLock { kept in
            guard kept[serial, default: []].count < Self.mostOfAssociation else { return }
            kept[serial, default: []].append(copy())
            count += 1
        }
    }

    func dataTransferBegan(_ header: PDUHeader, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        transfers[Direction(serial: serial, side: side)] = Transfer(header: header)
    }

    func began(_ value: PresentationDataValue, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        transfers[Direction(serial: serial, side: side)]?.value = value
    }

    func dataTransferEnded(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool, serial: Int
    ) {
        transfers[Direction(serial: serial, side: side)] = nil
    }

    func found(_ anomaly: Anomaly, in association: borrowing Association) {
        guard let side = anomaly.side, let transfer = transfers[Direction(serial: association.serial, side: side)],
            // Where the PDV itself is malformed, the latest one is another.
            case let bytes = transfer.bytes(withValue: !anomaly.code.rawValue.hasPrefix("pdu/pdv"))
        else { return }
        keep(Kept(frame: anomaly.evidence.lastFrame, side: side, bytes: bytes), association.serial)
    }

    func ended(_ association: borrowing Association) {
        let serial = association.serial
        for side in AssociationSide.allCases { transfers[Direction(serial: serial, side: side)] = nil }
        count -= kept.withLock { $0[serial]?.count ?? 0 }
    }

    /// What was kept of an association that has ended; it is let go.
    func take(serial: Int) -> [Kept] { kept.withLock { $0.removeValue(forKey: serial) ?? [] } }
}
