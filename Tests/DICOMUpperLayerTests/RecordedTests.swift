import DICOMDictionary
import DICOMUpperLayer
import Testing

/// What real toolkits send; the values are those tshark and the toolkits' own logs show.
@Suite struct RecordedTests {
    private func request(_ bytes: [UInt8]) throws -> PDU.AssociateRQ {
        guard case .associateRQ(let pdu) = try #require(Feed.whole(bytes).pdus.first) else { throw Unexpected() }
        return pdu
    }
    private struct Unexpected: Error {}

    @Test func echo() throws {
        let recorder = Feed.whole(Recorded.echoRequestor)
        #expect(recorder.types == ["A-ASSOCIATE-RQ", "P-DATA-TF", "A-RELEASE-RQ"])
        // DCMTK sends FFH in a reserved field of every presentation context.
        #expect(recorder.codes == ["pdu/reserved-not-zero"])
        let pdu = try request(Recorded.echoRequest)
        #expect(pdu.calledAETitle == "ARCHIVE")
        #expect(pdu.callingAETitle == "MODALITY")
        #expect(pdu.presentationContexts.count == 1)
        #expect(pdu.presentationContexts.first?.abstractSyntax == "1.2.840.10008.1.1")
        #expect(pdu.userInformation?.maximumLength == 16_384)
        #expect(pdu.userInformation?.implementationVersionName == "OFFIS_DCMTK_367")
        #expect(pdu.reserved.map(\.bytes) == [[0, 0xFF, 0]])
    }

    @Test func userIdentity() throws {
        let pdu = try request(Recorded.passcodeRequest)
        #expect(
            pdu.userInformation?.userIdentityRequest
                == .init(
                    type: .usernameAndPasscode, positiveResponseRequested: 1, primaryFieldLength: 9,
                    secondaryFieldLength: 12, username: "test-user"))
        #expect(!"\(pdu)".contains("secret"))
    }

    @Test func roleSelection() throws {
        guard case .associateAC(let pdu) = try #require(Feed.whole(Recorded.roleSelectionAccept).pdus.first) else {
            throw Unexpected()
        }
        #expect(pdu.presentationContexts.map(\.id) == [1, 3, 5, 7])
        #expect(pdu.presentationContexts.allSatisfy { $0.result == .acceptance })
        #expect(
            pdu.userInformation?.roleSelections == [
                .init(sopClass: "1.2.840.10008.5.1.4.1.1.2", scu: 1, scp: 1),
                .init(sopClass: "1.2.840.10008.5.1.4.1.1.4", scu: 0, scp: 1),
            ])
    }

    @Test func extendedNegotiation() throws {
        let negotiations = try #require(try request(Recorded.extendedNegotiationRequest).userInformation)
            .extendedNegotiations
        #expect(negotiations.map(\.applicationInformation) == [[1, 1, 1, 0], [1], [2, 0, 3, 0, 1, 0]])
        #expect(negotiations[0].options[2].meaning == "performed")
        #expect(negotiations[1].options[0].name == "relational-retrieval")
        #expect(negotiations[2].options[0].meaning == "level 2")
    }

    @Test func commonExtendedNegotiation() throws {
        let negotiations = try #require(try request(Recorded.commonNegotiationRequest).userInformation)
            .commonExtendedNegotiations
        #expect(
            negotiations == [
                .init(
                    sopClass: "1.2.826.0.1.3680043.8.498.4.1", serviceClass: "1.2.840.10008.4.2",
                    relatedGeneralSOPClasses: ["1.2.840.10008.5.1.4.1.1.2"]),
                .init(
                    sopClass: "1.2.840.10008.5.1.4.1.1.88.22", serviceClass: "1.2.840.10008.4.2",
                    relatedGeneralSOPClasses: ["1.2.840.10008.5.1.4.1.1.88.11"]),
            ])
    }

    @Test func everySplitAndEveryGap() {
        let bytes = Recorded.echoRequestor
        let expected = Feed.whole(bytes).events
        for split in 0...bytes.count {
            var feed = Feed()
            feed.push(bytes[..<split])
            feed.push(bytes[split...])
            feed.finish()
            #expect(feed.recorder.events == expected)
            for length in [1, 2, 30] where split + length < bytes.count - 10 {
                var gapped = Feed()
                gapped.push(bytes[..<split])
                gapped.lose(length)
                gapped.push(bytes[(split + length)...])
                gapped.finish()
                #expect(gapped.recorder.types.last == "A-RELEASE-RQ")
            }
        }
    }
}
