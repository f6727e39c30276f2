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
    /// The P-DATA-TF under way in the direction that bytes came from last, and those of the other directions.
    private var latest: (direction: Direction, transfer: Transfer?)?
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
    private static let mostOfAssociation = 10
    /// Leaves room for what ends it.
    private static let mostBesideEnd = 6
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

    private func keep(_ copy: @autoclosure () -> Kept, _ serial: Int, most: Int = mostOfAssociation) {
        guard count < Self.most else { return }
        kept.withLock { kept in
            guard kept[serial, default: []].count < most else { return }
            kept[serial, default: []].append(copy())
            count += 1
        }
    }

    private func turn(to direction: Direction) {
        if latest?.direction == direction { return }
        if let latest { transfers[latest.direction] = latest.transfer }
        latest = (direction, transfers[direction])
    }

    func dataTransferBegan(_ header: PDUHeader, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        turn(to: Direction(serial: serial, side: side))
        latest?.transfer = Transfer(header: header)
    }

    func began(_ value: PresentationDataValue, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        turn(to: Direction(serial: serial, side: side))
        latest?.transfer?.value = value
    }

    func dataTransferEnded(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool, serial: Int
    ) {
        turn(to: Direction(serial: serial, side: side))
        latest?.transfer = nil
    }

    func found(_ anomaly: Anomaly, in association: borrowing Association) {
        guard let side = anomaly.side else { return }
        turn(to: Direction(serial: association.serial, side: side))
        guard let transfer = latest?.transfer else { return }
        // Where the PDV itself is malformed, the latest one is another.
        let bytes = transfer.bytes(withValue: !anomaly.code.rawValue.hasPrefix("pdu/pdv"))
        keep(
            Kept(frame: anomaly.evidence.lastFrame, side: side, bytes: bytes), association.serial,
            most: Self.mostBesideEnd)
    }

    func ended(_ association: borrowing Association) {
        let serial = association.serial
        if latest?.direction.serial == serial { latest = nil }
        for side in AssociationSide.allCases { transfers[Direction(serial: serial, side: side)] = nil }
        count -= kept.withLock { $0[serial]?.count ?? 0 }
    }

    /// What was kept of an association that has ended; it is let go.
    func take(serial: Int) -> [Kept] { kept.withLock { $0.removeValue(forKey: serial) ?? [] } }
}
