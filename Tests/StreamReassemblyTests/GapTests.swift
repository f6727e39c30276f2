import Evidence
import NetworkLayers
import Testing

@testable import StreamReassembly

@Suite("Bytes the capture does not have")
struct GapTests {
    let bytes = pattern(1000)

    private func piece(_ range: Range<Int>, acknowledged: Int? = 0) -> CapturedSegment {
        CapturedSegment(
            direction: .client, offset: range.lowerBound, acknowledged: acknowledged, payload: Array(bytes[range]))
    }

    private func acknowledgement(_ number: Int) -> CapturedSegment {
        CapturedSegment(direction: .server, offset: 0, acknowledged: number)
    }

    private func opened(_ segments: [CapturedSegment], after gap: Double = 0.1) -> [CapturedSegment] {
        var traffic = Traffic()
        traffic.handshake()
        for segment in segments {
            traffic.add(segment)
            traffic.time += gap
        }
        return traffic.segments
    }

    /// The number of segments fed when the loss was told.
    private func framesUntilLoss(_ segments: [CapturedSegment]) -> Int? {
        var replay = Replay()
        for (index, segment) in segments.enumerated() {
            replay.feed([segment])
            if !replay.recorder.stream(.fromInitiator).gaps.isEmpty { return index + 1 }
        }
        return nil
    }

    @Test("An acknowledged hole is lost once three more segments of its sender were captured")
    func acknowledged() {
        let segments = opened(
            [piece(0..<100), piece(200..<300), acknowledgement(300)]
                + [300, 400, 500, 600].map { piece($0..<($0 + 100)) })
        #expect(framesUntilLoss(segments) == 3 + 3 + 3)
        let recorder = replay(segments)
        #expect(recorder.stream(.fromInitiator).gaps == [100..<200])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<100] + bytes[200..<700]))
        #expect(recorder.ended[0].connection.statistics.fromInitiator.lostBytes == 100)
        #expect(recorder.faults == [])
    }

    @Test(
        "A hole is lost once its sender is further ahead than the window ever allowed, though no acknowledgement says so"
    )
    func beyondTheWindow() {
        var traffic = Traffic()
        for segment in [
            CapturedSegment(direction: .client, offset: -1, flags: .syn),
            CapturedSegment(direction: .server, offset: -1, acknowledged: 0, flags: .syn, window: 400),
            CapturedSegment(direction: .client, offset: 0, acknowledged: 0), piece(0..<100), piece(200..<300),
            piece(300..<400), piece(400..<500), piece(500..<600),
        ] {
            traffic.add(segment)
        }
        // The window of 400 reaches to 500 from the hole at 100: the eighth segment could not have been sent.
        #expect(framesUntilLoss(traffic.segments) == 8)
        let recorder = replay(traffic.segments)
        #expect(recorder.stream(.fromInitiator).gaps == [100..<200])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<100] + bytes[200..<600]))
    }

    @Test("An acknowledgement captured before its bytes loses nothing")
    func acknowledgementFirst() {
        var segments: [CapturedSegment] = []
        for start in stride(from: 0, to: 1000, by: 100) {
            segments += [acknowledgement(start + 100), piece(start..<(start + 100))]
        }
        let recorder = replay(opened(segments))
        #expect(recorder.bytes(.fromInitiator) == bytes)
        #expect(recorder.stream(.fromInitiator).gaps == [])
    }

    @Test("A hole that is not acknowledged waits for its retransmission")
    func waits() {
        let recorder = replay(
            opened(
                [piece(0..<100)] + (2..<10).map { piece(($0 * 100)..<($0 * 100 + 100)) } + [
                    acknowledgement(100), piece(100..<200),
                ]))
        #expect(recorder.bytes(.fromInitiator) == bytes)
        #expect(recorder.stream(.fromInitiator).gaps == [])
    }

    @Test("A second passing, or sixty-four segments of the other side, decide as well")
    func otherProofs() {
        let start = [piece(0..<100), piece(200..<300), acknowledgement(300)]
        #expect(framesUntilLoss(opened(start + [acknowledgement(300)], after: 600)) == nil)
        #expect(framesUntilLoss(opened(start + [acknowledgement(300)], after: 1001)) == 3 + 4)
        let answers = (0..<70).map {
            CapturedSegment(direction: .server, offset: $0 * 4, acknowledged: 300, payload: [1, 2, 3, 4])
        }
        #expect(framesUntilLoss(opened(start + answers)) == 3 + 3 + 63)
    }

    @Test("Every dropped segment becomes a gap of its exact place and length", arguments: 0..<40)
    func dropped(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let request = pattern(4000, salt: Int(seed))
        let traffic = Traffic.exchange(request: request, response: pattern(2000), pieces: 50)
        var expected: [UInt8?] = request
        var kept: [CapturedSegment] = []
        for segment in traffic.segments {
            let isData = segment.direction == .client && !segment.payload.isEmpty
            if isData, Int.random(in: 0..<6, using: &generator) == 0 {
                for index in segment.offset..<(segment.offset + segment.length) { expected[index] = nil }
            } else {
                kept.append(segment)
            }
        }
        let recorder = replay(kept, Conversation(clientStart: .max - 2000))
        #expect(recorder.stream(.fromInitiator).content == expected)
        #expect(recorder.bytes(.fromResponder) == pattern(2000))
        #expect(recorder.ended.map(\.reason) == [.finished])
        #expect(recorder.faults == [])
    }

