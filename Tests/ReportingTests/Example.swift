@testable import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
@testable import NetworkLayers
@testable import PacketCapture
@testable import Reporting
@testable import StreamReassembly

/// Associations made by hand, with round numbers: a second after the other's end, a frame and a millisecond a step.
struct Example {
    var association: Association
    private var frame: UInt64
    private var time: Int64

    /// As the field of 16 bytes has it.
    private static func padded(_ title: String) -> [UInt8] {
        Array(title.utf8) + Array(repeating: 0x20, count: 16 - title.utf8.count)
    }

    static let start: Int64 = 1_457_950_272_000_000_000

    init(serial: Int = 0, calling: String = "STORESCU", called: String = "ARCHIVE") {
        frame = UInt64(serial) * 1000 + 1
        time = Self.start + Int64(serial) * 1_000_000_000
        let origin = ByteOrigin(frame: FrameNumber(frame), time: Timestamp(nanoseconds: time), offset: 0)
        association = Association(
            serial: serial, tcpStream: serial, requestor: Endpoint(address: .v4(0x0A00_0001), port: 50121),
            acceptor: Endpoint(address: .v4(0x0A00_0002), port: 104), start: origin.time, firstFrame: origin.frame,
            tcp: ConnectionStatistics(
                first: origin, last: origin, handshake: TCPHandshake(), fromInitiator: DirectionStatistics(),
                fromResponder: DirectionStatistics(), longestStall: nil, firstFIN: nil, reset: nil,
                segmentsAfterEnd: 0))
        var request = PDU.AssociateRQ()
        request.callingAETitleBytes = Self.padded(calling)
        request.calledAETitleBytes = Self.padded(called)
        request.userInformationItems = [Self.information("OFFIS_DCMTK_367")]
        association.request = Located(request, from: .requestor, evidence: step())
        log(.associateRQ, .requestor, 210)
    }

    /// One frame and one millisecond later.
    mutating func step(frames: UInt64 = 1) -> EvidenceRange {
        frame += 1
        time += 1_000_000
        var evidence = EvidenceRange(
            ByteOrigin(frame: FrameNumber(frame), time: Timestamp(nanoseconds: time), offset: 0))
        for _ in 1..<max(1, frames) {
            frame += 1
            evidence.extend(frame: FrameNumber(frame), time: Timestamp(nanoseconds: time))
        }
        association.end = Timestamp(nanoseconds: time)
        association.lastFrame = FrameNumber(frame)
        return evidence
    }

    mutating func log(_ type: PDUType, _ side: AssociationSide, _ length: UInt32) {
        association.pdus.append(
            PDULog.Entry(
                type: type, from: side, frame: FrameNumber(frame), time: Timestamp(nanoseconds: time), length: length))
    }

    mutating func accept(_ contexts: [PresentationContext]) {
        association.presentationContexts = contexts
        var accept = PDU.AssociateAC()
        accept.userInformationItems = [Self.information("ORTHANC")]
        accept.presentationContexts = contexts.map { PDU.AnsweredPresentationContext(id: $0.id, result: $0.result) }
        association.accept = Located(accept, from: .acceptor, evidence: step())
        association.quality.sawHandshake = true
        log(.associateAC, .acceptor, 184)
    }

    mutating func operation(
        _ kind: CommandField, on context: UInt8, sopClass: UID, dataSet: DataSetSummary? = nil, fragments: Int = 1,
        frames: UInt64 = 1, status: UInt16? = 0, outcome: DIMSEOperation.Outcome = .success, comment: String? = nil
    ) {
        let id = association.operations.count + 1
        var operation = DIMSEOperation(
            id: id, kind: kind, presentationContextID: context, messageID: UInt16(id), invoker: .requestor,
            sopClass: sopClass)
        let sent = step(frames: frames)
        operation.request = DIMSEMessage(
            presentationContextID: context, from: .requestor,
            command: CommandSet(
                bytes: Self.command([
                    (0x0002, Self.ui(sopClass)), (0x0100, Self.us(kind.rawValue)), (0x0110, Self.us(UInt16(id))),
                ])),
            evidence: sent, commandEvidence: sent, dataSet: dataSet, fragments: fragments)
        log(.dataTF, .requestor, 100)
        if let status {
            let answered = step()
            var elements: [(UInt16, [UInt8])] = [
                (0x0100, Self.us(kind.response.rawValue)), (0x0120, Self.us(UInt16(id))), (0x0900, Self.us(status)),
            ]
            if let comment { elements.append((0x0902, Array(comment.utf8))) }
            operation.responses = [
                DIMSEMessage(
                    presentationContextID: context, from: .acceptor, command: CommandSet(bytes: Self.command(elements)),
                    evidence: answered, commandEvidence: answered, fragments: 1)
            ]
            operation.responseCount = 1
            log(.dataTF, .acceptor, 100)
        }
        operation.outcome = outcome
        association.operations.append(operation)
    }

