import Evidence
import PacketCapture

/// Writes frames 10 µs apart.
struct FrameSink {
    private var writer: PcapWriter
    private var time = Timestamp(nanoseconds: 1_767_225_600_000_000_000)
    private let isLossy: Bool
    private var generator: UInt64 = 0x9E37_79B9_7F4A_7C15
    /// In bytes.
    private(set) var written: UInt64 = 0

    init(descriptor: Int32, isLossy: Bool) {
        writer = PcapWriter(linkType: 1, to: CaptureOutput(fileDescriptor: descriptor), nanoseconds: false)
        self.isLossy = isLossy
    }

    mutating func write(_ frames: inout [[UInt8]]) throws(CaptureError) {
        var index = 0
        while index < frames.count {
            if isLossy {
                switch random() % 100 {
                case 0:
                    index += 1
                    continue
                case 1 where index + 1 < frames.count: frames.swapAt(index, index + 1)
                default: break
                }
            }
            try write(frames[index])
            index += 1
        }
        frames.removeAll(keepingCapacity: true)
    }

    /// A frame of each queue in turn.
    mutating func interleave(_ queues: inout [[[UInt8]]]) throws(CaptureError) {
        let longest = queues.map(\.count).max() ?? 0
        for index in 0..<longest {
            for queue in queues where index < queue.count { try write(queue[index]) }
        }
        for index in queues.indices { queues[index].removeAll(keepingCapacity: true) }
    }

    mutating func finish() throws(CaptureError) { try writer.flush() }

    private mutating func write(_ frame: [UInt8]) throws(CaptureError) {
        try writer.write(frame.span, time: time)
        time.nanoseconds += 10_000
        written += UInt64(frame.count) + 16
    }

    /// The same numbers every time (xorshift).
    private mutating func random() -> UInt64 {
        generator ^= generator << 13
        generator ^= generator >> 7
        generator ^= generator << 17
        return generator
    }
}
