import PacketCapture
import Testing

@testable import AssociationTimeline

/// Damage of every kind: never a trap, never a hang; associations that the fault does not touch are told as before, and
/// what is told otherwise is marked as damaged.
@Suite("Torture: structured faults") struct FaultTests {
    @Test("Frames dropped, doubled, swapped, cut", arguments: TortureExtent.captures)
    func frames(name: String) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        let judge = try Judge(frames, name)
        for fault in FrameFault.allCases {
            for index in TortureExtent.chosen(of: frames.count, sample: 16) {
                try judge.check(fault.apply(to: index, of: frames))
            }
        }
    }

    @Test("Bytes of PDU headers flipped, lengths that are not so", arguments: TortureExtent.captures)
    func headers(name: String) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        let judge = try Judge(frames, name)
        let places = PDUHeaderPlace.all(in: frames)
        for index in TortureExtent.chosen(of: places.count, sample: 5) {
            for fault in places[index].faults(of: frames, number: index + 1) { try judge.check(fault) }
        }
    }

    @Test("Random losses", arguments: TortureExtent.captures)
    func losses(name: String) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        let judge = try Judge(frames, name)
        for rate: UInt64 in [100, 10, 2] {
            for seed in 1...UInt64(TortureExtent.isFull ? 100 : 4) {
                try judge.check(CaptureFault.loss(of: frames, oneIn: rate, seed: seed))
            }
        }
    }

    @Test("Snap lengths, late starts, one direction only", arguments: TortureExtent.captures)
    func captures(name: String) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        let judge = try Judge(frames, name)
        for index in TortureExtent.chosen(of: 137, sample: 16) {
            try judge.check(CaptureFault.snapLength(64 + index, of: frames))
        }
        for index in TortureExtent.chosen(of: frames.count, sample: 24) {
            try judge.check(CaptureFault.start(at: index, of: frames))
        }
        for toGreaterPort in [false, true] {
            try judge.check(CaptureFault.oneDirection(toGreaterPort: toGreaterPort, of: frames))
        }
    }

    @Test("Files cut at every byte", arguments: TortureExtent.captures, FileCut.Format.allCases)
    func files(name: String, format: FileCut.Format) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        guard Set(frames.map(\.linkType)).count == 1 else { return }
        let judge = try Judge(frames, name)
        let cut = try FileCut(frames, format)
        for count in TortureExtent.chosen(of: cut.file.count, sample: 48) { try cut.checkReading(count) }
        for count in cut.analysed {
            guard let found = try? ConnectionDigests(file: Array(cut.file.prefix(count))) else { continue }
            let lost = Array(cut.wholeFrames(in: count)..<frames.count)
            judge.check(found, touched: lost, "\(format) cut to \(count) bytes")
        }
    }
}

/// Compares what a capture says with what it says when damaged.
private struct Judge {
    let frames: [RecordedFrame]
    let name: String
    let expected: ConnectionDigests

    init(_ frames: [RecordedFrame], _ name: String) throws {
        self.frames = frames
        self.name = name
        expected = try ConnectionDigests(frames)
    }

    func check(_ fault: FaultyCapture) throws {
        check(try ConnectionDigests(fault.frames), touched: fault.touched, fault.name, isMarked: !fault.leavesNoMark)
    }

    func check(_ found: ConnectionDigests, touched: [Int], _ fault: String, isMarked: Bool = true) {
        guard let touched = ConnectionDigests.touched(touched, of: frames) else { return }
        for (connection, told) in expected.connections {
            let now = found.connections[connection]
            if !touched.contains(connection) {
                // Whether a failed connection was DICOM's is told by others to the same port.
                guard told.lines.contains(where: { $0.hasPrefix("pdu") }) else { continue }
                #expect(now == told, "\(name), \(fault): \(connection) was not touched")
            } else if isMarked, let now, !told.lines.ends(with: now.lines) {
                #expect(
                    now.marks > 0, "\(name), \(fault): \(connection) is told otherwise and not marked")
            }
        }
    }
}

extension [String] {
    /// Also where all of them are equal. Of several associations between the same endpoints the first may be missing.
    fileprivate func ends(with others: [String]) -> Bool { suffix(others.count).elementsEqual(others) }
}
