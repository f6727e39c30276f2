import DICOMUpperLayer
import Evidence
import Testing

@Suite struct GapTests {
    static let stream: [UInt8] =
        Build.data([Build.pdv(1, 3, Build.command)]) + Build.data([Build.pdv(1, 0, Array(repeating: 9, count: 60))])
        + Build.data([Build.pdv(1, 0, Array(repeating: 8, count: 20)), Build.pdv(1, 2, Array(repeating: 7, count: 20))])
        + Build.data([Build.pdv(3, 3, Build.command)]) + Build.releaseRQ

    private func lose(_ length: Int, at start: Int) -> Recorder {
        var feed = Feed()
        feed.push(Self.stream[..<start])
        feed.lose(length)
        feed.push(Self.stream[(start + length)...])
        feed.finish()
        return feed.recorder
    }

    @Test func everyGap() {
        let whole = Feed.whole(Self.stream)
        for start in 0..<(Self.stream.count - 60) {
            for length in 1...40 {
                let recorder = lose(length, at: start)
                #expect(recorder.types.last == "A-RELEASE-RQ", "\(length) at \(start)")
                #expect(recorder.types.count <= whole.types.count)
                #expect(!recorder.codes.contains("pdu/unrecognized"), "\(length) at \(start)")
                for case .transferEnded(let header, _, let isComplete) in recorder.events where isComplete {
                    let end = Int(header.offset) + 6 + Int(header.length)
                    #expect(end <= start || Int(header.offset) >= start + length)
                }
            }
        }
    }

    @Test func insideAFragment() {
        let recorder = lose(10, at: 34 + 20)
        #expect(recorder.codes.isEmpty)
        #expect(recorder.types == Feed.whole(Self.stream).types)
        #expect(recorder.lostBytes == 0)
        #expect(recorder.events.contains(.lostFragment(10, 54)))
        let ends = recorder.events.compactMap {
            if case .valueEnded(_, let isComplete, _) = $0 { isComplete } else { nil }
        }
        #expect(ends == [true, false, true, true, true])
    }

    /// The second PDV's head is in the hole: the rest of that PDU is passed over, and the next PDU is exactly there.
    @Test func acrossAValueHeader() {
        let pdu = 34 + 72
        let recorder = lose(14, at: pdu + 6 + 6 + 16)
        #expect(recorder.codes.isEmpty)
        #expect(recorder.types == Feed.whole(Self.stream).types)
        #expect(recorder.events.contains(.lostFragment(4, UInt64(pdu + 28))))
        #expect(recorder.events.contains(.lost(26, UInt64(pdu + 32))))
    }

    @Test func beyondThePDU() {
        let recorder = lose(100, at: 34 + 30)
        #expect(recorder.codes == [])
        #expect(recorder.types == ["P-DATA-TF", "P-DATA-TF", "P-DATA-TF", "A-RELEASE-RQ"])
    }

    @Test func insideAnAssociate() throws {
        var feed = Feed()
        feed.push(Build.request[..<110])
        feed.lose(40)
        feed.push(Build.request[150...] + Build.releaseRQ)
        feed.finish()
        #expect(feed.recorder.types == ["A-ASSOCIATE-RQ", "A-RELEASE-RQ"])
        #expect(feed.recorder.codes.isEmpty)
        guard case .associateRQ(let pdu) = try #require(feed.recorder.pdus.first) else { return }
        #expect(!pdu.isComplete)
        #expect(pdu.calledAETitle == "ARCHIVE")
    }

    @Test func gapsOfAnyLengthInAnyState() {
        for start in 0...Self.stream.count {
            for length in [1, 1000, Int(UInt32.max), Int.max / 2] {
                var feed = Feed()
                feed.push(Self.stream[..<start])
                feed.lose(length)
                feed.push(Build.releaseRQ)
                feed.lose(1)
                feed.lose(5)
                feed.finish()
                #expect(feed.recorder.types.count <= 6)
            }
        }
    }

    @Test func startInTheMiddle() {
        for start in 0..<(Self.stream.count - 10) {
            let recorder = Feed.whole(Array(Self.stream[start...]), startsInMiddle: true)
            #expect(recorder.types.last == "A-RELEASE-RQ", "from \(start)")
            var feed = Feed(startsInMiddle: true)
            for byte in Self.stream[start...] { feed.push([byte]) }
            feed.finish()
            #expect(feed.recorder.events == recorder.events)
        }
        #expect(Feed.whole(Self.stream, startsInMiddle: true).codes.isEmpty)
    }

    /// Dark pixels of 16 bits look much like headers of P-DATA-TF.
    @Test func darkPixelsAreNoPDUs() {
        var random = SystemlessRandom(state: 7)
        for limit in [4, 8, 16, 256, 1025] as [UInt64] {
            var pixels: [UInt8] = [9]
            for _ in 0..<20_000 {
                let value = random.next() % limit
                pixels += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
            }
            let recorder = Feed.whole(pixels + Build.data([Build.pdv(1, 3, Build.command)]), startsInMiddle: true)
            #expect(recorder.types == ["P-DATA-TF"])
            #expect(recorder.lostBytes == UInt64(pixels.count))
        }
    }
}
