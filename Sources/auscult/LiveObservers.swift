import AssociationTimeline
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import Reporting

/// Gives what happens within associations to the lines and, where one is written, to the report.
final class LiveObservers: AssociationObserver {
    private let lines: LiveReport
    private let report: (any AssociationObserver)?

    init(lines: LiveReport, report: (any AssociationObserver)?) {
        self.lines = lines
        self.report = report
    }

    func wantsTrees(of association: borrowing Association) -> Bool { false }

    func began(_ association: borrowing Association) { lines.began(association) }

    func received(
        _ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, from side: AssociationSide, evidence: EvidenceRange,
        serial: Int
    ) {
        lines.received(pdu, header: header, bytes: bytes, from: side, evidence: evidence, serial: serial)
        report?.received(pdu, header: header, bytes: bytes, from: side, evidence: evidence, serial: serial)
    }

    func concluded(_ operation: DIMSEOperation, in association: borrowing Association) {
        lines.concluded(operation, in: association)
    }

    func negotiated(_ association: borrowing Association) { lines.negotiated(association) }

    func found(_ anomaly: Anomaly, in association: borrowing Association) { lines.found(anomaly, in: association) }
}
