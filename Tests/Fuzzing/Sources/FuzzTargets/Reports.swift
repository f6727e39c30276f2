import AssociationTimeline
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import PacketCapture
import Reporting
import StreamReassembly
import Wording

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes all reports there are to nowhere.
final class Reports: AssociationReceiver, AssociationObserver {
    private static let nowhere = unsafe open("/dev/null", O_WRONLY)

    private let timelines: [TimelineReport]
    private let show: ShowReport
    let options: TimelineOptions

    init(showing serial: Int) {
        var text = TextOptions()
        text.showsTCP = true
        text.expands = true
        text.listsPDUs = true
        let terminal = Terminal(width: 80, usesColor: true)
        timelines = TimelineReport.Format.allCases.map { format in
            TimelineReport(
                format: format, options: format == .text ? text : TextOptions(), terminal: terminal,
                showsPatientData: true, descriptor: Self.nowhere)
        }
        show = ShowReport(
            serial: serial, message: nil, showsBytes: true, mask: PatientMask(showsPatientData: false),
            terminal: terminal)
        var options = TimelineOptions()
        options.keepsDataPDUs = true
        options.checksElements = true
        self.options = options
    }

    func ended(_ association: Association) {
        for timeline in timelines { timeline.ended(association) }
        show.ended(association)
    }

    func finish(_ totals: CaptureTotals? = nil, number: (Int) -> Int?) {
        if let totals {
            for timeline in timelines { try? timeline.finish(totals, number: number) }
        }
        var output = BufferedOutput(descriptor: Self.nowhere)
        try? show.finish(number: 1, to: &output)
    }

    func wantsDetail(of association: borrowing Association) -> Bool { show.wantsDetail(of: association) }
    func began(_ association: borrowing Association) { show.began(association) }

    func received(
        _ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, from side: AssociationSide, evidence: EvidenceRange,
        serial: Int
    ) { show.received(pdu, header: header, bytes: bytes, from: side, evidence: evidence, serial: serial) }

    func dataTransferBegan(_ header: PDUHeader, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        show.dataTransferBegan(header, from: side, origin: origin, serial: serial)
    }

    func began(_ value: PresentationDataValue, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        show.began(value, from: side, origin: origin, serial: serial)
    }

    func dataTransferEnded(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool, serial: Int
    ) {
        show.dataTransferEnded(header, from: side, evidence: evidence, isComplete: isComplete, serial: serial)
    }

    func messageEnded(_ message: DIMSEMessage, serial: Int) { show.messageEnded(message, serial: serial) }

    func lost(_ length: UInt64, from side: AssociationSide, origin: ByteOrigin, serial: Int) {
        show.lost(length, from: side, origin: origin, serial: serial)
    }

    func found(_ anomaly: Anomaly, in association: borrowing Association) { show.found(anomaly, in: association) }
}
