import DICOMDictionary
import DICOMUpperLayer
import Evidence
import Testing

@Suite struct AssociateTests {
    private func request(_ bytes: [UInt8]) throws -> (PDU.AssociateRQ, [String]) {
        let recorder = Feed.whole(bytes)
        guard case .associateRQ(let pdu) = try #require(recorder.pdus.first) else {
            throw Unexpected()
        }
        return (pdu, recorder.codes)
    }
    private struct Unexpected: Error {}

    @Test func requestInFull() throws {
        let (pdu, codes) = try request(Build.request)
        #expect(codes.isEmpty)
        #expect(pdu.protocolVersion == 1)
        #expect(pdu.calledAETitle == "ARCHIVE")
        #expect(pdu.callingAETitle == "MODALITY")
        #expect(pdu.callingAETitleBytes == Build.title("MODALITY"))
        #expect(pdu.applicationContexts == ["1.2.840.10008.3.1.1.1"])
        #expect(pdu.presentationContexts.map(\.id) == [1, 3])
        #expect(pdu.presentationContexts[1].abstractSyntax == "1.2.840.10008.5.1.4.1.1.2")
        #expect(pdu.presentationContexts[1].transferSyntaxes == ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"])
        #expect(pdu.presentationContexts[0].offset == 74 + 25)
        #expect(pdu.userInformation?.maximumLength == 16_384)
        #expect(pdu.userInformation?.implementationClassUID == "1.2.3.4")
        #expect(pdu.userInformation?.implementationVersionName == "TEST_1")
        #expect(pdu.isComplete)
        #expect(pdu.unknownItems.isEmpty && pdu.reserved.isEmpty)
    }

    @Test func acceptInFull() throws {
        let recorder = Feed.whole(Build.accept)
        guard case .associateAC(let pdu) = try #require(recorder.pdus.first) else { throw Unexpected() }
        #expect(recorder.codes.isEmpty)
        #expect(pdu.presentationContexts.map(\.result?.name) == ["acceptance", "abstract-syntax-not-supported"])
        #expect(pdu.presentationContexts[0].transferSyntax == "1.2.840.10008.1.2")
        #expect(pdu.userInformation?.maximumLength == 0)
    }

    /// Some toolkits leave the transfer syntax out of a context they reject.
    @Test func rejectedContextWithoutTransferSyntax() throws {
        let recorder = Feed.whole(Build.associate(0x02, [Build.item(0x21, [1, 0, 4, 0])]))
        guard case .associateAC(let pdu) = try #require(recorder.pdus.first) else { throw Unexpected() }
        #expect(pdu.presentationContexts.first?.result == .transferSyntaxesNotSupported)
        #expect(pdu.presentationContexts.first?.transferSyntaxes == [])
        #expect(recorder.codes.isEmpty)
    }

    @Test func unknownResultIsKept() throws {
        let recorder = Feed.whole(Build.associate(0x02, [Build.answered(1, 9, "1.2")]))
        guard case .associateAC(let pdu) = try #require(recorder.pdus.first) else { throw Unexpected() }
        #expect(pdu.presentationContexts.first?.result?.rawValue == 9)
        #expect(pdu.presentationContexts.first?.result?.name == "reserved (9)")
    }

    /// A length field is a firewall: the context whose item lies is bent, the next one is whole.
    @Test func errorStopsAtItsItem() throws {
        let liar = Build.item(0x20, [1, 0, 0, 0] + Build.item(0x30, Array("1.2.3".utf8), length: 500))
        let bytes = Build.associate(
            0x01, [Build.applicationContext, liar, Build.proposed(3, "1.2.840.10008.1.1", ["1.2.840.10008.1.2"])])
        let recorder = Feed.whole(bytes)
        let (pdu, codes) = try request(bytes)
        #expect(codes == ["pdu/item-length"])
        #expect(pdu.presentationContexts.map(\.id) == [1, 3])
        #expect(pdu.presentationContexts[0].abstractSyntaxes == ["1.2.3"])
        #expect(pdu.presentationContexts[1].abstractSyntaxes == ["1.2.840.10008.1.1"])
        let anomaly = try #require(recorder.anomalies.first)
        #expect(anomaly.evidence.offset == UInt64(74 + 25 + 8 + 2))
        #expect(anomaly.side == .requestor)
        #expect(anomaly.details.contains(.init("claimed", 500)))
    }

    @Test func duplicatesAndUnknownItemsAreKept() throws {
        let bytes = Build.associate(
            0x01,
            [
                Build.applicationContext, Build.applicationContext, Build.item(0x77, [1, 2, 3]),
                Build.userInformation([Build.item(0x51, Build.uint32(1)), Build.item(0x51, Build.uint32(2))]),
                Build.userInformation([]),
            ])
        let (pdu, codes) = try request(bytes)
        #expect(pdu.applicationContexts.count == 2)
        #expect(pdu.unknownItems.map(\.type) == [0x77])
        #expect(pdu.unknownItems.first?.bytes == [1, 2, 3])
        #expect(pdu.userInformationItems.count == 2)
        #expect(pdu.userInformation?.subItems.map(\.content) == [.maximumLength(1), .maximumLength(2)])
        #expect(codes == ["pdu/unknown-item"])
    }

    @Test func paddingIsTakenOffAndRecorded() throws {
        let bytes = Build.associate(
            0x01, called: Array("PACS".utf8) + Array(repeating: 0, count: 12), calling: Build.title("  A B"),
            [Build.item(0x10, Array("1.2.3".utf8) + [0]), Build.proposed(1, "1.2.4 ", ["1.2.5"])])
        let (pdu, codes) = try request(bytes)
        #expect(pdu.calledAETitle == "PACS")
        #expect(pdu.callingAETitle == "A B")
        #expect(pdu.applicationContext == "1.2.3")
        #expect(pdu.presentationContexts.first?.abstractSyntax == "1.2.4")
        #expect(codes == ["pdu/ae-title-padding", "pdu/uid-padding", "pdu/uid-padding"])
    }

    @Test func reservedFieldsAreKept() throws {
        var bytes = Build.request
        bytes[1] = 9
        bytes[50] = 7
        let (pdu, codes) = try request(bytes)
        #expect(pdu.reserved.map(\.offset) == [1, 42])
        #expect(codes == ["pdu/reserved-not-zero"])
    }

    /// Cut by the sender at every length: the PDU's own length says so, and no read goes astray.
    @Test func everyLengthClaimed() throws {
        for length in 0..<(Build.request.count - 6) {
            var bytes = Array(Build.request[0..<(6 + length)])
            bytes.replaceSubrange(2..<6, with: Build.uint32(length))
            let recorder = Feed.whole(bytes)
            #expect(recorder.pdus.count == 1)
            if length < 68 { #expect(recorder.codes.contains("pdu/field-cut")) }
        }
    }

    /// Cut by the capture at every length: that is no fault of the sender.
    @Test func everyLengthCaptured() throws {
        for length in 6..<Build.request.count {
            let recorder = Feed.whole(Array(Build.request[0..<length]))
            guard case .associateRQ(let pdu) = try #require(recorder.pdus.first) else { throw Unexpected() }
            #expect(!pdu.isComplete)
            #expect(recorder.codes == ["pdu/incomplete"])
        }
    }

    @Test func hostileItemsAreBounded() throws {
        let bytes = Build.associate(0x01, Array(repeating: [0xEE, 0xFF, 0, 0], count: 200_000))
        let recorder = Feed.whole(bytes)
        guard case .associateRQ(let pdu) = try #require(recorder.pdus.first) else { throw Unexpected() }
        #expect(pdu.unknownItems.count == 16_384)
        #expect(recorder.anomalies.count < 100)
    }
}
