import NetworkLayers
import Testing

@testable import StreamReassembly

/// What two receivers could understand differently, and how it is understood here (see `StreamReassembler`).
@Suite("Ambiguities that an attacker may use")
struct AmbiguityTests {
    private func piece(
        _ offset: Int, _ payload: [UInt8], time: Double, timeToLive: UInt8 = 64
    ) -> CapturedSegment {
        CapturedSegment(
            direction: .client, offset: offset, acknowledged: 0, payload: payload, time: time,
            identification: UInt16(time), timeToLive: timeToLive)
    }

    private let opening = [
        CapturedSegment(direction: .client, offset: -1, flags: .syn),
        CapturedSegment(direction: .server, offset: -1, acknowledged: 0, flags: .syn),
        CapturedSegment(direction: .client, offset: 0, acknowledged: 0),
    ]

    @Test("Of a copy that could not reach the receiver and the real one the first counts; the other TTL is counted")
    func lowTimeToLive() {
        let recorder = replay(
            opening + [
                piece(0, [1, 2, 3, 4], time: 1), piece(4, [9, 9, 9, 9], time: 2, timeToLive: 1),
                piece(4, [5, 6, 7, 8], time: 40), piece(8, [10, 11], time: 50),
            ])
        #expect(recorder.bytes(.fromInitiator) == [1, 2, 3, 4, 9, 9, 9, 9, 10, 11])
        let statistics = recorder.ended[0].connection.statistics.fromInitiator
        #expect(statistics.otherTimesToLive == 1)
        #expect(statistics.retransmittedSegments == 1)
    }

    @Test("Overlaps on either side and around what is there keep the first copy, in any order of arrival")
    func overlaps() {
        let orders: [[CapturedSegment]] = [
            [piece(2, [3, 4], time: 1), piece(0, [1, 2, 9, 9, 5, 6], time: 2)],
            [piece(2, [3, 4], time: 1), piece(3, [9, 5, 6], time: 2), piece(0, [1, 2, 9], time: 3)],
            [piece(4, [5, 6], time: 1), piece(2, [3, 4, 9, 9], time: 2), piece(0, [1, 2, 9, 9], time: 3)],
            [piece(0, [1, 2, 3, 4], time: 1), piece(1, [9, 9, 9, 5, 6], time: 2)],
        ]
        for order in orders {
            let recorder = replay(opening + order)
            #expect(recorder.bytes(.fromInitiator) == [1, 2, 3, 4, 5, 6])
            #expect(recorder.faults == [])
        }
    }

    @Test("A copy from before sequence numbers wrapped is no new data", arguments: [UInt32.max - 5, 0x7FFF_FFFA])
    func wrapped(start: UInt32) {
        let recorder = replay(
            opening + [
                piece(0, [1, 2, 3, 4], time: 1), piece(4, [5, 6, 7, 8], time: 2), piece(0, [9, 9, 9, 9], time: 90),
                piece(8, [10], time: 100),
            ], Conversation(clientStart: start))
        #expect(recorder.bytes(.fromInitiator) == [1, 2, 3, 4, 5, 6, 7, 8, 10])
    }

    @Test("Bytes in the SYN and bytes marked urgent are part of the stream")
    func synAndUrgent() {
        var urgent = piece(2, [3, 4], time: 2)
        urgent.flags = .urg
        urgent.urgentPointer = 1
        let recorder = replay([
            CapturedSegment(direction: .client, offset: -1, flags: .syn, payload: [1, 2]),
            CapturedSegment(direction: .server, offset: -1, acknowledged: 2, flags: .syn), urgent,
        ])
        #expect(recorder.bytes(.fromInitiator) == [1, 2, 3, 4])
        #expect(recorder.ended[0].connection.statistics.fromInitiator.urgentSegments == 1)
    }
}
