import DICOMDictionary
import Testing

@testable import DICOMMessageExchange

@Suite struct CommandSetTests {
    private typealias Bytes = CommandBytes

    @Test func everyFieldByName() {
        let command = CommandSet(
            bytes: Bytes.set([
                Bytes.element(0x0002, Bytes.text("1.2.3")), Bytes.element(0x0100, Bytes.uint16(0x8021)),
                Bytes.element(0x0120, Bytes.uint16(7)), Bytes.element(0x0600, Bytes.text("MODALITY ")),
                Bytes.element(0x0800, Bytes.uint16(0x0101)), Bytes.element(0x0900, Bytes.uint16(0xB000)),
                Bytes.element(0x0901, Bytes.uint16(0x0028) + Bytes.uint16(0x0010)),
                Bytes.element(0x0902, Bytes.text("no room")), Bytes.element(0x1020, Bytes.uint16(3)),
                Bytes.element(0x1021, Bytes.uint16(2)), Bytes.element(0x1022, Bytes.uint16(1)),
                Bytes.element(0x1023, Bytes.uint16(0)),
            ]))
        #expect(command.faults.isEmpty)
        #expect(command.commandField == CommandField.cMoveRQ.response)
        #expect(command.commandField?.description == "C-MOVE-RSP")
        #expect(command.affectedSOPClassUID == "1.2.3")
        #expect(command.messageIDBeingRespondedTo == 7)
        #expect(command.messageID == nil)
        #expect(command.moveDestination == "MODALITY")
        #expect(!command.hasDataSet)
        #expect(command.status == 0xB000)
        #expect(command.offendingElements == [Tag(0x0028, 0x0010)])
        #expect(command.errorComment == "no room")
        #expect(command.numberOfRemainingSuboperations == 3)
        #expect(command.numberOfCompletedSuboperations == 2)
        #expect(command.numberOfFailedSuboperations == 1)
        #expect(command.numberOfWarningSuboperations == 0)
        #expect(command.elements.count == 13)
    }

    @Test func anyTypeButOneAnnouncesADataSet() {
        for (type, hasDataSet) in [(0x0101, false), (0x0000, true), (0x0001, true), (0x0102, true), (0xFEFE, true)] {
            let command = CommandSet(bytes: Bytes.set([Bytes.element(0x0800, Bytes.uint16(type))]))
            #expect(command.hasDataSet == hasDataSet)
        }
        #expect(!CommandSet(bytes: Bytes.set([])).hasDataSet)
    }

    @Test func explicitVRIsReadAndTold() {
        let body = Bytes.explicit(0x0100, "US", Bytes.uint16(0x0030)) + Bytes.explicit(0x0110, "US", Bytes.uint16(5))
        let command = CommandSet(bytes: Bytes.explicit(0, "UL", Bytes.uint32(body.count)) + body)
        #expect(command.commandField == .cEchoRQ)
        #expect(command.messageID == 5)
        #expect(command.faults == [.explicitVR])
    }

    @Test func faultsOfLengthAndOrder() {
        let wrongLength = CommandSet(bytes: Bytes.set([Bytes.element(0x0100, Bytes.uint16(0x30))], groupLength: 99))
        #expect(wrongLength.faults == [.groupLength(stated: 99, actual: 10)])
        #expect(wrongLength.commandField == .cEchoRQ)

        let without = CommandSet(bytes: Bytes.element(0x0100, Bytes.uint16(0x30)))
        #expect(without.faults == [.groupLength(stated: nil, actual: 10)])

        let twice = CommandSet(
            bytes: Bytes.set([
                Bytes.element(0x0110, Bytes.uint16(1)), Bytes.element(0x0110, Bytes.uint16(2)),
                Bytes.element(0x0100, Bytes.uint16(0x30)), Bytes.element(0x0010, [], group: 0x0008),
            ]))
        #expect(twice.messageID == 1)
        #expect(twice.elements.map(\.unsignedShort) == [38, 1, 2, 0x30, nil])
        #expect(
            twice.faults == [
                .notAscending(tag: Tag(0, 0x0110), offset: 22), .notAscending(tag: Tag(0, 0x0100), offset: 32),
                .notGroup0000(tag: Tag(0x0008, 0x0010), offset: 42),
            ])
    }

    @Test func aValueThatRunsPastTheEndKeepsWhatWasThere() {
        let command = CommandSet(bytes: Bytes.set([Bytes.element(0x0002, Array("1.2.84".utf8), length: 4096)]))
        #expect(Array(command.elements[1].value) == Array("1.2.84".utf8))
        #expect(command.elements[1].length == 4096)
        #expect(command.affectedSOPClassUID == nil)
        #expect(command.faults == [.valueCut(tag: Tag(0, 2), offset: 12, claimed: 4096, available: 6)])
    }

    @Test func everyTruncationIsRead() {
        let whole = Bytes.store
        for count in 0...whole.count {
            let command = CommandSet(bytes: Array(whole.prefix(count)))
            #expect(command.length == count)
            #expect(count == 0 || count == whole.count || !command.faults.isEmpty, "\(count) bytes")
            _ = command.elements.map(\.text)
        }
    }

    @Test func hostileLengthsAndManyElements() {
        for length in [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] {
            let command = CommandSet(bytes: Bytes.element(0x0100, [0x30, 0], length: length))
            #expect(command.elements.count >= 1)
        }
        let many = CommandSet(bytes: (0..<10_000).flatMap { _ in Bytes.element(0x0100, []) })
        #expect(many.elements.count == CommandSet.maximumElements)
        #expect(many.faults.count <= CommandSet.maximumElements + 1)
    }

    @Test func textWithoutPaddingAndWithoutControlCharacters() {
        let command = CommandSet(bytes: Bytes.set([Bytes.element(0x0902, [0x20, 0x41, 0x1B, 0xE4, 0x20, 0x00])]))
        #expect(command.errorComment == "A\\x1B\\xE4")
    }

    @Test func unknownCommandFieldsAreKept() {
        #expect(CommandField(rawValue: 0x00FF).description == "0x00FF")
        #expect(CommandField(rawValue: 0x8031).isResponse)
        #expect(CommandField(rawValue: 0x8FFF).service == nil)
        #expect(CommandField.cCancelRQ.description == "C-CANCEL-RQ")
    }
}
