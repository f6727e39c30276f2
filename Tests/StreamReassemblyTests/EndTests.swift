import Evidence
import NetworkLayers
import Testing

@testable import StreamReassembly

@Suite("How connections end")
struct EndTests {
    private func opened(_ segments: [CapturedSegment]) -> [CapturedSegment] {
        var traffic = Traffic()
        traffic.handshake()
        segments.forEach { traffic.add($0) }
        return traffic.segments
    }

    private func client(
        _ offset: Int, _ acknowledged: Int? = 0, _ flags: TCPSegment.Flags = [], _ payload: [UInt8] = []
    ) -> CapturedSegment {
        CapturedSegment(direction: .client, offset: offset, acknowledged: acknowledged, flags: flags, payload: payload)
    }

    private func server(
        _ offset: Int, _ acknowledged: Int? = 0, _ flags: TCPSegment.Flags = [], _ payload: [UInt8] = []
    ) -> CapturedSegment {
        CapturedSegment(direction: .server, offset: offset, acknowledged: acknowledged, flags: flags, payload: payload)
    }

    @Test("After a FIN the other side may go on sending")
    func halfClose() {
        let recorder = replay(
            opened([
                client(0, 0, .fin), server(0, 1, [], pattern(100)), client(1, 100), server(100, 1, .fin),
                client(1, 101),
            ]))
        #expect(recorder.bytes(.fromResponder) == pattern(100))
        #expect(recorder.ended.map(\.reason) == [.finished])
        #expect(recorder.ended[0].connection.statistics.firstFIN == .fromInitiator)
    }

    @Test("Both sides may close at the same time")
    func simultaneousClose() {
        let recorder = replay(
            opened([client(0, 0, .fin), server(0, 0, .fin), client(1, 1), server(1, 1)]))
        #expect(recorder.ended.map(\.reason) == [.finished])
        #expect(recorder.events { $0 == .fin }.count == 2)
    }

    @Test("Late segments of a closed connection begin no new one")
    func lateSegments() {
        let traffic = Traffic.exchange(request: pattern(100), response: pattern(50))
        var again = traffic.segments.suffix(3).map { $0 }
        for index in again.indices { again[index].time += 500 }
        let recorder = replay(traffic.segments + again)
        #expect(recorder.begun.count == 1)
        #expect(recorder.ended.count == 1)
        #expect(recorder.ended[0].connection.statistics.segmentsAfterEnd == 3)
    }

    @Test("Bytes after the FIN are flagged and not delivered")
    func dataAfterFIN() {
        let recorder = replay(
            opened([client(0, 0, [], pattern(10)), client(10, 0, .fin), client(10, 0, [], pattern(7))]))
        #expect(recorder.bytes(.fromInitiator) == pattern(10))
        #expect(recorder.events { $0 == .dataAfterFIN(length: 7) }.count == 1)
    }

    @Test("A RST in the window ends the connection, with the sender's time to live beside the usual one")
    func reset() {
        var rst = server(0, 10, .rst)
        rst.timeToLive = 250
        let recorder = replay(opened([client(0, 0, [], pattern(10)), server(0, 10), rst]))
        #expect(recorder.ended.map(\.reason) == [.reset])
        let reset = recorder.ended[0].connection.statistics.reset
        #expect(reset?.direction == .fromResponder)
        #expect(reset?.timeToLive == 250)
        #expect(reset?.usualTimeToLive == 64)
    }

    @Test("A RST outside of the window is told and changes nothing")
    func resetOutOfWindow() {
        let recorder = replay(
            opened([
                client(0, 0, [], pattern(10)), server(900_000, 10, .rst), client(10, 0, [], pattern(10, salt: 10)),
            ]))
        #expect(recorder.bytes(.fromInitiator) == pattern(20))
        #expect(recorder.ended.map(\.reason) == [.captureEnded])
        #expect(recorder.events { $0 == .resetOutOfWindow }.count == 1)
    }

    @Test("A RST after both FINs is a finished connection")
    func resetAfterFINs() {
        let recorder = replay(opened([client(0, 0, .fin), server(0, 1, .fin), client(1, nil, .rst)]))
        #expect(recorder.ended.map(\.reason) == [.finished])
        #expect(recorder.ended[0].connection.statistics.reset?.direction == .fromInitiator)
    }

    @Test("RST in answer to a SYN is a refusal, and SYNs sent again belong to it")
    func refused() {
        var rst = server(-1, 0, .rst)
        rst.timeToLive = 60
        let recorder = replay([client(-1, nil, .syn), rst, client(-1, nil, .syn), rst])
        #expect(recorder.begun.count == 1)
        #expect(recorder.ended.map(\.reason) == [.refused])
        #expect(recorder.events.map(\.event) == [.synSent(retransmission: 0), .refused])
        #expect(recorder.ended[0].connection.statistics.reset?.usualTimeToLive == nil)
    }

    @Test("A SYN sent again after a refusal and accepted is a connection of the same stream")
    func refusedThenAccepted() {
        var traffic = Traffic()
        traffic.add(client(-1, nil, .syn))
        traffic.add(server(-1, 0, .rst))
        traffic.time = 500
        traffic.handshake()
        traffic.send(pattern(100), from: .client)
        let recorder = replay(
            traffic.segments.map { segment in
                var segment = segment
                // What the refusing side sent had sequence number 0.
                if segment.flags == .rst { segment.offset = -1 - Int(Conversation().serverStart) }
                return segment
            })
        #expect(recorder.ended.map(\.reason) == [.refused, .captureEnded])
        #expect(recorder.begun.map(\.number) == [0, 0])
        #expect(recorder.bytes(.fromInitiator) == pattern(100))
    }

    @Test("SYNs without an answer are counted with their times")
    func unanswered() {
        var segments = [client(-1, nil, .syn), client(-1, nil, .syn), client(-1, nil, .syn)]
        for (index, time) in [0.0, 1000, 3000].enumerated() { segments[index].time = time }
        let recorder = replay(segments, end: 10_000)
        #expect(recorder.events.map(\.event) == (0...2).map { .synSent(retransmission: $0) })
        let handshake = recorder.ended[0].connection.statistics.handshake
        #expect(handshake.synRetransmissions.map(\.nanoseconds) == [1_000_000_000, 3_000_000_000])
        #expect(handshake.synAcknowledged == nil)
        #expect(recorder.ended.map(\.reason) == [.captureEnded])
    }

    @Test("Both sides may open at the same time")
    func simultaneousOpen() {
        let recorder = replay([
            client(-1, nil, .syn), server(-1, nil, .syn), client(-1, 0, .syn), server(-1, 0, .syn),
            client(0, 0, [], pattern(10)),
        ])
        #expect(recorder.begun.count == 1)
        #expect(recorder.bytes(.fromInitiator) == pattern(10))
        #expect(recorder.ended[0].connection.statistics.handshake.isSimultaneous)
        #expect(recorder.ended[0].connection.statistics.handshake.established != nil)
        #expect(recorder.ended[0].connection.statistics.handshake.synAcknowledgedRetransmissions == 0)
        #expect(recorder.faults == [])
    }
}
