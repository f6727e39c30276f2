import Evidence
import NetworkLayers
import Testing

@testable import StreamReassembly

/// What `tshark -T fields -e tcp.stream` (4.0.17) says of the same segments.
@Suite("Stream numbers beside tshark's")
struct WiresharkNumberTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var segments: [TCPSegment]
        /// The frames, from 1, that begin streams 0, 1 ...
        var firstFrames: [UInt64]

        init(_ description: String, _ segments: [TCPSegment], _ firstFrames: [UInt64]) {
            testDescription = description
            self.segments = segments
            self.firstFrames = firstFrames
        }
    }

    private static func segment(
        _ isClient: Bool, _ sequence: UInt32, _ acknowledgement: UInt32, _ flags: TCPSegment.Flags, _ length: Int = 0,
        port: UInt16 = 5000
    ) -> TCPSegment {
        let conversation = Conversation(clientPort: port)
        return TCPSegment(
            source: isClient ? conversation.client : conversation.server,
            destination: isClient ? conversation.server : conversation.client, sequence: sequence,
            acknowledgement: acknowledgement, flags: flags, window: 8192, payloadLength: length, payload: 0..<length)
    }

    private static func client(
        _ sequence: UInt32, _ acknowledgement: UInt32, _ flags: TCPSegment.Flags, _ length: Int = 0, port: UInt16 = 5000
    ) -> TCPSegment { segment(true, sequence, acknowledgement, flags, length, port: port) }

    private static func server(
        _ sequence: UInt32, _ acknowledgement: UInt32, _ flags: TCPSegment.Flags, _ length: Int = 0, port: UInt16 = 5000
    ) -> TCPSegment { segment(false, sequence, acknowledgement, flags, length, port: port) }

    private static let opening = [
        client(1000, 0, .syn), server(5000, 1001, [.syn, .ack]), client(1001, 5001, .ack),
    ]
    private static let whole =
        opening + [
            client(1001, 5001, .ack, 10), client(1011, 5001, [.fin, .ack]), server(5001, 1012, [.fin, .ack]),
            client(1012, 5002, .ack),
        ]

    static let cases: [Case] = [
        Case(
            "a new SYN after the close",
            whole + [client(9000, 0, .syn), server(7000, 9001, [.syn, .ack]), client(9001, 7001, .ack, 1)], [1, 8]),
        Case(
            "a new connection of which the SYN was not captured",
            whole + [server(7000, 9001, [.syn, .ack]), client(9001, 7001, .ack), client(9001, 7001, .ack, 1)], [1]),
        Case("bytes far from the closed connection's", whole + [client(90_001, 70_001, .ack, 1)], [1]),
        Case(
            "the same SYN again after a refusal",
            [
                client(1000, 0, .syn), server(0, 1001, [.rst, .ack]), client(1000, 0, .syn),
                server(6000, 1001, [.syn, .ack]), client(1001, 6001, .ack),
            ], [1]),
        Case(
            "another SYN after a refusal",
            [client(1000, 0, .syn), server(0, 1001, [.rst, .ack]), client(2000, 0, .syn)], [1, 3]),
        Case(
            "opened from the other side",
            whole + [server(8000, 0, .syn), client(300, 8001, [.syn, .ack])], [1, 8]),
        Case(
            "both sides at once",
            [
                client(1000, 0, .syn), server(5000, 0, .syn), client(1000, 5001, [.syn, .ack]),
                server(5000, 1001, [.syn, .ack]),
            ], [1]),
        Case(
            "begun midstream, then a SYN",
            [client(1001, 5001, .ack, 10), server(5001, 1011, .ack), client(4000, 0, .syn)], [1, 3]),
        Case("bytes before their own SYN", [client(1001, 5001, .ack, 10), client(1000, 0, .syn)], [1]),
        Case("a SYN after its acknowledgement", [server(5001, 1001, .ack, 1), client(1000, 0, .syn)], [1]),
        Case("a SYN unlike what was acknowledged", [server(5001, 1001, .ack, 1), client(3000, 0, .syn)], [1, 2]),
        Case(
            "another SYN-ACK on an open connection",
            opening + [server(6500, 1001, [.syn, .ack]), client(1001, 5001, .ack, 10)], [1]),
        Case(
            "several at once",
            [
                client(1000, 0, .syn, port: 1), client(1000, 0, .syn, port: 2), server(1, 1001, [.syn, .ack], port: 2),
                server(1, 1001, [.syn, .ack], port: 1), client(5, 0, .syn, port: 3),
            ], [1, 2, 5]),
        Case(
            "SYNs with RST and FIN",
            [client(1000, 0, .syn), client(2000, 0, [.syn, .rst]), client(3000, 0, [.syn, .fin])], [1, 2, 3]),
    ]

    @Test("Each stream begins with the same frame", arguments: cases)
    func numbers(_ example: Case) {
        var reassembler = StreamReassembler()
        var recorder = Recorder()
        let bytes = pattern(10)
        for (index, segment) in example.segments.enumerated() {
            reassembler.process(
                segment, bytes: bytes.span, frame: FrameNumber(UInt64(index + 1)),
                time: Timestamp(nanoseconds: Int64(index) * 1_000_000), consumer: &recorder)
        }
        reassembler.finish(frame: FrameNumber(0), time: Timestamp(nanoseconds: 0), consumer: &recorder)
        var firstFrames: [UInt64] = []
        for connection in recorder.begun where connection.number == firstFrames.count {
            firstFrames.append(connection.statistics.first.frame.rawValue)
        }
        #expect(firstFrames == example.firstFrames)
        #expect(recorder.begun.map(\.number).max() == firstFrames.count - 1)
        #expect(recorder.faults == [])
    }
}
