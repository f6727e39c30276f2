import PacketCapture
import Testing

/// A capture as a file, and what is left of it when it ends early.
struct FileCut {
    enum Format: CaseIterable { case pcap, pcapng }

    let file: [UInt8]
    private let frames: [RecordedFrame]
    /// Bytes of the file up to the end of each frame's record; before the first, those of the file's header.
    private let ends: [Int]

    init(_ frames: [RecordedFrame], _ format: Format) throws {
        func write(_ frames: [RecordedFrame]) throws -> [UInt8] {
            format == .pcap ? try RecordedFrame.pcap(frames) : try RecordedFrame.pcapng(frames)
        }
        self.frames = frames
        file = try write(frames)
        let alone = try frames.map { try write([$0]).count }
        guard let first = frames.first, let one = alone.first else {
            ends = [file.count]
            return
        }
        // A frame takes the same room whatever stands before it.
        let header = try 2 * one - write([first, first]).count
        ends = alone.reduce(into: [header]) { $0.append($0[$0.count - 1] + $1 - header) }
    }

    func wholeFrames(in count: Int) -> Int { max(0, ends.partitioningIndex { $0 > count } - 1) }

    /// What a timeline is made of depends on nothing but the frames read (`checkReading`), so that of large files it is
    /// enough to cut each frame in its record's header, before its first byte, in the middle and before its last.
    var analysed: [Int] {
        guard TortureExtent.isFull else { return TortureExtent.chosen(of: file.count, sample: 24) }
        if file.count <= 6000 { return Array(0..<file.count) }
        var cuts: [Int] = []
        for (start, end) in zip(ends, ends.dropFirst()) { cuts += [start, start + 8, (start + end) / 2, end - 1] }
        return cuts
    }

    /// Every frame before the cut is read whole, of the one that is cut no more than what is there, and the cut is told.
    func checkReading(_ count: Int) throws {
        guard var reader = try? CaptureReader(inputs: [.bytes(Array(file.prefix(count)))]) else {
            #expect(count < 28, "\(count) bytes are no capture")
            return
        }
        let whole = wholeFrames(in: count)
        var read = 0
        while reader.next() != nil {
            let bytes = reader.bytes
            guard read < whole || bytes.count <= frames[whole].bytes.count else {
                Issue.record("\(count) bytes of the file: frame \(read + 1) is not there")
                return
            }
            if read + 1 >= whole, bytes.array(0..<bytes.count) != Array(frames[read].bytes.prefix(bytes.count)) {
                Issue.record("\(count) bytes of the file: frame \(read + 1) is read otherwise")
            }
            read += 1
        }
        #expect(read == whole || read == whole + 1, "\(count) bytes of the file")
        let isWhole = count < ends[0] || ends.contains(count)
        #expect(isWhole || !reader.summary.problems.isEmpty, "\(count) bytes of the file: nothing told")
    }
}

extension [Int] {
    /// The first index whose element fulfils what all after it fulfil, too.
    fileprivate func partitioningIndex(_ isBeyond: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