    mutating func release() {
        _ = step()
        log(.releaseRQ, .requestor, 4)
        _ = step()
        log(.releaseRP, .acceptor, 4)
        association.outcome = .released
    }

    static func dataSet(_ syntax: TransferSyntax, bytes: UInt64, _ attributes: [(Tag, String)] = []) -> DataSetSummary {
        var summary = DataSetSummary(
            transferSyntax: syntax,
            evidence: EvidenceRange(ByteOrigin(frame: FrameNumber(1), time: Timestamp(nanoseconds: 0), offset: 0)))
        summary.bytes = bytes
        summary.isComplete = true
        summary.elements = 40
        summary.attributes = attributes.map { DataSetSummary.Attribute(tag: $0.0, text: $0.1) }
        return summary
    }

    static func context(
        _ id: UInt8, _ syntax: UID, proposed: [UID], result: PDU.PresentationContextResult? = .acceptance,
        accepted: UID? = nil
    ) -> PresentationContext {
        var context = PresentationContext(id: id, abstractSyntax: syntax, proposedTransferSyntaxes: proposed)
        context.result = result
        context.acceptedTransferSyntax = accepted
        return context
    }

    static let rtPlan: UID = "1.2.840.10008.5.1.4.1.1.481.5"
    static let ct: UID = "1.2.840.10008.5.1.4.1.1.2"
    static let verification: UID = "1.2.840.10008.1.1"

    private static func information(_ name: String) -> UserInformation {
        UserInformation(subItems: [
            .init(type: 0x51, content: .maximumLength(16384)),
            .init(type: 0x52, content: .implementationClassUID("1.2.276.0.7230010.3.0.3.6.7")),
            .init(type: 0x55, content: .implementationVersionName(name)),
        ])
    }

    private static func us(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

    private static func ui(_ uid: UID) -> [UInt8] {
        Array(uid.rawValue.utf8) + (uid.rawValue.utf8.count % 2 == 1 ? [0] : [])
    }

    private static func command(_ elements: [(UInt16, [UInt8])]) -> [UInt8] {
        func element(_ number: UInt16, _ value: [UInt8]) -> [UInt8] {
            [0, 0] + us(number) + us(UInt16(value.count)) + [0, 0] + value
        }
        let body = elements.flatMap { element($0.0, $0.1) }
        return element(0, us(UInt16(body.count)) + [0, 0]) + body
    }
}

extension Example {
    /// The lesson everybody knows: an RT plan is sent on one of two contexts.
    static func rtPlanStorage(serial: Int = 0) -> Association {
        var example = Example(serial: serial)
        example.accept([
            context(1, rtPlan, proposed: [.explicitVRBigEndian], accepted: .explicitVRBigEndian),
            context(
                3, rtPlan, proposed: [.explicitVRLittleEndian, .implicitVRLittleEndian],
                accepted: .explicitVRLittleEndian),
            context(5, ct, proposed: [.explicitVRLittleEndian], result: .abstractSyntaxNotSupported),
        ])
        example.operation(
            .cStoreRQ, on: 3, sopClass: rtPlan,
            dataSet: dataSet(
                .explicitVRLittleEndian, bytes: 41_214, [(.patientName, "DOE^JANE"), (.patientID, "4711")]),
            fragments: 4, frames: 9)
        example.release()
        return example.association
    }
}

extension Example {
    static func storeOf(_ attributes: [(Tag, String)]) -> DIMSEMessage {
        var example = Example()
        let evidence = example.step()
        return DIMSEMessage(
            presentationContextID: 1, from: .requestor, command: CommandSet(), evidence: evidence,
            commandEvidence: evidence, dataSet: dataSet(.implicitVRLittleEndian, bytes: 100, attributes))
    }

    static var totals: CaptureTotals {
        let summary = CaptureSummary(
            files: [
                CaptureSummary.File(
                    name: "example.pcap", format: .pcap, isCompressed: false, byteOrder: .littleEndian, size: 53_000,
                    interfaces: [CaptureSummary.Interface(linkType: 1, snapLength: 0, name: nil, drops: nil)])
            ], packets: 41, bytes: 52_000, originalBytes: 52_000, firstPacket: Timestamp(nanoseconds: start),
            lastPacket: Timestamp(nanoseconds: start + 1_500_000_000), truncatedPackets: 0, problems: [])
        var reassembly = ReassemblyStatistics()
        reassembly.connections = 3
        return CaptureTotals(
            summary: summary, network: NetworkStatistics(), reassembly: reassembly, associations: 2,
            otherConnections: 1, otherBytes: 0, candidatesNotKept: 0)
    }
}
