import DICOMMessageExchange
import Evidence
import Testing

@testable import AssociationTimeline

/// Requests paired with their responses (PS3.7 §9.1, §10.1).
@Suite struct OperationTests {
    private func outcomes(_ association: Association) -> [String] {
        association.operations.map { "\($0.kind.service ?? "?") \($0.messageID ?? 0) \($0.outcome.rawValue)" }
    }

    private func codes(_ association: Association) -> [String] { association.anomalies.map(\.code.rawValue) }

    @Test func aRequestAndItsResponse() throws {
        var conversation = Conversation.established()
        conversation.send(.requestor, Sent.echoRQ(7))
        conversation.wait(9)
        conversation.send(.acceptor, Sent.echoRSP(7))
        conversation.release()
        let association = try conversation.association()
        #expect(outcomes(association) == ["C-ECHO 7 success"])
        #expect(association.operations[0].duration == 0.010)
        #expect(association.operations[0].invoker == .requestor)
        #expect(association.presentationContexts.map(\.uses) == [2, 0, 0])
        #expect(association.outcome == .released)
        #expect(association.anomalies.isEmpty)
    }

    @Test func severalOutstandingAnsweredInAnotherOrder() throws {
        var conversation = Conversation.established()
        for id in 1...4 { conversation.send(.requestor, Sent.storeRQ(id, instance: "1.2.\(id)")) }
        for id in [3, 1, 4, 2] {
            conversation.send(.acceptor, Sent.response(3, 0x8001, id, status: id == 4 ? 0xA700 : 0))
        }
        conversation.release()
        let association = try conversation.association()
        #expect(
            outcomes(association) == [
                "C-STORE 1 success", "C-STORE 2 success", "C-STORE 3 success", "C-STORE 4 failure",
            ])
        #expect(association.anomalies.isEmpty)
    }

    @Test func aMessageIDUsedAgainWhileOutstanding() throws {
        var conversation = Conversation.established()
        for instance in ["1.2.1", "1.2.2", "1.2.3"] {
            conversation.send(.requestor, Sent.storeRQ(1, instance: instance))
        }
        conversation.send(.acceptor, Sent.response(3, 0x8001, 1, status: 0xA700, instance: "1.2.2"))
        conversation.send(.acceptor, Sent.response(3, 0x8001, 1, status: 0))
        conversation.send(.acceptor, Sent.response(3, 0x8001, 1, status: 0xB000, instance: "1.2.3"))
        conversation.release()
        let association = try conversation.association()
        #expect(outcomes(association) == ["C-STORE 1 success", "C-STORE 1 failure", "C-STORE 1 warning"])
        #expect(codes(association) == ["operation/message-id-in-use", "operation/message-id-in-use"])
    }

    @Test func ofOneMessageIDTheKindTellsWhichIsAnswered() throws {
        var conversation = Conversation.established()
        conversation.send(.requestor, Sent.echoRQ(1))
        conversation.send(.requestor, Sent.storeRQ(1))
        conversation.send(.acceptor, Sent.response(3, 0x8001, 1, status: 0))
        conversation.send(.acceptor, Sent.echoRSP(1))
        conversation.release()
        #expect(outcomes(try conversation.association()) == ["C-ECHO 1 success", "C-STORE 1 success"])
    }

    @Test func pendingResponsesAndCancel() throws {
        var conversation = Conversation.established()
        conversation.send(.requestor, Sent.findRQ(3))
        conversation.send(.acceptor, Sent.response(5, 0x8020, 3, status: 0xFF00))
        conversation.send(.acceptor, Sent.response(5, 0x8020, 3, status: 0xFF01))
        conversation.send(.requestor, Sent.cancel(3))
        conversation.send(.acceptor, Sent.response(5, 0x8020, 3, status: 0xFE00))
        conversation.send(.requestor, Sent.cancel(9))
        conversation.release()
        let association = try conversation.association()
        let operation = association.operations[0]
        #expect(outcomes(association) == ["C-FIND 3 cancel"])
        #expect(operation.pendingCount == 2)
        #expect(operation.responseCount == 3)
        #expect(operation.cancels.count == 1)
        #expect(codes(association) == ["operation/cancel-without-request"])
    }

    @Test func responsesWithoutRequestAndASecondFinalResponse() throws {
        var conversation = Conversation.established()
        conversation.echo(1)
        conversation.send(.acceptor, Sent.echoRSP(1))
        conversation.send(.acceptor, Sent.response(5, 0x8020, 40, status: 0xFF00))
        conversation.send(.acceptor, Sent.response(5, 0x8020, 40, status: 0))
        conversation.release()
        let association = try conversation.association()
        #expect(outcomes(association) == ["C-ECHO 1 success", "C-ECHO 1 success", "C-FIND 40 success"])
        #expect(association.operations.map { $0.request == nil } == [false, true, true])
        #expect(association.operations[2].responseCount == 2)
        #expect(codes(association) == ["operation/second-final-response", "operation/response-without-request"])
    }

    @Test func aResponseOfAnotherKind() throws {
        var conversation = Conversation.established()
        conversation.send(.requestor, Sent.echoRQ(1))
        conversation.send(.acceptor, Sent.response(3, 0x8001, 1, status: 0))
        conversation.release()
        let association = try conversation.association()
        #expect(codes(association) == ["operation/response-of-other-kind"])
        #expect(association.operations.count == 1)
    }

    @Test func unansweredIsToldOnlyWhereAnAnswerCannotHaveBeenMissed() throws {
        var answered = Conversation.established()
        answered.send(.requestor, Sent.echoRQ(1))
        var open = answered
        var lossy = answered
        answered.release()
        #expect(outcomes(try answered.association()) == ["C-ECHO 1 unanswered"])
        open.acknowledge(.acceptor)
        #expect(outcomes(try open.association()) == ["C-ECHO 1 incomplete"])
        lossy.lose(.acceptor, Sent.echoRSP(1))
        lossy.release()
        let association = try lossy.association()
        #expect(outcomes(association) == ["C-ECHO 1 incomplete"])
        #expect(association.quality.gaps == 1)
        #expect(association.quality.lostBytes == UInt64(Sent.echoRSP(1).count))
    }

    @Test func behindAGapNobodyIsBlamedForAMessageIDUsedAgain() throws {
        var conversation = Conversation.established()
        conversation.send(.requestor, Sent.echoRQ(1))
        conversation.lose(.acceptor, Sent.echoRSP(1))
        // The gap is known by what the requestor acknowledges and the acceptor sends next.
        conversation.send(.requestor, Sent.echoRQ(2))
        conversation.send(.acceptor, Sent.echoRSP(2))
        for _ in 0..<8 { conversation.echo(1) }
        conversation.release()
        let association = try conversation.association()
        #expect(association.operations.map(\.outcome) == [.incomplete] + Array(repeating: .success, count: 9))
        #expect(codes(association) == ["capture/gap"])
    }

    @Test func messagesOnContextsThatWereNotAccepted() throws {
        var conversation = Conversation()
        conversation.open()
        conversation.send(
            .requestor, Sent.request([(1, Sent.verification, [Sent.implicit]), (3, Sent.ct, [Sent.implicit])]))
        conversation.send(.acceptor, Sent.accept([(1, 0, Sent.implicit), (3, 3, Sent.implicit)]))
        conversation.send(.requestor, Sent.storeRQ(1))
        conversation.send(.requestor, Sent.findRQ(2))
        conversation.send(.acceptor, Sent.abort)
        conversation.close(.acceptor)
        let association = try conversation.association()
        #expect(codes(association) == ["message/context-not-accepted", "message/context-not-accepted"])
        #expect(association.presentationContexts.map(\.uses) == [0, 1])
        #expect(association.operations.count == 2)
        #expect(association.outcome == .aborted)
    }

    @Test func faultsOfCommandSetsAreAnomalies() throws {
        var conversation = Conversation.established()
        conversation.send(.requestor, Sent.data(1, control: 3, [0, 0, 0, 1, 2, 0, 0, 0, 0x30, 0]))
        conversation.send(.requestor, Sent.command(1, [(0x0110, [1, 0])]))
        conversation.release()
        #expect(codes(try conversation.association()) == ["command/group-length", "message/no-command-field"])
    }

    @Test func limitsAreCounted() throws {
        var options = TimelineOptions()
        options.operations = 3
        options.responsesPerOperation = 4
        options.anomalies = 2
        var conversation = Conversation.established()
        for id in 1...5 { conversation.echo(id) }
        conversation.send(.requestor, Sent.findRQ(6))
        for _ in 0..<9 { conversation.send(.acceptor, Sent.response(5, 0x8020, 6, status: 0xFF00)) }
        conversation.send(.acceptor, Sent.response(5, 0x8020, 6, status: 0))
        for id in 50..<54 { conversation.send(.requestor, Sent.cancel(id)) }
        conversation.release()
        let association = try conversation.association(options: options)
        #expect(association.operations.count == 3)
        #expect(association.operationsNotKept == 3)
        #expect(association.anomalies.count == 2)
        #expect(association.anomaliesNotKept == 2)
        options.operations = 100
        let find = try #require(try conversation.association(options: options).operations.last)
        #expect(find.responses.count == 4)
        #expect(find.responseCount == 10)
        #expect(find.pendingCount == 9)
        #expect(find.status == 0)
        #expect(find.outcome == .success)
    }
}
