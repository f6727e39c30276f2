import Evidence
import Testing

@testable import AssociationTimeline

/// How associations end, what counts as one, and how they are numbered.
@Suite struct OutcomeTests {
    @Test func rejectedAbortedReleasedClosedReset() throws {
        var rejected = Conversation()
        rejected.open()
        rejected.send(.requestor, Sent.usualRequest)
        var aborted = rejected
        var answered = rejected
        rejected.send(.acceptor, Sent.reject)
        rejected.close()
        #expect(try rejected.association().outcome == .rejected)
        aborted.send(.requestor, Sent.abort)
        aborted.close()
        #expect(try aborted.association().outcome == .aborted)
        #expect(try aborted.association().quality.sawHandshake)

        answered.send(.acceptor, Sent.usualAccept)
        var closed = answered
        var reset = answered
        var released = answered
        var requested = answered
        #expect(try answered.association().outcome == .open)
        closed.close()
        #expect(try closed.association().outcome == .closed)
        reset.reset(.acceptor)
        #expect(try reset.association().outcome == .reset)
        requested.send(.requestor, Sent.releaseRQ)
        requested.close(.acceptor)
        #expect(try requested.association().outcome == .closed)
        released.send(.requestor, Sent.releaseRQ)
        released.send(.acceptor, Sent.releaseRP)
        released.send(.requestor, Sent.abort)
        released.close()
        let association = try released.association()
        #expect(association.outcome == .released)
        #expect(association.aborts.count == 1)
    }

    @Test func unansweredOnlyWhereNothingWasMissed() throws {
        var conversation = Conversation()
        conversation.open()
        conversation.send(.requestor, Sent.usualRequest)
        var lost = conversation
        conversation.acknowledge(.acceptor)
        #expect(try conversation.association().outcome == .open)
        conversation.close()
        let association = try conversation.association()
        #expect(association.outcome == .unanswered)
        #expect(association.quality.sawHandshake)
        lost.lose(.acceptor, Sent.usualAccept)
        lost.acknowledge(.requestor)
        lost.close()
        let gap = try lost.association()
        #expect(gap.outcome == .closed)
        #expect(!gap.quality.sawHandshake)
    }

    @Test func anotherProtocolInAnswer() throws {
        var conversation = Conversation(to: 4242)
        conversation.open()
        conversation.send(.requestor, Sent.usualRequest)
        conversation.send(.acceptor, [0x15, 3, 1, 0, 2, 2, 40])
        conversation.close(.acceptor)
        let association = try conversation.association()
        #expect(association.outcome == .unanswered)
        #expect(association.foreignProtocol?.value == .tls)
        #expect(association.foreignProtocol?.from == .acceptor)
        #expect(association.pdus.count == 1)
        #expect(association.anomalies.isEmpty)
    }

    @Test func failedConnectionsAtPortsWhereDICOMIsExpected() throws {
        func failed(_ from: UInt16, _ to: UInt16, at time: Int64) -> [Conversation] {
            var refused = Conversation(from: from, to: to, at: time)
            refused.syn()
            refused.refuse()
            var unanswered = Conversation(from: from + 1, to: to, at: time + 3)
            unanswered.syn()
            return [refused, unanswered]
        }
        var learned = Conversation.established(from: 40_000, to: 4242, at: 2_000)
        learned.release()
        let conversations =
            failed(50_000, 104, at: 0) + failed(50_010, 4242, at: 10) + failed(50_020, 8080, at: 20) + [learned]
        let associations = try Conversation.associations(conversations)
        #expect(associations.map(\.outcome) == [.refused, .unanswered, .refused, .unanswered, .released])
        #expect(associations.map(\.acceptor.port) == [104, 104, 4242, 4242, 4242])
        #expect(associations.allSatisfy { !$0.quality.isOneSided })
        var options = TimelineOptions()
        options.decodeAsPorts = [8080]
        #expect(try Conversation.associations(conversations, options: options).count == 7)
        options.candidates = 0
        options.decodeAsPorts = []
        #expect(try Conversation.associations(conversations, options: options).count == 4)
    }

