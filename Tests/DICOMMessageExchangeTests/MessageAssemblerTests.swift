import DICOMDictionary
import Evidence
import Testing

@testable import DICOMMessageExchange

@Suite struct MessageAssemblerTests {
    private typealias Bytes = CommandBytes

    @Test func aMessageWithoutDataSetIsOneMessage() {
        var exchange = Exchange()
        exchange.command(Bytes.echo)
        #expect(exchange.heard.begun.count == 1)
        #expect(exchange.heard.ended.count == 1)
        let message = exchange.heard.ended[0]
        #expect(message.isComplete)
        #expect(message.dataSet == nil)
        #expect(message.evidence.length == UInt64(Bytes.echo.count + 6))
        #expect(exchange.assembler.isIdle)
    }

    @Test func fragmentsOfAnySizeGiveTheSameMessage() {
        for size in [1, 2, 7, 16, 64] {
            var exchange = Exchange()
            exchange.assembler.setTransferSyntaxes([ContextTransferSyntax(1, .implicitVRLittleEndian)])
            for (bytes, isCommand) in [(Bytes.store, true), (Bytes.dataSet, false)] {
                var rest = bytes[...]
                while !rest.isEmpty {
                    let part = Array(rest.prefix(size))
                    rest = rest.dropFirst(size)
                    exchange.pdv(command: isCommand, last: rest.isEmpty, part, piece: 3)
                }
            }
            #expect(exchange.heard.ended.count == 1)
            let message = exchange.heard.ended[0]
            #expect(message.isComplete)
            #expect(message.command.commandField == .cStoreRQ)
            #expect(
                message.fragments == (Bytes.store.count + size - 1) / size + (Bytes.dataSet.count + size - 1) / size)
            #expect(message.dataSet?.bytes == UInt64(Bytes.dataSet.count))
            #expect(message.dataSet?.text(.patientName) == "DOE^JA")
            #expect(message.dataSet?.transferSyntaxIsInferred == false)
            #expect(exchange.heard.anomalies.isEmpty)
        }
    }

    @Test func anEmptyLastFragmentEndsTheMessage() {
        var exchange = Exchange()
        exchange.command(Bytes.store)
        exchange.data(Bytes.dataSet, last: false)
        #expect(exchange.heard.ended.isEmpty)
        exchange.data([])
        exchange.command(Bytes.echo)
        #expect(exchange.heard.ended.map(\.isComplete) == [true, true])
        #expect(exchange.heard.ended[0].dataSet?.elements == 2)
    }

    @Test func theTransferSyntaxIsInferredWhereNoneIsKnown() {
        var exchange = Exchange()
        exchange.command(Bytes.store)
        exchange.data(Bytes.dataSet)
        #expect(exchange.heard.ended[0].dataSet?.transferSyntax == .implicitVRLittleEndian)
        #expect(exchange.heard.ended[0].dataSet?.transferSyntaxIsInferred == true)
        exchange.assembler.setTransferSyntaxes([ContextTransferSyntax(1, .implicitVRLittleEndian, isInferred: true)])
        exchange.command(Bytes.store)
        exchange.data(Bytes.dataSet)
        #expect(exchange.heard.ended[1].dataSet?.transferSyntaxIsInferred == true)
        #expect(exchange.heard.ended[1].dataSet?.text(.patientName) == "DOE^JA")
    }

    @Test func interleavedMessagesAreKeptApartByContext() {
        var exchange = Exchange()
        exchange.command(Bytes.store, on: 1)
        exchange.data(Array(Bytes.dataSet[..<20]), on: 1, last: false)
        exchange.command(Bytes.echo, on: 3)
        exchange.data(Array(Bytes.dataSet[20...]), on: 1)
        #expect(exchange.heard.ended.map { $0.command.commandField } == [.cEchoRQ, .cStoreRQ])
        #expect(exchange.heard.ended.map(\.isComplete) == [true, true])
        #expect(exchange.heard.ended[1].dataSet?.text(.patientName) == "DOE^JA")
        #expect(exchange.heard.anomalies == ["message/interleaved"])
        #expect(Set(exchange.heard.tokens).count == 2)
    }

    /// PS3.8 §E.1.
    @Test func messagesShareNoPDU() {
        var exchange = Exchange()
        exchange.command(Bytes.store)
        exchange.pdv(command: false, last: true, Bytes.dataSet, inSamePDU: true)
        #expect(exchange.heard.anomalies.isEmpty)
        exchange.pdv(command: true, last: true, Bytes.echo, inSamePDU: true)
        exchange.pdv(command: true, last: true, Bytes.echo)
        #expect(exchange.heard.anomalies == ["message/several-in-transfer"])
        #expect(exchange.heard.ended.map(\.isComplete) == [true, true, true])
    }

    /// The data set is read as that of the command before it.
    @Test func aDataSetOnAnotherContext() {
        var exchange = Exchange()
        exchange.assembler.setTransferSyntaxes([ContextTransferSyntax(3, .implicitVRLittleEndian)])
        exchange.command(Bytes.store, on: 1)
        exchange.data(Array(Bytes.dataSet[..<20]), on: 3, last: false)
        exchange.data(Array(Bytes.dataSet[20...]), on: 3)
        exchange.command(Bytes.echo, on: 3)
        #expect(exchange.heard.anomalies == ["message/data-set-on-other-context"])
        #expect(exchange.heard.orphans.isEmpty)
        #expect(exchange.heard.ended.map(\.isComplete) == [true, true])
        #expect(exchange.heard.ended[0].dataSet?.text(.patientName) == "DOE^JA")
    }

    @Test func aCommandInsteadOfADataSet() {
        var exchange = Exchange()
        exchange.command(Bytes.store)
        exchange.command(Bytes.echo)
        #expect(exchange.heard.ended.map(\.isComplete) == [false, true])
        #expect(exchange.heard.anomalies == ["message/data-set-missing"])
    }

    @Test func aDataSetBeforeTheCommandsEnd() {
        var exchange = Exchange()
        exchange.pdv(command: true, last: false, Bytes.store)
        exchange.data(Bytes.dataSet)
        #expect(exchange.heard.anomalies == ["message/data-before-command-end"])
        #expect(exchange.heard.ended.first?.dataSet?.elements == 2)
    }

    @Test func dataSetsWithoutCommandAreCounted() {
        var exchange = Exchange()
        exchange.data([1, 2, 3], on: 1, last: false)
        exchange.pdv(1, command: false, last: true, [4, 5, 6, 7], lost: 2, before: 1)
        exchange.data([8], on: 3, last: false)
        exchange.command(Bytes.echo, on: 1)
        exchange.data([9, 9], on: 5, last: false)
        exchange.finish()
        #expect(exchange.heard.orphans.map(\.bytes) == [7, 1, 2])
        #expect(exchange.heard.orphans.map(\.context) == [1, 3, 5])
        #expect(exchange.heard.ended.count == 1)
    }

    @Test func whatTheEndOfTheDirectionFindsIsIncomplete() {
        var exchange = Exchange()
        exchange.command(Bytes.store, on: 1)
        exchange.data(Array(Bytes.dataSet[..<20]), on: 1, last: false)
        exchange.pdv(3, command: true, last: false, Array(Bytes.echo[..<30]))
        exchange.finish()
        #expect(exchange.heard.ended.map(\.isComplete) == [false, false])
        #expect(exchange.heard.begun.count == 2)
        #expect(exchange.assembler.isIdle)
    }
}

