import Evidence
import NetworkLayers
import Testing

@testable import StreamReassembly

@Suite("Whatever order segments come in")
struct ReorderingTests {
    /// Splits at random, swaps neighbours, sends some again with other boundaries, doubles frames.
    private func disturbed(_ request: [UInt8], seed: UInt64) -> [CapturedSegment] {
        var generator = SeededGenerator(seed: seed)
        var traffic = Traffic()
        traffic.handshake()
        var pieces: [CapturedSegment] = []
        var position = 0
        while position < request.count {
            let length = min(request.count - position, Int.random(in: 1...80, using: &generator))
            pieces.append(piece(request, position, length))
            position += length
        }
        for _ in 0..<20 {
            let start = Int.random(in: 0..<request.count, using: &generator)
            let length = min(request.count - start, Int.random(in: 1...200, using: &generator))
            pieces.insert(
                piece(request, start, length), at: Int.random(in: 0...pieces.count, using: &generator))
        }
        for index in pieces.indices.dropLast() where Int.random(in: 0..<3, using: &generator) == 0 {
            let distance = min(pieces.count - 1 - index, Int.random(in: 1...6, using: &generator))
            pieces.swapAt(index, index + distance)
        }
        for segment in pieces {
            traffic.add(segment)
            if Int.random(in: 0..<5, using: &generator) == 0, let last = traffic.segments.last { traffic.add(last) }
        }
        var end = CapturedSegment(direction: .client, offset: request.count, acknowledged: 0, flags: .fin)
        end.time = 5
        traffic.add(end)
        traffic.add(CapturedSegment(direction: .server, offset: 0, acknowledged: request.count + 1, flags: .fin))
        traffic.add(CapturedSegment(direction: .client, offset: request.count + 1, acknowledged: 1))
        return traffic.segments
    }

    private func piece(_ bytes: [UInt8], _ start: Int, _ length: Int) -> CapturedSegment {
        CapturedSegment(
            direction: .client, offset: start, acknowledged: 0, payload: Array(bytes[start..<(start + length)]))
    }

    @Test("Reordered, repeated and overlapping segments give the bytes that were sent", arguments: 0..<60)
    func disturbances(seed: UInt64) {
        let request = pattern(3000, salt: Int(seed))
        for start: UInt32 in [5, .max - 1500] {
            let recorder = replay(disturbed(request, seed: seed), Conversation(clientStart: start))
            #expect(recorder.bytes(.fromInitiator) == request)
            #expect(recorder.stream(.fromInitiator).gaps == [])
            #expect(recorder.faults == [])
            #expect(recorder.ended.map(\.reason) == [.finished])
            #expect(recorder.events { if case .differingCopy = $0 { true } else { false } } == [])
        }
    }

    @Test("Bytes that waited name the frame that carried them")
    func origins() {
        var traffic = Traffic()
        traffic.handshake()
        let bytes = pattern(30)
        for start in [20, 10, 0] { traffic.add(piece(bytes, start, 10)) }
        let recorder = replay(traffic.segments)
        #expect(recorder.bytes(.fromInitiator) == bytes)
        #expect(recorder.stream(.fromInitiator).frames == [6, 5, 4])
        #expect(recorder.ended[0].connection.statistics.fromInitiator.outOfOrderSegments == 2)
        #expect(recorder.ended[0].connection.statistics.fromInitiator.retransmittedSegments == 0)
    }

    @Test("One-byte segments in reversed order are put right, and the buffer's limits hold")
    func reversedBytes() {
        // No more than the window allows at once: a sender further ahead proves the rest was received.
        let bytes = pattern(8000)
        var traffic = Traffic()
        traffic.handshake()
        for start in bytes.indices.reversed() { traffic.add(piece(bytes, start, 1)) }
        var limits = StreamReassembler.Limits()
        limits.pendingSegments = 30_000
        #expect(replay(traffic.segments, limits: limits).bytes(.fromInitiator) == bytes)

        limits.pendingSegments = 100
        let recorder = replay(traffic.segments, limits: limits)
        #expect(recorder.faults == [])
        #expect(recorder.stream(.fromInitiator).content.count == 8000)
        #expect(recorder.events { $0 == .reorderingLimitReached }.count == 1)
        let statistics = recorder.ended[0].connection.statistics.fromInitiator
        #expect(statistics.reorderingLimits > 0)
        #expect(statistics.lateBytes > 0)
        #expect(statistics.lostBytes + UInt64(recorder.bytes(.fromInitiator).count) == 8000)
    }

    @Test("A limit of no bytes at all still delivers what comes")
    func noBuffer() {
        let bytes = pattern(40)
        var traffic = Traffic()
        traffic.handshake()
        traffic.add(piece(bytes, 0, 10))
        traffic.add(piece(bytes, 20, 10))
        traffic.add(piece(bytes, 30, 10))
        var limits = StreamReassembler.Limits()
        limits.totalPendingBytes = 0
        let recorder = replay(traffic.segments, limits: limits)
        #expect(recorder.stream(.fromInitiator).gaps == [10..<20])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<10] + bytes[20..<40]))
        #expect(recorder.faults == [])
    }
}