    @Test func numbersFollowTheFirstPacket() throws {
        var first = Conversation(from: 50_001, at: 0)
        first.open()
        var second = Conversation.established(from: 50_002, at: 10)
        second.release()
        first.wait(100)
        first.send(.requestor, Sent.usualRequest)
        first.send(.acceptor, Sent.usualAccept)
        first.release()
        var other = Conversation(from: 50_003, to: 9999, at: 5)
        other.open()
        other.send(.requestor, Array("nothing of ours".utf8))
        other.close()
        let associations = try Conversation.associations([first, second, other])
        #expect(associations.map(\.requestor.port) == [50_001, 50_002])
        #expect(associations.map(\.tcpStream) == [0, 2])
    }

    @Test func aSecondAssociationOnOneConnection() throws {
        var conversation = Conversation()
        conversation.open()
        conversation.send(.requestor, Sent.request([(3, Sent.ct, [Sent.explicit])]))
        conversation.send(.acceptor, Sent.accept([(3, 0, Sent.explicit)]))
        conversation.send(.requestor, Sent.releaseRQ)
        conversation.send(.acceptor, Sent.releaseRP)
        conversation.send(.requestor, Sent.usualRequest)
        conversation.send(.acceptor, Sent.usualAccept)
        conversation.send(.requestor, Sent.storeRQ(1))
        conversation.send(.acceptor, Sent.response(3, 0x8001, 1, status: 0))
        conversation.release()
        let associations = try Conversation.associations([conversation])
        #expect(associations.map(\.outcome) == [.released, .released])
        #expect(associations.map(\.indexOnConnection) == [0, 1])
        #expect(associations.map(\.tcpStream) == [0, 0])
        let dataSet = associations.last?.operations.first?.request?.dataSet
        #expect(dataSet?.transferSyntax == .implicitVRLittleEndian)
        #expect(dataSet?.text(.patientName) == "DOE^JA")
    }

    @Test func aRequestInsideAnAssociationChangesNothingOfIt() throws {
        var conversation = Conversation.established()
        conversation.echo()
        conversation.send(.requestor, Sent.request([(9, Sent.ct, [Sent.explicit])]))
        conversation.send(.acceptor, Sent.abort)
        conversation.close(.acceptor)
        let association = try conversation.association()
        #expect(association.presentationContexts.map(\.id) == [1, 3, 5])
        #expect(association.presentationContexts[0].uses == 2)
        #expect(association.anomalies.map(\.code.rawValue) == ["association/unexpected-pdu"])
        #expect(association.pdus.count == 6)
    }

    @Test func startInTheMiddle() throws {
        var whole = Conversation.established(to: 4242)
        let before = whole.frames.count
        whole.send(.requestor, Sent.storeRQ(1))
        whole.send(.acceptor, Sent.response(3, 0x8001, 1, status: 0))
        whole.release()
        let frames = Array(whole.frames[before...])
        let association = try #require(TimelineDigest.associations([.bytes(RecordedFrame.pcap(frames))]).first)
        #expect(association.requestor.port == 50_000)
        #expect(association.outcome == .released)
        #expect(!association.quality.sawHandshake)
        #expect(association.presentationContexts.map(\.isInferred) == [true])
        #expect(association.presentationContexts.first?.abstractSyntax?.rawValue == Sent.ct)
        #expect(association.operations.map(\.outcome) == [.success])
        #expect(association.operations[0].request?.dataSet?.transferSyntaxIsInferred == true)
        #expect(association.anomalies.isEmpty)
    }

    @Test func theOnlyTransferSyntaxProposedIsTheOneAccepted() throws {
        var conversation = Conversation()
        conversation.open()
        conversation.send(
            .requestor, Sent.request([(3, Sent.ct, [Sent.implicit]), (5, Sent.find, [Sent.implicit, Sent.explicit])]))
        conversation.lose(.acceptor, Sent.usualAccept)
        conversation.send(.requestor, Sent.storeRQ(1))
        conversation.send(.acceptor, Sent.response(3, 0x8001, 1, status: 0))
        conversation.release()
        let association = try conversation.association()
        let dataSet = association.operations.first?.request?.dataSet
        #expect(dataSet?.transferSyntax == .implicitVRLittleEndian)
        #expect(dataSet?.transferSyntaxIsInferred == true)
        #expect(association.operations.map(\.outcome) == [.success])
        #expect(association.anomalies.map(\.code.rawValue) == ["capture/gap"])
        #expect(association.presentationContexts.map(\.uses) == [2, 0])
    }
}
