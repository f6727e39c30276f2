import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import Testing

@testable import AssociationTimeline

/// Where other analyzers were measured to fail, each on a recorded capture.
@Suite struct PeerWeaknessTests {
    private func associations(_ name: String) throws -> [Association] {
        try TimelineDigest.associations([.path(Captures.path(name + ".pcap"))])
    }

    private func only(_ name: String) throws -> Association {
        let all = try associations(name)
        return try #require(all.count == 1 ? all[0] : nil)
    }

    /// A C-STORE that is whole, with its final response.
    private func expectWholeStore(
        _ association: Association, bytes: UInt64, elements: Int, pixelFragments: Int = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let operation = try #require(association.operations.first, sourceLocation: sourceLocation)
        let dataSet = try #require(operation.request?.dataSet, sourceLocation: sourceLocation)
        #expect(association.outcome == .released, sourceLocation: sourceLocation)
        #expect(operation.kind == .cStoreRQ && operation.outcome == .success, sourceLocation: sourceLocation)
        #expect(dataSet.bytes == bytes, sourceLocation: sourceLocation)
        #expect(dataSet.elements == elements, sourceLocation: sourceLocation)
        #expect(dataSet.pixelFragments == pixelFragments, sourceLocation: sourceLocation)
        #expect(dataSet.isComplete && dataSet.faultCount == 0, sourceLocation: sourceLocation)
        #expect(dataSet.text(.patientName) == "Test^Alpha", sourceLocation: sourceLocation)
    }

    @Test func encapsulatedPixelDataIsSkippedAndTheNextResponseRead() throws {
        try expectWholeStore(only("store-multiple-fragments"), bytes: 5288, elements: 33, pixelFragments: 9)
        // Its stream holds bytes like those of tags and of PDUs.
        try expectWholeStore(only("store-mpeg4"), bytes: 3168, elements: 33, pixelFragments: 1)
    }

    @Test func transferSyntaxesOfNoDictionary() throws {
        let association = try only("data-set-private-transfer-syntax")
        try expectWholeStore(association, bytes: 1116, elements: 35)
        #expect(association.presentationContexts[0].acceptedTransferSyntax == "1.2.826.0.1.3680043.8.498.2.1")
        try expectWholeStore(only("store-htj2k"), bytes: 2684, elements: 35, pixelFragments: 1)
    }

    @Test func deflatedDataSetsAreInflated() throws {
        try expectWholeStore(only("store-deflated"), bytes: 23_068, elements: 35)
    }

    @Test func valueRepresentationsOf64BitsAndUnknownOnesOfUndefinedLength() throws {
        try expectWholeStore(only("data-set-64-bit-value-representations"), bytes: 980, elements: 45)
        try expectWholeStore(only("data-set-un-undefined-length"), bytes: 846, elements: 41)
    }

    @Test func aLostSegmentIsToldAndTheResponseStillFound() throws {
        let association = try only("lost-segment")
        #expect(association.quality.gaps == 1)
        #expect(association.quality.lostBytes == 1448)
        let operation = association.operations[0]
        #expect(operation.request?.isComplete == false)
        #expect(operation.request?.dataSet?.isComplete == false)
        #expect(operation.outcome == .success)
        #expect(operation.responses.map(\.evidence.lastFrame) == [FrameNumber(40)])
        #expect(association.outcome == .released)
        #expect(association.pdus.filter(\.isIncomplete).count == 1)
    }

    @Test func cancelBetweenFragmentsOfAResponse() throws {
        let operation = try only("cancel-between-fragments").operations[0]
        #expect(operation.outcome == .cancel)
        #expect(operation.cancels.map(\.evidence.firstFrame) == [FrameNumber(17)])
        #expect(operation.responses.map { $0.command.status } == [0xFF00, 0xFF00, 0xFE00])
        #expect(operation.responses.map(\.isComplete) == [true, true, true])
        #expect(operation.responses[1].dataSet?.elements == 4)
    }

