import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import Testing

@testable import Reporting
import Wording

@Suite struct ShowReportTests {
    private func shown(
        message: Int? = nil, bytes: Bool = false, showsPatientData: Bool = false, _ events: (ShowReport) -> Void
    ) throws -> [String] {
        let text = try temporaryOutput { descriptor in
            let report = ShowReport(
                serial: 0, message: message, showsBytes: bytes,
                mask: PatientMask(showsPatientData: showsPatientData), terminal: Terminal())
            events(report)
            var output = BufferedOutput(descriptor: descriptor)
            try report.finish(number: 1, to: &output)
        }
        return text.split(separator: "\n").map(String.init)
    }

    private func abort(_ report: ShowReport) {
        let bytes: [UInt8] = [7, 0, 0, 0, 0, 4, 0, 0, 2, 6]
        let evidence = EvidenceRange(
            ByteOrigin(frame: FrameNumber(9), time: Timestamp(nanoseconds: 1_500_000), offset: 40), length: 10)
        report.received(
            .abort(PDU.Abort(source: 2, reason: 6)), header: PDUHeader(type: .abort, length: 4, offset: 40),
            bytes: bytes.span, from: .acceptor, evidence: evidence, serial: 0)
    }

    private func message(_ report: ShowReport) {
        var tree = DataSetTreeBuilder()
        let name = Array("DOE^JANE".utf8)
        tree.element(
            DataElementHeader(
                tag: .patientName, vr: .personName, length: 8, offset: 0, valueOffset: 8, depth: 0),
            value: name.span, isComplete: true)
        let message = Example.storeOf([(.patientName, "DOE^JANE")])
        let withTree = DIMSEMessage(
            presentationContextID: message.presentationContextID, from: message.from, command: message.command,
            evidence: message.evidence, commandEvidence: message.commandEvidence, dataSet: message.dataSet,
            dataSetTree: tree)
        report.messageEnded(withTree, serial: 0)
    }

    @Test func everyFieldWithItsOffset() throws {
        let lines = try shown(abort)
        #expect(lines.first == "← A-ABORT  frame 9 · 0.001500 s · 10 bytes at stream offset 40")
        #expect(lines.contains { $0.hasPrefix("         8       1  Source") && $0.hasSuffix("service-provider") })
        #expect(
            lines.contains { $0.hasPrefix("         9       1  Reason") && $0.hasSuffix("invalid-PDU-parameter-value") }
        )
    }

    @Test func bytesBesideTheirMeaning() throws {
        let lines = try shown(bytes: true, abort)
        #expect(
            lines.contains {
                $0.hasPrefix("         2       4  00 00 00 04              ") && $0.contains("PDU-length")
            })
    }

    @Test func dataSetsAreMasked() throws {
        let masked = try shown(message)
        #expect(masked.contains { $0.contains("(0010,0010) PN        8  Patient's Name") && $0.hasSuffix("PATIENT-1") })
        #expect(try shown(showsPatientData: true, message).contains { $0.hasSuffix("DOE^JANE") })
    }

    @Test func oneMessageAlone() throws {
        let lines = try shown(message: 2) { report in
            message(report)
            abort(report)
            message(report)
        }
        #expect(lines.filter { $0.contains("Message") }.count == 1)
        #expect(lines.first?.hasPrefix("→ Message 2") == true)
    }

    @Test func otherAssociationsAreNotShown() throws {
        let lines = try shown { report in
            report.lost(
                5, from: .requestor,
                origin: ByteOrigin(frame: FrameNumber(1), time: Timestamp(nanoseconds: 0), offset: 0), serial: 7)
            report.messageEnded(Example.storeOf([]), serial: 7)
        }
        #expect(lines.isEmpty)
    }
}
