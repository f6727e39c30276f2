import Evidence
import NetworkLayers
import Testing

@testable import StreamReassembly

@Suite("Stream numbers as Wireshark counts them, and slots")
struct StreamNumberTests {
    let exchange = Traffic.exchange(request: pattern(100), response: pattern(50)).segments

    @Test("A new SYN between the same endpoints is a new stream, whether the old one had ended or not")
    func portReuse() {
        for dropped in [0, 3] {
            var replay = Replay()
            replay.feed(Array(exchange.dropLast(dropped)), Conversation(clientStart: 100))
            replay.feed(exchange, Conversation(clientStart: 5_000_000, serverStart: 77))
            replay.finish()
            #expect(replay.recorder.begun.map(\.number) == [0, 1])
            #expect(replay.recorder.ended.map(\.reason) == [dropped == 0 ? .finished : .replaced, .finished])
            #expect(replay.recorder.bytes(.fromInitiator, number: 1) == pattern(100))
            #expect(replay.recorder.begun.map(\.slot) == [0, 0])
            #expect(replay.recorder.faults == [])
        }
    }

    @Test("A SYN sent again with the same sequence number is the same stream")
    func repeatedSYN() {
        var segments = exchange
        var again = segments[0]
        again.time = segments[2].time + 0.01
        again.identification = 999
        segments.insert(again, at: 3)
        let recorder = replay(segments)
        #expect(recorder.begun.count == 1)
        #expect(recorder.bytes(.fromInitiator) == pattern(100))
        #expect(recorder.events { $0 == .synSent(retransmission: 1) }.count == 1)
    }

    @Test("Numbers follow the first segment of each connection; slots are used again")
    func interleaved() {
        var replay = Replay()
        let ports: [UInt16] = [1001, 1002, 1003]
        for port in ports { replay.feed([exchange[0]], Conversation(clientPort: port)) }
        for port in ports.reversed() { replay.feed(Array(exchange.dropFirst()), Conversation(clientPort: port)) }
        replay.feed(exchange, Conversation(clientPort: 1004))
        replay.finish()
        #expect(replay.recorder.begun.map(\.number) == [0, 1, 2, 3])
        #expect(replay.recorder.begun.map(\.initiator.port) == [1001, 1002, 1003, 1004])
        #expect(replay.recorder.begun.map(\.slot) == [0, 1, 2, 0])
        #expect(replay.recorder.faults == [])
    }

    @Test("A connection without SYN begins with the first byte seen, and its sender counts as initiator")
    func midstream() {
        let segments = exchange.dropFirst(4).filter { !$0.payload.isEmpty || $0.flags != [] }
        let recorder = replay(Array(segments))
        #expect(recorder.begun.map(\.number) == [0])
        #expect(recorder.begun[0].initiator == Conversation().server)
        #expect(recorder.bytes(.fromInitiator) == pattern(50))
        #expect(recorder.events { $0 == .established } == [])
        #expect(recorder.ended.map(\.reason) == [.finished])
        #expect(recorder.faults == [])
    }

    @Test("A keep-alive as the first segment seen shifts nothing", arguments: [true, false])
    func keepAliveFirst(answerFirst: Bool) {
        var segments = [
            CapturedSegment(direction: .client, offset: 499, acknowledged: 0, time: 0),
            CapturedSegment(direction: .server, offset: 0, acknowledged: 500, time: 1),
            CapturedSegment(direction: .client, offset: 500, acknowledged: 0, payload: pattern(20), time: 10),
        ]
        if answerFirst { segments.swapAt(0, 1) }
        let recorder = replay(segments)
        let direction: StreamDirection = answerFirst ? .fromResponder : .fromInitiator
        #expect(recorder.bytes(direction) == pattern(20))
        #expect(recorder.stream(direction).gaps == [])
        #expect(recorder.faults == [])
    }

    @Test("The sender of a SYN-ACK is the responder although its answer is seen first")
    func answerFirst() {
        let recorder = replay(Array(exchange.dropFirst()))
        #expect(recorder.begun[0].initiator == Conversation().client)
        #expect(recorder.bytes(.fromInitiator) == pattern(100))
        #expect(recorder.ended.map(\.reason) == [.finished])
    }

    @Test("Beyond the connection limit half-open ones go first, the longest silent before others")
    func eviction() {
        var limits = StreamReassembler.Limits()
        limits.connections = 10
        limits.endedConnections = 5
        var replay = Replay(limits: limits)
        replay.feed(Array(exchange.prefix(4)), Conversation(clientPort: 1))
        for port in UInt16(100)..<1100 { replay.feed([exchange[0]], Conversation(clientPort: port)) }
        replay.feed(Array(exchange.dropFirst(4)), Conversation(clientPort: 1))
        replay.finish()
        #expect(replay.recorder.begun.count == 1001)
        #expect(replay.recorder.ended.count == 1001)
        #expect(replay.recorder.ended.count { $0.reason == .evicted } == 991)
        #expect(replay.recorder.bytes(.fromInitiator, number: 0) == pattern(100))
        #expect(replay.recorder.begun.map(\.slot).max() == 9)
        #expect(replay.reassembler.statistics.connectionLimitReached == 991)
        #expect(replay.recorder.faults == [])
    }

    @Test("A connection silent for longer than allowed ends as idle; with no such limit it lives on")
    func idle() {
        var limits = StreamReassembler.Limits()
        limits.idle = .seconds(60)
        var later = exchange
        for index in later.indices { later[index].time += 100_000 }
        var replay = Replay(limits: limits)
        replay.feed(Array(exchange.prefix(5)), Conversation(clientPort: 1))
        replay.feed(later, Conversation(clientPort: 2))
        replay.finish()
        #expect(replay.recorder.ended.map(\.reason) == [.idle, .finished])
        #expect(replay.reassembler.statistics.idleConnections == 1)
    }
}
