import Evidence
import NetworkLayers
import Testing

@testable import StreamReassembly

@Suite("Zero windows and stalls")
struct WaitingTests {
    private func traffic(_ segments: [(Double, CapturedSegment)]) -> [CapturedSegment] {
        var traffic = Traffic()
        traffic.handshake()
        for (time, segment) in segments {
            traffic.time = time
            traffic.add(segment)
        }
        return traffic.segments
    }

    private func client(_ offset: Int, _ acknowledged: Int, _ payload: [UInt8] = []) -> CapturedSegment {
        CapturedSegment(direction: .client, offset: offset, acknowledged: acknowledged, payload: payload)
    }

    private func server(
        _ offset: Int, _ acknowledged: Int, _ payload: [UInt8] = [], window: UInt16 = 8192
    ) -> CapturedSegment {
        CapturedSegment(
            direction: .server, offset: offset, acknowledged: acknowledged, payload: payload, window: window)
    }

    private func stall(_ segments: [(Double, CapturedSegment)], end: Double? = nil) -> TCPStall? {
        replay(traffic(segments), end: end).ended[0].connection.statistics.longestStall
    }

    @Test("A closed window is told when it begins and ends, with its time; probes into it are counted")
    func zeroWindow() {
        let recorder = replay(
            traffic([
                (1, client(0, 0, pattern(100))), (2, server(0, 100, window: 0)),
                (202, client(99, 0)), (203, server(0, 100, window: 0)),
                (602, client(100, 0, [pattern(101)[100]])), (603, server(0, 100, window: 0)),
                (1002, server(0, 100, window: 500)),
                (1003, client(100, 0, Array(pattern(200)[100...]))), (1004, server(0, 200)),
            ]))
        #expect(recorder.bytes(.fromInitiator) == pattern(200))
        #expect(recorder.events { $0 == .zeroWindowBegan }.map(\.direction) == [.fromResponder])
        #expect(recorder.events { $0 == .zeroWindowEnded(after: .milliseconds(1000)) }.count == 1)
        let statistics = recorder.ended[0].connection.statistics
        #expect(statistics.fromResponder.zeroWindows == 1)
        #expect(statistics.fromResponder.zeroWindowTime == .seconds(1))
        #expect(statistics.fromInitiator.windowProbes == 2)
        #expect(statistics.fromInitiator.keepAlives == 0)
        #expect(statistics.longestStall?.waitedFor == .fromResponder)
        #expect(statistics.longestStall?.zeroWindow == .fromResponder)
    }

    @Test("A window still closed at the end counts until then")
    func zeroWindowAtEnd() {
        let recorder = replay(
            traffic([(1, client(0, 0, pattern(100))), (2, server(0, 100, window: 0))]), end: 5002)
        #expect(recorder.ended[0].connection.statistics.fromResponder.zeroWindowTime == .seconds(5))
    }

    @Test("Who answers late let the other wait, keep-alives meanwhile or not")
    func lateAnswer() {
        let stall = stall([
            (1, client(0, 0, pattern(100))), (2, server(0, 100)), (10_000, client(99, 0)), (10_001, server(0, 100)),
            (30_000, server(0, 100, pattern(20))), (30_001, client(100, 20)),
        ])
        #expect(stall?.duration == .milliseconds(29_998))
        #expect(stall?.waitedFor == .fromResponder)
        #expect(stall?.ending == .data)
        #expect(stall?.attempts == 1)
    }

    @Test("Who pauses before the next request let the other wait")
    func lateRequest() {
        let stall = stall([
            (1, client(0, 0, pattern(100))), (2, server(0, 100, pattern(20))), (3, client(100, 20)),
            (9000, client(100, 20, pattern(50))), (9001, server(20, 150)),
        ])
        #expect(stall?.waitedFor == .fromInitiator)
        #expect(stall?.duration == .milliseconds(8997))
    }

    @Test("Bytes sent again and again before they are acknowledged: their receiver, or the way to it, was waited for")
    func unacknowledged() {
        let stall = stall([
            (1, client(0, 0, pattern(100))), (301, client(0, 0, pattern(100))), (901, client(0, 0, pattern(100))),
            (2101, client(0, 0, pattern(100))), (2102, server(0, 100)),
        ])
        #expect(stall?.waitedFor == .fromResponder)
        #expect(stall?.ending == .acknowledgement)
        #expect(stall?.attempts == 3)
        #expect(stall?.unacknowledged == .fromInitiator)
    }

    @Test("Who closes after waiting in vain did wait")
    func closesAfterWaiting() {
        var fin = client(100, 0)
        fin.flags = .fin
        let stall = stall([(1, client(0, 0, pattern(100))), (2, server(0, 100)), (30_002, fin)])
        #expect(stall?.duration == .seconds(30))
        #expect(stall?.ending == .fin)
        #expect(stall?.waitedFor == .fromResponder)
    }

    @Test("An answer that never came is waited for until the capture ends")
    func neverAnswered() {
        let stall = stall([(1, client(0, 0, pattern(100))), (2, server(0, 100))], end: 60_002)
        #expect(stall?.duration == .seconds(60))
        #expect(stall?.ending == .connectionEnded)
        #expect(stall?.endedBy == nil)
        #expect(stall?.waitedFor == .fromResponder)
    }
}
