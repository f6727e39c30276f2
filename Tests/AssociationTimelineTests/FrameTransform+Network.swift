import Evidence

extension FrameTransform {
    /// What networks and mirror ports do to frames.
    static let mishaps: [FrameTransform] = [
        FrameTransform("every frame twice") { frames in frames.flatMap { [$0, $0] } },
        FrameTransform("neighbours of one direction swapped") { frames in
            var frames = frames
            var index = 0
            while index + 1 < frames.count {
                if let first = TCPView(frames[index]), let second = TCPView(frames[index + 1]),
                    first.isData, second.isData, first.flow == second.flow
                {
                    frames.swapAt(index, index + 1)
                    index += 1
                }
                index += 1
            }
            return frames
        },
        FrameTransform("every third data segment sent again") { frames in
            var result: [RecordedFrame] = []
            for (index, frame) in frames.enumerated() {
                result.append(frame)
                guard index % 3 == 0, let view = TCPView(frame), view.isData else { continue }
                var again = view.frame(identification: 0xBEEF)
                again.time.nanoseconds += 250_000_000
                result.append(again)
            }
            return result
        },
        FrameTransform("IP fragments of 64 bytes") { frames in
            frames.enumerated().flatMap { fragments($1, number: $0, reversed: false) }
        },
        FrameTransform("IP fragments last one first") { frames in
            frames.enumerated().flatMap { fragments($1, number: $0, reversed: true) }
        },
        FrameTransform("segments of 7 bytes") { frames in
            frames.flatMap { frame in TCPView(frame)?.split(every: 7) ?? [frame] }
        },
    ]

    /// Of IPv4 only; other frames stay as they are.
    private static func fragments(_ frame: RecordedFrame, number: Int, reversed: Bool) -> [RecordedFrame] {
        guard let view = TCPView(frame), view.isIPv4, view.ipPayload.count > 64 else { return [frame] }
        var pieces: [RecordedFrame] = []
        for start in stride(from: 0, to: view.ipPayload.count, by: 64) {
            let end = min(start + 64, view.ipPayload.count)
            let more = end < view.ipPayload.count
            pieces.append(view.fragment(start..<end, more: more, identification: number))
        }
        return reversed ? pieces.reversed() : pieces
    }
}
