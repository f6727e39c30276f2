import Evidence
import NetworkLayers

@testable import StreamReassembly

/// Feeds segments to a reassembler, frame numbers from 1 on.
struct Replay: ~Copyable {
    var reassembler: StreamReassembler
    var recorder = Recorder()
    private var frame: UInt64 = 0
    private var time = 0.0

    init(limits: StreamReassembler.Limits = .init()) { reassembler = StreamReassembler(limits: limits) }

    mutating func feed(_ segments: [CapturedSegment], _ conversation: Conversation = Conversation()) {
        for captured in segments {
            frame += 1
            time = captured.time
            reassembler.process(
                conversation.segment(captured), bytes: captured.payload.span, frame: FrameNumber(frame),
                time: timestamp, consumer: &recorder)
        }
    }

    mutating func finish(at end: Double? = nil) {
        if let end { time = end }
        reassembler.finish(frame: FrameNumber(frame), time: timestamp, consumer: &recorder)
    }

    private var timestamp: Timestamp { Timestamp(nanoseconds: Int64(time * 1_000_000)) }
}

/// What came out of a whole capture.
func replay(
    _ segments: [CapturedSegment], _ conversation: Conversation = Conversation(),
    limits: StreamReassembler.Limits = .init(), end: Double? = nil
) -> Recorder {
    var replay = Replay(limits: limits)
    replay.feed(segments, conversation)
    replay.finish(at: end)
    return replay.recorder
}
