import DICOMDictionary
import DICOMUpperLayer
import Testing

@Suite struct UserInformationTests {
    private func decode(_ subItems: [[UInt8]]) throws -> (UserInformation, Recorder) {
        let recorder = Feed.whole(Build.associate(0x01, [Build.userInformation(subItems)]))
        guard case .associateRQ(let pdu) = try #require(recorder.pdus.first) else { throw Unexpected() }
        return (try #require(pdu.userInformation), recorder)
    }
    private struct Unexpected: Error {}

    @Test func everySubItem() throws {
        let (information, recorder) = try decode([
            Build.item(0x51, Build.uint32(65_536)), Build.item(0x52, "1.2.3"),
            Build.item(0x53, Build.uint16(5) + Build.uint16(0)),
            Build.item(0x54, Build.counted("1.2.840.10008.5.1.4.1.1.2") + [0, 1]), Build.item(0x55, "VERSION "),
            Build.item(0x56, Build.counted("1.2.840.10008.5.1.4.1.2.2.1") + [1, 0, 1, 7]),
            Build.item(
                0x57,
                Build.counted("1.2.3.4") + Build.counted("1.2.840.10008.4.2")
                    + Build.uint16(14) + Build.counted("1.2.4") + Build.counted("1.2.5")),
            Build.item(0x58, [2, 1] + Build.counted("alice") + Build.counted("secret")),
            Build.item(0x59, Build.counted("ticket")),
        ])
        #expect(recorder.codes.isEmpty)
        #expect(information.maximumLength == 65_536)
        #expect(information.asynchronousOperationsWindow == .init(invoked: 5, performed: 0))
        #expect(information.roleSelections == [.init(sopClass: "1.2.840.10008.5.1.4.1.1.2", scu: 0, scp: 1)])
        #expect(information.implementationVersionName == "VERSION")
        #expect(
            information.commonExtendedNegotiations == [
                .init(
                    sopClass: "1.2.3.4", serviceClass: "1.2.840.10008.4.2",
                    relatedGeneralSOPClasses: ["1.2.4", "1.2.5"])
            ])
        #expect(
            information.userIdentityRequest
                == .init(
                    type: .usernameAndPasscode, positiveResponseRequested: 1, primaryFieldLength: 5,
                    secondaryFieldLength: 6, username: "alice"))
        #expect(information.userIdentityResponse?.serverResponseLength == 6)
        #expect(information.subItems.map(\.type) == Array(0x51...0x59))
        #expect(information.subItems[1].offset == 74 + 4 + 8)
    }

    @Test func extendedNegotiationByteByByte() throws {
        let find = ExtendedNegotiation(
            sopClass: "1.2.840.10008.5.1.4.1.2.2.1", applicationInformation: [1, 0, 1, 0, 1, 0, 0, 5])
        #expect(
            find.options.map(\.name) == [
                "relational-queries", "date-time matching", "fuzzy semantic matching of person names",
                "timezone query adjustment", "enhanced multi-frame image conversion", "empty value matching",
                "multiple value matching", "byte 8",
            ])
        #expect(find.options[0].meaning == "supported")
        #expect(find.options[7].meaning == "value 5")
        let move = ExtendedNegotiation(sopClass: "1.2.840.10008.5.1.4.1.2.1.2", applicationInformation: [1, 1])
        #expect(move.options.map(\.name) == ["relational-retrieval", "enhanced multi-frame image conversion"])
        let worklist = ExtendedNegotiation(sopClass: "1.2.840.10008.5.1.4.31", applicationInformation: [1, 1, 1])
        #expect(worklist.options.map(\.name) == ["byte 1", "byte 2", "fuzzy semantic matching of person names"])
        let storage = ExtendedNegotiation(
            sopClass: "1.2.840.10008.5.1.4.1.1.2", applicationInformation: [2, 0, 3, 0, 1, 0])
        #expect(storage.options[0].meaning == "level 2")
        #expect(storage.options[2].name == "level of digital signature support")
        #expect(storage.options[4].meaning == "may coerce")
        let hanging = ExtendedNegotiation(sopClass: "1.2.840.10008.5.1.4.38.2", applicationInformation: [1])
        #expect(hanging.options[0].name == "relational-queries")
        let unknown = ExtendedNegotiation(sopClass: "1.2.3", applicationInformation: [1])
        #expect(unknown.options.map(\.name) == ["byte 1"])
    }

    @Test func secretsAreNowhere() throws {
        for type in [2, 3, 4, 5, 0, 77] as [UInt8] {
            let subItem = Build.item(
                0x58, [type, 1] + Build.counted("u") + Build.counted("hunter2hunter2") + Array("hunter2".utf8))
            let (information, recorder) = try decode([subItem, Build.item(0x59, Build.counted("hunter2"))])
            #expect(!"\(information)\(recorder.events)".contains("hunter2"))
            #expect(!"\(recorder.events)".contains("104, 117, 110, 116"))
            let isName = type == 2
            #expect((information.userIdentityRequest?.username != nil) == isName)
        }
        let jwt = try decode([Build.item(0x58, [5, 1] + Build.counted("hunter2") + [0, 0])])
        #expect(jwt.0.userIdentityRequest?.primaryFieldLength == 7)
        #expect(!"\(jwt.1.events)".contains("104, 117, 110, 116"))
        // Where it does not belong it is still a secret.
        let astray = Feed.whole(Build.associate(0x01, [Build.item(0x58, "hunter2")]))
        #expect(!"\(astray.events)".contains("104, 117, 110, 116"))
        #expect(astray.codes == ["pdu/unknown-item"])
    }

    @Test func brokenSubItemsLeaveTheOthers() throws {
        let (information, recorder) = try decode([
            Build.item(0x51, [1, 2, 3]), Build.item(0x53, [0]), Build.item(0x54, Build.uint16(90) + [1]),
            Build.item(0x5A, [9, 9]), Build.item(0x51, Build.uint32(1) + [0]),
            Build.item(0x57, Build.counted("1") + Build.counted("2") + Build.uint16(50) + Build.counted("3")),
            Build.item(0x52, "1.2"),
        ])
        #expect(
            recorder.codes == [
                "pdu/field-cut", "pdu/field-cut", "pdu/field-cut", "pdu/unknown-item", "pdu/item-trailing-bytes",
                "pdu/item-length",
            ])
        #expect(information.subItems.count == 7)
        #expect(information.subItems[0].content == .undecoded([1, 2, 3]))
        #expect(information.subItems[3].content == .undecoded([9, 9]))
        #expect(information.maximumLength == 1)
        #expect(information.commonExtendedNegotiations.first?.relatedGeneralSOPClasses == ["3"])
        #expect(information.implementationClassUID == "1.2")
    }

    @Test func emptySubItems() throws {
        let (information, _) = try decode((0x51...0x5A).map { Build.item($0, []) })
        #expect(information.subItems.count == 10)
        #expect(information.implementationClassUID == "")
        #expect(information.userIdentityRequest == .init())
    }
}