    @Test("A frame cut at the snap length is a gap of the missing tail, at once")
    func cut() {
        var first = piece(0..<100)
        first.payload = Array(first.payload.prefix(60))
        first.claimedLength = 100
        var second = piece(100..<200)
        second.payload = []
        second.claimedLength = 100
        let segments = opened([first, second, piece(200..<250)])
        #expect(framesUntilLoss(segments) == 4)
        let recorder = replay(segments)
        #expect(recorder.stream(.fromInitiator).gaps == [60..<100, 100..<200])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<60] + bytes[200..<250]))
        let statistics = recorder.ended[0].connection.statistics.fromInitiator
        #expect(statistics.cutSegments == 2)
        #expect(statistics.gaps == 1)
        #expect(statistics.lostBytes == 140)
    }

    @Test("A cut frame out of order keeps its gap in its place")
    func cutBehindHole() {
        var later = piece(100..<200)
        later.payload = Array(later.payload.prefix(60))
        later.claimedLength = 100
        let recorder = replay(opened([later, piece(0..<100), piece(200..<300)]))
        #expect(recorder.stream(.fromInitiator).gaps == [160..<200])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<160] + bytes[200..<300]))
        #expect(recorder.faults == [])
    }

    @Test("A direction not captured at all is told as lost by what the other acknowledges")
    func oneDirection() {
        let traffic = Traffic.exchange(request: bytes, response: pattern(300))
        let recorder = replay(traffic.segments.filter { $0.direction == .server })
        #expect(recorder.bytes(.fromResponder) == pattern(300))
        // Its FIN was acknowledged and not seen either: one number more than bytes.
        #expect(recorder.stream(.fromInitiator).end == 1001)
        let connection = recorder.ended[0].connection
        #expect(connection.initiator == Conversation().client)
        #expect(connection.statistics.isOneSided)
        #expect(connection.statistics.fromInitiator.gaps == 1)
        #expect(recorder.faults == [])
    }

    @Test("Where acknowledgements were not captured a hole is lost after two seconds")
    func withoutAcknowledgements() {
        var segments = opened([piece(0..<100), piece(200..<300), piece(300..<400)], after: 1500)
            .filter { $0.direction == .client }
        #expect(framesUntilLoss(segments) == nil)
        var last = piece(400..<500)
        last.time = 5000
        segments.append(last)
        #expect(framesUntilLoss(segments) == segments.count)
    }

    @Test("At the end what waits is delivered and the hole before it is lost")
    func end() {
        let recorder = replay(opened([piece(0..<100), piece(200..<300)]))
        #expect(recorder.stream(.fromInitiator).gaps == [100..<200])
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<100] + bytes[200..<300]))
        #expect(recorder.ended.map(\.reason) == [.captureEnded])
    }

    @Test("A FIN beyond the last byte seen tells how many are missing")
    func beforeFIN() {
        let recorder = replay(
            opened([
                piece(0..<100), CapturedSegment(direction: .client, offset: 400, acknowledged: 0, flags: .fin),
                CapturedSegment(direction: .server, offset: 0, acknowledged: 401, flags: .fin),
                CapturedSegment(direction: .client, offset: 401, acknowledged: 1),
            ]))
        #expect(recorder.stream(.fromInitiator).gaps == [100..<400])
        #expect(recorder.ended.map(\.reason) == [.finished])
        #expect(recorder.events { $0 == .fin }.map(\.offset).sorted() == [0, 400])
    }

    @Test("Segments that turn up after they were given up are late, not sent again")
    func late() {
        let recorder = replay(
            opened(
                [piece(0..<100), piece(200..<300), acknowledgement(300)]
                    + [300, 400, 500].map { piece($0..<($0 + 100)) } + [piece(100..<200)]))
        let statistics = recorder.ended[0].connection.statistics.fromInitiator
        #expect(statistics.lateBytes == 100)
        #expect(statistics.retransmittedSegments == 0)
        #expect(recorder.faults == [])
    }

    @Test("A capture that missed gigabytes goes on where the sequence numbers went")
    func jump() {
        let distance = 3_000_000_000
        let far = (0..<4).map {
            CapturedSegment(
                direction: .client, offset: distance + $0 * 100, acknowledged: 0, payload: Array(bytes[0..<100]))
        }
        let start = opened([piece(0..<100)])
        var stray = Replay()
        stray.feed(start + far.prefix(2) + [piece(100..<200)])
        #expect(stray.recorder.bytes(.fromInitiator) == Array(bytes[0..<200]))
        #expect(stray.recorder.stream(.fromInitiator).gaps == [])

        var jump = Replay()
        jump.feed(start + far)
        #expect(jump.recorder.stream(.fromInitiator).gaps == [100..<UInt64(distance + 200)])
        #expect(jump.recorder.bytes(.fromInitiator).count == 300)
        #expect(jump.recorder.events { $0 == .sequenceJump }.count == 1)
        #expect(jump.recorder.faults == [])
    }

    @Test("A stray segment far beyond all others does not make a gap of what lies between")
    func stray() {
        let stray = CapturedSegment(direction: .client, offset: 50_000_000, acknowledged: 0, payload: [1, 2, 3])
        let recorder = replay(opened([piece(0..<100), stray, piece(100..<200)]))
        #expect(recorder.bytes(.fromInitiator) == Array(bytes[0..<200]))
        #expect(recorder.stream(.fromInitiator).gaps == [])
        #expect(recorder.ended[0].connection.statistics.fromInitiator.outOfWindowSegments == 1)
    }

    @Test("An acknowledgement of what was never sent, not repeated, loses nothing")
    func strayAcknowledgement() {
        let recorder = replay(
            opened(
                [piece(0..<100), acknowledgement(90_000), acknowledgement(100)]
                    + (1..<10).map {
                        piece(($0 * 100)..<($0 * 100 + 100))
                    }))
        #expect(recorder.bytes(.fromInitiator) == bytes)
        #expect(recorder.stream(.fromInitiator).gaps == [])
    }
}
