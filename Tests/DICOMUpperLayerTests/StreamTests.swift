import DICOMUpperLayer
import Evidence
import Testing

@Suite struct StreamTests {
    /// One of everything, sound and broken, and bytes that are no PDU in between.
    static let sample: [UInt8] =
        Build.request + Build.data([Build.pdv(1, 3, Build.command)])
        + Build.data([Build.pdv(1, 0, Array(0..<50)), Build.pdv(1, 2, [1, 2, 3, 4])])
        + Build.data([]) + Build.data([Build.uint32(0), Build.uint32(1) + [7], Build.pdv(1, 2, []), [0, 0, 9]])
        + Build.data([Build.pdv(1, 0x83, [1, 2, 3], length: 99)]) + Build.data([Build.uint32(8) + [1]])
        + [0x48, 0x54, 0x54, 0x50, 0x2F, 4, 0, 0, 0, 0, 0, 0, 0, 1] + Build.data([Build.pdv(3, 1, Build.command)])
        + [0, 5, 0, 0, 0, 0, 4, 0, 0, 0] + Build.releaseRQ + Build.reject(1, 2, 2) + Build.abort(2, 6)
        + Build.pdu(0x06, [0, 0, 0, 0, 1]) + Build.releaseRP

    @Test func whole() {
        let recorder = Feed.whole(Self.sample)
        #expect(
            recorder.types == [
                "A-ASSOCIATE-RQ", "P-DATA-TF", "P-DATA-TF", "P-DATA-TF", "P-DATA-TF", "P-DATA-TF", "P-DATA-TF",
                "PDU 0x48",
                "P-DATA-TF", "PDU 0x00", "A-RELEASE-RQ", "A-ASSOCIATE-RJ", "A-ABORT", "A-RELEASE-RP", "A-RELEASE-RP",
            ])
        #expect(
            recorder.codes == [
                "pdu/no-pdv", "pdu/pdv-length", "pdu/pdv-length", "pdu/pdv-empty", "pdu/pdv-trailing-bytes",
                "pdu/pdv-exceeds-pdu", "pdu/pdv-odd-length", "pdu/message-control-header", "pdu/pdv-exceeds-pdu",
                "pdu/unrecognized", "pdu/resynchronised", "pdu/unrecognized", "pdu/resynchronised",
                "pdu/length", "pdu/item-trailing-bytes",
            ])
        #expect(recorder.fragments == [Build.command, Array(0..<50), [1, 2, 3, 4], [1, 2, 3], Build.command])
        #expect(recorder.lostBytes == 14 + 10)
    }

    @Test func portionsDoNotMatter() {
        let expected = Feed.whole(Self.sample).events
        for size in [1, 2, 3, 5, 7, 11, 26, 100] {
            var feed = Feed()
            var rest = Self.sample[...]
            while !rest.isEmpty {
                feed.push(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            feed.finish()
            #expect(feed.recorder.events == expected, "portions of \(size)")
        }
        for split in 0...Self.sample.count {
            var feed = Feed()
            feed.push(Self.sample[..<split])
            feed.push(Self.sample[split...])
            feed.finish()
            #expect(feed.recorder.events == expected, "split at \(split)")
        }
    }

    @Test func everyTruncation() {
        let whole = Feed.whole(Self.sample)
        for length in 0...Self.sample.count {
            let recorder = Feed.whole(Array(Self.sample[..<length]))
            #expect(recorder.types.count <= whole.types.count)
        }
        #expect(Feed.whole(Array(Build.releaseRQ[..<4])).codes == ["pdu/incomplete"])
        let cut = Feed.whole(Array(Build.data([Build.pdv(1, 3, Build.command)])[..<20]))
        #expect(cut.codes == ["pdu/incomplete"])
        guard case .transferEnded(let header, let evidence, isComplete: false) = cut.events[cut.events.count - 2] else {
            Issue.record("no end")
            return
        }
        #expect(header.length == 28)
        #expect(evidence.length == 20)
    }

    @Test func evidenceNamesFramesAndOffsets() throws {
        var feed = Feed()
        feed.offset = 1000
        for (index, portion) in [Build.request[..<3], Build.request[3..<90], Build.request[90...]].enumerated() {
            feed.frame = UInt64(10 + index)
            feed.push(portion)
        }
        feed.frame = 20
        feed.push(Build.data([Build.pdv(1, 3, Build.command)]).prefix(8))
        feed.frame = 21
        feed.push(Build.data([Build.pdv(1, 3, Build.command)]).dropFirst(8))
        guard case .pdu(_, let header, let evidence) = try #require(feed.recorder.events.first) else { return }
        #expect(header.offset == 1000)
        #expect(evidence.firstFrame == FrameNumber(10) && evidence.lastFrame == FrameNumber(12))
        #expect(evidence.time == Timestamp(nanoseconds: 12_000))
        #expect(evidence.offset == 1000 && evidence.length == UInt64(Build.request.count))
        guard case .transferEnded(_, let data, true) = try #require(feed.recorder.events.last) else { return }
        #expect(data.firstFrame == FrameNumber(20) && data.lastFrame == FrameNumber(21))
        #expect(data.length == 34)
        guard case .valueBegan(let value) = feed.recorder.events[2] else { return }
        #expect(value.offset == 1000 + UInt64(Build.request.count) + 6)
    }

    @Test func fixedPDUs() {
        #expect(Feed.whole(Build.reject(1, 1, 7)).pdus == [.associateRJ(.init(result: 1, source: 1, reason: 7))])
        let reject = PDU.AssociateRJ(result: 1, source: 1, reason: 7)
        #expect(reject.reasonName == "called-AE-title-not-recognized")
        #expect(PDU.AssociateRJ(result: 2, source: 3, reason: 2).reasonName == "local-limit-exceeded")
        #expect(PDU.AssociateRJ(result: 2, source: 1, reason: 9).reasonName == "reserved (9)")
        #expect(Feed.whole(Build.abort(2, 1)).pdus == [.abort(.init(source: 2, reason: 1))])
        #expect(PDU.Abort(source: 2, reason: 2).reasonName == "unexpected-PDU")
        #expect(PDU.Abort(source: 0, reason: 0).reasonName == "not-significant")
        #expect(Feed.whole(Build.pdu(7, [0, 0])).pdus == [.abort(.init(source: nil, reason: nil))])
        #expect(Feed.whole(Build.pdu(7, [])).codes == ["pdu/length", "pdu/field-cut"])
        #expect(Feed.whole(Build.pdu(5, [0, 0, 0, 1])).codes == ["pdu/reserved-not-zero"])
    }

    /// A length of 4 GiB costs nothing and keeps nothing.
    @Test func greatestLengths() {
        var feed = Feed()
        feed.push(Build.pdu(4, [0xFF, 0xFF, 0xFF, 0xFB, 1, 2], length: 0xFFFF_FFFF))
        for _ in 0..<100 { feed.push(Array(repeating: 7, count: 100)) }
        feed.lose(0xFFFF_FFF9 - 10_000)
        feed.push(Build.releaseRQ)
        feed.finish()
        #expect(feed.recorder.types == ["P-DATA-TF", "A-RELEASE-RQ"])
        #expect(feed.recorder.codes == ["pdu/pdv-odd-length"])
        let absurd = Feed.whole(Build.pdu(1, Array(repeating: 0, count: 50), length: 0xFFFF_FFFF) + Build.request)
        #expect(absurd.codes.first == "pdu/unrecognized")
        #expect(absurd.types == ["A-ASSOCIATE-RQ"])
    }

    @Test func longPDUIsDecodedFromWhatIsKept() throws {
        var limits = PDUStreamDecoder.Limits()
        limits.keptBytes = 150
        var feed = Feed(limits: limits)
        feed.push(Build.request + Build.releaseRQ)
        feed.finish()
        #expect(feed.recorder.types == ["A-ASSOCIATE-RQ", "A-RELEASE-RQ"])
        #expect(feed.recorder.codes == ["pdu/beyond-limit"])
        guard case .associateRQ(let pdu) = try #require(feed.recorder.pdus.first) else { return }
        #expect(!pdu.isComplete)
        #expect(pdu.presentationContexts.first?.id == 1)
    }

    @Test func anomaliesAreBounded() throws {
        var feed = Feed()
        for _ in 0..<10_000 { feed.push(Build.data([])) }
        feed.finish()
        #expect(feed.recorder.anomalies.count == 17)
        let last = try #require(feed.recorder.anomalies.last)
        #expect(last.code == "pdu/anomalies-not-reported")
        #expect(last.details == [.init("pdu/no-pdv", 9984)])
    }

    @Test func randomChangesNeverTrap() {
        var random = SystemlessRandom(state: 42)
        for _ in 0..<3000 {
            var bytes = Self.sample
            for _ in 0..<(1 + random.next() % 6) {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            let whole = Feed.whole(bytes)
            var feed = Feed()
            let split = Int(random.next() % UInt64(bytes.count))
            feed.push(bytes[..<split])
            feed.push(bytes[split...])
            feed.finish()
            #expect(feed.recorder.events == whole.events)
        }
    }
}

/// The same numbers every time.
struct SystemlessRandom: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 31)) &* 0x9E37_79B9_7F4A_7C15 >> 16
    }
}