/// Gaps: what is known stays known, and nobody is blamed for what the capture lacks.
@Suite struct MessageGapTests {
    private typealias Bytes = CommandBytes

    @Test func bytesLostInADataSet() {
        var exchange = Exchange()
        exchange.assembler.setTransferSyntaxes([ContextTransferSyntax(1, .implicitVRLittleEndian)])
        exchange.command(Bytes.store)
        // Inside the value of the SOP Class UID.
        exchange.pdv(command: false, last: true, Bytes.dataSet, lost: 10, before: 12)
        let message = exchange.heard.ended[0]
        #expect(!message.isComplete)
        #expect(message.dataSet?.isComplete == false)
        #expect(message.dataSet?.text(.patientName) == "DOE^JA")
        exchange.command(Bytes.echo)
        #expect(exchange.heard.ended[1].isComplete)
        #expect(exchange.heard.anomalies.isEmpty)
    }

    @Test func ofACommandSetOnlyWhatStandsBeforeTheGapIsRead() {
        var exchange = Exchange()
        let lost = Bytes.store.count - 30
        exchange.pdv(command: true, last: true, Bytes.store, lost: lost, before: 20)
        let command = exchange.heard.begun[0].command
        #expect(command.bytes == Array(Bytes.store[..<20]))
        #expect(command.commandField == nil)
        #expect(exchange.heard.ended.map(\.isComplete) == [false])
    }

    @Test func pdusLostInACommandSet() {
        var exchange = Exchange()
        exchange.pdv(command: true, last: false, Array(Bytes.store[..<50]))
        exchange.assembler.lost()
        exchange.command(Bytes.echo)
        #expect(exchange.heard.ended.map(\.isComplete) == [false, true])
        #expect(exchange.heard.ended[1].command.commandField == .cEchoRQ)
        #expect(exchange.heard.anomalies.isEmpty)
    }

    @Test func theRestOfACommandSetWhoseBeginningWasLost() {
        for startsInMiddle in [true, false] {
            var exchange = Exchange(startsInMiddle: startsInMiddle)
            if !startsInMiddle { exchange.assembler.lost() }
            exchange.command(Array(Bytes.echo[40...]))
            exchange.command(Bytes.echo)
            #expect(exchange.heard.ended.map(\.isComplete) == [false, true])
        }
    }

    @Test func pdusLostInADataSetLeaveItIncomplete() {
        var exchange = Exchange()
        exchange.command(Bytes.store, on: 1)
        exchange.data(Array(Bytes.dataSet[..<20]), on: 1, last: false)
        exchange.command(Bytes.store, on: 3)
        exchange.assembler.lost()
        exchange.data([0, 0], on: 1)
        exchange.data(Bytes.dataSet, on: 3)
        #expect(exchange.heard.ended.map(\.isComplete) == [false, false])
        // The second's data set was not begun and is whole as far as it shows.
        #expect(exchange.heard.ended.map { $0.dataSet?.isComplete } == [false, true])
    }

    @Test func theLongestCommandSetIsKeptUpToItsLimit() {
        var exchange = Exchange()
        let part = [UInt8](repeating: 0, count: 40_000)
        exchange.pdv(command: true, last: false, part)
        exchange.pdv(command: true, last: true, part)
        #expect(exchange.heard.ended.first?.command.length == MessageAssembler.maximumCommandBytes)
        #expect(exchange.heard.ended.first?.isComplete == false)
    }
}