    @Test func captureBegunMidAssociationOffPort104() throws {
        let association = try only("mid-association-off-port")
        #expect(association.acceptor.port == 4242)
        #expect(association.operations.map(\.outcome) == [.success, .success, .success])
        #expect(association.outcome == .released)
        #expect(!association.quality.sawHandshake)
        #expect(association.anomalies.isEmpty)
    }

    @Test func firstSegmentOfSixBytes() throws {
        let association = try only("first-segment-six-bytes")
        #expect(association.callingAETitle == "MODALITY")
        #expect(association.request?.evidence.firstFrame == FrameNumber(4))
        #expect(association.request?.evidence.lastFrame == FrameNumber(6))
        #expect(association.operations.map(\.outcome) == [.success])
    }

    @Test(arguments: [("abort-by-acceptor", AssociationSide.acceptor), ("abort-by-requestor", .requestor)])
    func whoAborted(name: String, side: AssociationSide) throws {
        let association = try only(name)
        #expect(association.outcome == .aborted)
        #expect(association.aborts.map(\.from) == [side])
    }

    @Test func statusMeansWhatItMeansForItsService() throws {
        func meaning(_ name: String) throws -> String {
            let operation = try #require(associations(name).first { !$0.operations.isEmpty }?.operations.first)
            let serviceClass = try #require(operation.sopClass?.serviceClass)
            let status = try #require(operation.status)
            #expect(status == 0xB000)
            return Status(status).meaning(service: serviceClass, command: operation.kind.rawValue)
        }
        #expect(try meaning("status-store-coercion") == "Stored, data elements coerced")
        #expect(try meaning("move-partly-failed") == "Sub-operations complete, one or more failures or warnings")
    }

    @Test(arguments: [("odd-fragments", 4), ("empty-last-fragment", 3)])
    func oddAndEmptyLastFragmentsLeaveTheRestOfThePDU(name: String, fragments: Int) throws {
        let association = try only(name)
        #expect(association.operations.map(\.outcome) == [.success, .success])
        #expect(association.operations.map { $0.request?.isComplete } == [true, true])
        #expect(association.operations.map { $0.request?.dataSet?.bytes } == [728, 728])
        #expect(association.operations[0].request?.fragments == fragments)
    }

    /// Its time is for the benchmarks; that nothing is lost on the way is for here.
    @Test func manySmallStoresInOneAssociation() throws {
        var conversation = Conversation.established()
        let count = 2000
        for id in 1...count {
            conversation.send(.requestor, Sent.storeRQ(id, instance: "1.2.\(id)"))
            conversation.send(.acceptor, Sent.response(3, 0x8001, id, status: 0))
        }
        conversation.release()
        let association = try conversation.association()
        #expect(association.operations.count == count)
        #expect(association.operations.allSatisfy { $0.outcome == .success && $0.request?.isComplete == true })
        #expect(association.presentationContexts[1].uses == 2 * count)
    }

    @Test func secretsOfUserIdentityAreNowhereInTheModel() throws {
        let association = try only("user-identity-passcode")
        var text = ""
        dump(association, to: &text)
        #expect(!text.contains("not-a-secret"))
        let identity = try #require(association.request?.value.userInformation?.userIdentityRequest)
        #expect(identity.type == .usernameAndPasscode)
        #expect(identity.secondaryFieldLength == 12)
    }

    @Test func userInformation57And59() throws {
        let extended = try #require(try only("common-extended-negotiation").request?.value.userInformation)
        #expect(
            extended.commonExtendedNegotiations.map(\.sopClass) == [
                "1.2.826.0.1.3680043.8.498.4.1", "1.2.840.10008.5.1.4.1.1.88.22",
            ])
        let jwt = try #require(try only("user-identity-kerberos").accept?.value.userInformation)
        #expect(jwt.userIdentityResponse?.serverResponseLength == 15)
    }
}
