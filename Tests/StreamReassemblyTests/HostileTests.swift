import Evidence
import NetworkLayers
import Testing

@testable import StreamReassembly

@Suite("Whatever a capture claims")
struct HostileTests {
    @Test("Random headers, lengths and ranges never stop it, and every call fits the last", arguments: 0..<24)
    func randomSegments(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var limits = StreamReassembler.Limits()
        limits.connections = 6
        limits.endedConnections = 3
        limits.pendingBytes = 2000
        limits.totalPendingBytes = 5000
        limits.pendingSegments = 40
        limits.idle = seed % 2 == 0 ? .seconds(1) : nil
        var reassembler = StreamReassembler(limits: limits)
        var recorder = Recorder()
        let bytes = pattern(300)
        let interesting: [UInt32] = [0, 1, 100, 200, 0x4000_0000, 0x7FFF_FFFF, 0x8000_0000, .max - 100, .max]
        var frame: UInt64 = 0
        var mostPending = 0
        for _ in 0..<2000 {
            frame += 1
            let number = { (generator: inout SeededGenerator) -> UInt32 in
                let base = seed % 4 == 3 ? interesting[Int.random(in: 0..<9, using: &generator)] : 1000
                return base &+ UInt32.random(in: 0...500, using: &generator)
            }
            let conversation = Conversation(clientPort: UInt16.random(in: 1...8, using: &generator))
            let isClient = Bool.random(using: &generator)
            let lower = Int.random(in: 0...310, using: &generator)
            let payload = lower..<(lower + Int.random(in: 0...100, using: &generator))
            let claims = [payload.count, 0, -1, 1, payload.count + 50, .max, .min]
            let isCalm = seed % 4 < 2
            let claim = isCalm ? payload.count : claims[Int.random(in: 0..<claims.count, using: &generator)]
            let flags: TCPSegment.Flags =
                isCalm && Int.random(in: 0..<20, using: &generator) > 0
                ? .ack : TCPSegment.Flags(rawValue: UInt8.random(in: 0...255, using: &generator))
            let segment = TCPSegment(
                source: isClient ? conversation.client : conversation.server,
                destination: isClient ? conversation.server : conversation.client, sequence: number(&generator),
                acknowledgement: number(&generator), flags: flags,
                window: UInt16.random(in: 0...3, using: &generator) &* 20_000,
                windowScale: UInt8.random(in: 0...255, using: &generator), payloadLength: claim, payload: payload,
                ipIdentification: UInt16.random(in: 0...50, using: &generator))
            let time = Int64.random(in: -2_000_000_000...4_000_000_000, using: &generator)
            reassembler.process(
                segment, bytes: bytes.span, frame: FrameNumber(frame),
                time: Timestamp(nanoseconds: Int64(frame) * 300_000_000 &+ time), consumer: &recorder)
            mostPending = max(mostPending, reassembler.pendingBytes)
        }
        reassembler.finish(frame: FrameNumber(frame), time: Timestamp(nanoseconds: .max), consumer: &recorder)
        #expect(recorder.faults == [])
        #expect(mostPending <= limits.totalPendingBytes)
        #expect(reassembler.pendingBytes == 0)
        #expect(recorder.begun.count == recorder.ended.count)
        #expect(recorder.openSlots.isEmpty)
        #expect(recorder.begun.map(\.slot).max() ?? 0 < 6)
    }

    @Test("Times at the ends of what can be told do not stop it", arguments: [Int64.min, -1, 0, .max])
    func times(nanoseconds: Int64) {
        var reassembler = StreamReassembler()
        var recorder = Recorder()
        for (index, captured) in Traffic.exchange(request: pattern(300), response: pattern(10)).segments.enumerated() {
            reassembler.process(
                Conversation().segment(captured), bytes: captured.payload.span, frame: FrameNumber(UInt64(index)),
                time: Timestamp(nanoseconds: index % 2 == 0 ? nanoseconds : -nanoseconds.magnitude.signed),
                consumer: &recorder)
        }
        reassembler.finish(frame: FrameNumber(99), time: Timestamp(nanoseconds: nanoseconds), consumer: &recorder)
        #expect(recorder.bytes(.fromInitiator) == pattern(300))
        #expect(recorder.faults == [])
    }

    @Test("IPv6 connections and IPv4 connections of the same bits are different ones")
    func families() {
        var reassembler = StreamReassembler()
        var recorder = Recorder()
        let nothing: [UInt8] = []
        for address in [IPAddress.v4(1), .v6(0, 1), .v6(1, 0)] {
            let segment = TCPSegment(
                source: Endpoint(address: address, port: 1), destination: Endpoint(address: address, port: 2),
                sequence: 1, acknowledgement: 0, flags: .syn, window: 1, payloadLength: 0, payload: 0..<0)
            reassembler.process(
                segment, bytes: nothing.span, frame: FrameNumber(1), time: Timestamp(nanoseconds: 0),
                consumer: &recorder)
        }
        #expect(recorder.begun.map(\.number) == [0, 1, 2])
    }
}

extension UInt64 {
    /// Wrapped into the range of `Int64`.
    fileprivate var signed: Int64 { Int64(truncatingIfNeeded: self >> 1) }
}
