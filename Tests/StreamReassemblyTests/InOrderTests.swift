import Evidence
import NetworkLayers
import Testing

@testable import StreamReassembly

@Suite("A connection without trouble")
struct InOrderTests {
    let traffic = Traffic.exchange(request: pattern(950), response: pattern(420, salt: 7))

    @Test("Both directions arrive whole, each byte once, and the connection ends as finished")
    func whole() {
        let recorder = replay(traffic.segments)
        #expect(recorder.bytes(.fromInitiator) == pattern(950))
        #expect(recorder.bytes(.fromResponder) == pattern(420, salt: 7))
        #expect(recorder.faults == [])
        #expect(recorder.ended.map(\.reason) == [.finished])
        #expect(recorder.stream(.fromInitiator).gaps == [])
    }

    @Test("Healthy traffic makes five events, and none of them tells of trouble")
    func events() {
        let recorder = replay(traffic.segments)
        #expect(
            recorder.events.map(\.event) == [
                .synSent(retransmission: 0), .synAcknowledged(retransmission: 0), .established, .fin, .fin,
            ])
        let statistics = recorder.ended[0].connection.statistics
        #expect(statistics.fromInitiator.retransmittedSegments == 0)
        #expect(statistics.fromInitiator.outOfOrderSegments == 0)
        #expect(statistics.fromInitiator.duplicateFrames == 0)
        #expect(statistics.fromResponder.duplicateAcknowledgements == 0)
        #expect(statistics.fromInitiator.keepAlives == 0)
        #expect(statistics.fromInitiator.payloadBytes == 950)
        #expect(statistics.firstFIN == .fromInitiator)
    }

    @Test(
        "Sequence numbers that wrap inside the stream change nothing", arguments: [UInt32.max - 500, .max - 1, .max, 0])
    func wrap(start: UInt32) {
        let recorder = replay(
            traffic.segments, Conversation(clientStart: start, serverStart: start &- 100))
        #expect(recorder.bytes(.fromInitiator) == pattern(950))
        #expect(recorder.bytes(.fromResponder) == pattern(420, salt: 7))
        #expect(recorder.ended.map(\.reason) == [.finished])
        #expect(recorder.faults == [])
    }

    @Test("Connect time and round trips are measured from the handshake and from acknowledgements")
    func times() {
        var traffic = Traffic()
        traffic.add(CapturedSegment(direction: .client, offset: -1, flags: .syn))
        traffic.time = 20
        traffic.add(CapturedSegment(direction: .server, offset: -1, acknowledged: 0, flags: .syn))
        traffic.time = 21
        traffic.add(CapturedSegment(direction: .client, offset: 0, acknowledged: 0))
        traffic.time = 30
        traffic.add(CapturedSegment(direction: .client, offset: 0, acknowledged: 0, payload: pattern(10)))
        traffic.time = 55
        traffic.add(CapturedSegment(direction: .server, offset: 0, acknowledged: 10))
        let statistics = replay(traffic.segments).ended[0].connection.statistics
        #expect(statistics.handshake.connectTime == .milliseconds(21))
        #expect(statistics.handshake.responderRoundTrip == .milliseconds(20))
        #expect(statistics.handshake.initiatorRoundTrip == .milliseconds(1))
        #expect(statistics.fromInitiator.roundTrip.minimum == .milliseconds(25))
        #expect(statistics.fromInitiator.roundTrip.samples == 1)
    }

    @Test("Options of the SYN are kept for each side")
    func options() {
        var traffic = Traffic()
        traffic.add(
            CapturedSegment(direction: .client, offset: -1, flags: .syn, windowScale: 7, maximumSegmentSize: 1460))
        traffic.add(
            CapturedSegment(
                direction: .server, offset: -1, acknowledged: 0, flags: .syn, timeToLive: 128, windowScale: 8,
                maximumSegmentSize: 1400))
        let statistics = replay(traffic.segments).ended[0].connection.statistics
        #expect(statistics.fromInitiator.maximumSegmentSize == 1460)
        #expect(statistics.fromResponder.maximumSegmentSize == 1400)
        #expect(statistics.fromInitiator.windowScale == 7)
        #expect(statistics.fromResponder.windowScale == 8)
        #expect(statistics.fromResponder.timeToLive == 128)
    }

    @Test("Data in the SYN comes first and is not delivered again with its retransmission")
    func dataInSYN() {
        var traffic = Traffic()
        traffic.add(CapturedSegment(direction: .client, offset: -1, flags: .syn, payload: pattern(30)))
        traffic.add(CapturedSegment(direction: .server, offset: -1, acknowledged: 0, flags: .syn))
        traffic.add(CapturedSegment(direction: .client, offset: 0, acknowledged: 0, payload: pattern(60)))
        // The SYN's payload begins right after its sequence number.
        let recorder = replay(traffic.segments)
        #expect(recorder.bytes(.fromInitiator) == pattern(60))
        #expect(recorder.faults == [])
    }

    @Test("Urgent data stays in its place and is flagged once")
    func urgent() {
        var traffic = Traffic()
        traffic.handshake()
        traffic.add(
            CapturedSegment(
                direction: .client, offset: 0, acknowledged: 0, flags: .urg, payload: pattern(10), urgentPointer: 3))
        traffic.add(
            CapturedSegment(
                direction: .client, offset: 10, acknowledged: 0, flags: .urg, payload: pattern(10), urgentPointer: 3))
        let recorder = replay(traffic.segments)
        #expect(recorder.bytes(.fromInitiator) == pattern(10) + pattern(10))
        #expect(recorder.events { $0 == .urgent }.count == 1)
        #expect(recorder.ended[0].connection.statistics.fromInitiator.urgentSegments == 2)
    }
}
