import Evidence

/// What a fault makes of a capture, and which of its frames it touched.
struct FaultyCapture {
    var name: String
    var frames: [RecordedFrame]
    /// Indices into the frames as recorded.
    var touched: [Int]
    /// Nothing in the frames tells of it.
    var leavesNoMark = false
}

/// Damage done to single frames.
enum FrameFault: CaseIterable {
    case dropped, doubled, swapped, cutToHalf, cutInHeader

    func apply(to index: Int, of frames: [RecordedFrame]) -> FaultyCapture {
        var damaged = frames
        var touched = [index]
        var leavesNoMark = false
        switch self {
        case .dropped: damaged.remove(at: index)
        case .doubled: damaged.insert(frames[index], at: index)
        case .swapped:
            let other = index + 1 < frames.count ? index + 1 : index
            damaged.swapAt(index, other)
            touched.append(other)
            // Which of the two directions spoke first only the order of capture tells.
            leavesNoMark = TCPView(frames[index])?.flow != TCPView(frames[other])?.flow
        case .cutToHalf: damaged[index].bytes.removeLast(frames[index].bytes.count / 2)
        case .cutInHeader: damaged[index].bytes = Array(frames[index].bytes.prefix(40))
        }
        return FaultyCapture(
            name: "frame \(index + 1) \(self)", frames: damaged, touched: touched, leavesNoMark: leavesNoMark)
    }
}

/// Damage done to a whole capture.
enum CaptureFault {
    /// One frame in so many is lost.
    static func loss(of frames: [RecordedFrame], oneIn rate: UInt64, seed: UInt64) -> FaultyCapture {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var lost: [Int] = []
        for index in frames.indices {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            if state % rate == 0 { lost.append(index) }
        }
        let missing = Set(lost)
        let kept = frames.indices.filter { !missing.contains($0) }.map { frames[$0] }
        return FaultyCapture(name: "1 in \(rate) lost, seed \(seed)", frames: kept, touched: lost)
    }

    static func snapLength(_ length: Int, of frames: [RecordedFrame]) -> FaultyCapture {
        let cut = frames.map { frame in
            var frame = frame
            frame.bytes = Array(frame.bytes.prefix(length))
            return frame
        }
        return FaultyCapture(
            name: "snap length \(length)", frames: cut,
            touched: frames.indices.filter { frames[$0].bytes.count > length })
    }

    static func start(at index: Int, of frames: [RecordedFrame]) -> FaultyCapture {
        FaultyCapture(name: "from frame \(index + 1)", frames: Array(frames[index...]), touched: Array(0..<index))
    }

    /// Without what goes to the greater (or smaller) of each connection's two ports.
    static func oneDirection(toGreaterPort: Bool, of frames: [RecordedFrame]) -> FaultyCapture {
        var lost: [Int] = []
        for (index, frame) in frames.enumerated() {
            guard let flow = TCPView(frame)?.flow.suffix(4).map({ $0 }) else { continue }
            let ports = (Int(flow[0]) << 8 | Int(flow[1]), Int(flow[2]) << 8 | Int(flow[3]))
            if (ports.1 > ports.0) == toGreaterPort { lost.append(index) }
        }
        let missing = Set(lost)
        let kept = frames.indices.filter { !missing.contains($0) }.map { frames[$0] }
        return FaultyCapture(
            name: "one direction only (\(toGreaterPort))", frames: kept, touched: lost)
    }
}
