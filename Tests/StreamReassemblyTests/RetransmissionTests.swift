import Evidence
import NetworkLayers
import Testing

@testable import StreamReassembly

@Suite("Segments sent again")
struct RetransmissionTests {
    let bytes = pattern(400)

    private func piece(_ range: Range<Int>, time: Double, acknowledged: Int = 0) -> CapturedSegment {
        CapturedSegment(
            direction: .client, offset: range.lowerBound, acknowledged: acknowledged, payload: Array(bytes[range]),
            time: time)
    }

    private func replayed(_ pieces: [CapturedSegment], limits: StreamReassembler.Limits = .init()) -> Recorder {
        var traffic = Traffic()
        traffic.handshake()
        for piece in pieces {
            traffic.time = piece.time
            traffic.add(piece)
        }
        return replay(traffic.segments, limits: limits)
    }

    @Test("A whole retransmission delivers nothing and is counted with its bytes")
    func whole() {
        let recorder = replayed([piece(0..<100, time: 1), piece(0..<100, time: 300), piece(100..<200, time: 301)])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<200]))
        let statistics = recorder.ended[0].connection.statistics.fromInitiator
        #expect(statistics.retransmittedSegments == 1)
        #expect(statistics.retransmittedBytes == 100)
        #expect(statistics.duplicateFrames == 0)
        #expect(recorder.events { $0 == .retransmission(length: 100) }.map(\.offset) == [0])
    }

    @Test("A retransmission with new bytes behind it delivers only those")
    func partial() {
        let recorder = replayed([piece(0..<100, time: 1), piece(50..<180, time: 300)])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<180]))
        #expect(recorder.ended[0].connection.statistics.fromInitiator.retransmittedBytes == 50)
        #expect(recorder.faults == [])
    }

    @Test("A hole filled after longer than a round trip is a retransmission whose first copy was not captured")
    func lostBeforeCapture() {
        let recorder = replayed([piece(0..<100, time: 1), piece(200..<300, time: 2), piece(100..<200, time: 250)])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<300]))
        let statistics = recorder.ended[0].connection.statistics.fromInitiator
        #expect(statistics.retransmittedSegments == 1)
        #expect(statistics.outOfOrderSegments == 0)
    }

    @Test("A frame captured twice within milliseconds is a duplicate, not a retransmission")
    func duplicateFrame() {
        var doubled: [CapturedSegment] = []
        for segment in Traffic.exchange(request: pattern(500), response: pattern(300)).segments {
            doubled.append(segment)
            var copy = segment
            copy.time += 0.05
            copy.timeToLive -= 1
            doubled.append(copy)
        }
        let recorder = replay(doubled)
        #expect(recorder.bytes(.fromInitiator) == pattern(500))
        let statistics = recorder.ended[0].connection.statistics
        #expect(statistics.fromInitiator.retransmittedSegments == 0)
        #expect(statistics.fromResponder.retransmittedSegments == 0)
        #expect(statistics.fromInitiator.keepAlives == 0)
        #expect(statistics.fromResponder.duplicateAcknowledgements == 0)
        #expect(statistics.fromInitiator.otherTimesToLive == 0)
        // The last segment's copy came when the connection had ended.
        let frames = statistics.fromInitiator.segments + statistics.fromResponder.segments
        #expect(statistics.fromInitiator.duplicateFrames + statistics.fromResponder.duplicateFrames == frames - 1)
        #expect(statistics.segmentsAfterEnd == 1)
        #expect(statistics.handshake.synRetransmissions == [])
        #expect(recorder.ended.map(\.reason) == [.finished])
    }

    @Test("Events for retransmissions are limited, their count is not")
    func manyRetransmissions() {
        var limits = StreamReassembler.Limits()
        limits.retransmissionEvents = 3
        let recorder = replayed(
            [piece(0..<100, time: 1)] + (1...10).map { piece(0..<100, time: Double($0) * 300) }, limits: limits)
        #expect(recorder.events { $0 == .retransmission(length: 100) }.count == 3)
        #expect(recorder.ended[0].connection.statistics.fromInitiator.retransmittedSegments == 10)
    }

    @Test("Of two copies that differ the first is kept, and the place of the difference told")
    func differing() {
        var second = piece(150..<250, time: 30)
        second.payload[10] ^= 1
        second.payload[12] ^= 1
        let recorder = replayed([
            piece(0..<100, time: 1), piece(120..<200, time: 2), second, piece(100..<120, time: 60),
        ])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<250]))
        #expect(recorder.events { $0 == .differingCopy(length: 3) }.map(\.offset) == [160])
        #expect(recorder.ended[0].connection.statistics.fromInitiator.differingCopies == 1)
    }

    @Test("Bytes that fill a hole and run over what waits behind it leave the first copies in place")
    func runOver() {
        var filling = piece(100..<300, time: 3)
        for index in 50..<100 { filling.payload[index] ^= 0xFF }
        let recorder = replayed([piece(0..<100, time: 1), piece(150..<200, time: 2), filling])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<300]))
        #expect(recorder.events { $0 == .differingCopy(length: 50) }.map(\.offset) == [150])
        #expect(recorder.faults == [])
    }

    @Test("Keep-alives with and without a byte are neither retransmissions nor bytes", arguments: [0, 1])
    func keepAlive(length: Int) {
        var probe = piece(99..<(99 + length), time: 60_000)
        if length == 0 { probe.payload = [] }
        let recorder = replayed([piece(0..<100, time: 1), probe, piece(100..<200, time: 60_001)])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<200]))
        let statistics = recorder.ended[0].connection.statistics.fromInitiator
        #expect(statistics.keepAlives == 1)
        #expect(statistics.retransmittedSegments == 0)
    }
}
