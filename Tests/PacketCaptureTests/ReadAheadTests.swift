import Dispatch
import Evidence
import Synchronization
import Testing

@testable import PacketCapture

/// What a thread of its own reads is what the source brings.
struct ReadAheadTests {
    /// Brings pieces of any length, and says when nobody holds it any more.
    private final class Source: FillingSource {
        private let bytes: [UInt8]
        private var position = 0
        private var random = MutationTests.Generator(state: 7)
        let isGone = DispatchSemaphore(value: 0)
        let mayWait = false
        var size: UInt64? { UInt64(bytes.count) }
        var bytesRead: UInt64 { UInt64(position) }
        var failure: SourceFailure? {
            position < bytes.count ? nil : SourceFailure(code: "capture/read-error", message: "the end")
        }

        init(_ count: Int) {
            var random = MutationTests.Generator(state: UInt64(count))
            bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        }

        deinit { isGone.signal() }

        func read(into storage: inout [UInt8], at start: Int) -> Int {
            let most = min(storage.count - start, bytes.count - position)
            let count = most > 1 ? Int.random(in: 1...most, using: &random) : most
            storage.replaceSubrange(start..<start + count, with: bytes[position..<position + count])
            position += count
            return count
        }

        var all: [UInt8] { bytes }
    }

    /// Records from a byte to more than the room before a piece, all of which must be in one place.
    @Test(arguments: [64, 4_096, 1 << 19])
    func recordsOfAnyLength(pieces: Int) {
        let source = Source(3_000_000)
        let expected = source.all
        var window = InputWindow(ReadAheadSource(source, pieces: pieces), capacity: pieces)
        var random = MutationTests.Generator(state: 11)
        var position = 0
        while window.ensure(1) {
            let length = min(
                Int.random(in: 1...(position % 5 == 0 ? 600_000 : 2_000), using: &random), 3_000_000 - position)
            guard window.ensure(length) else {
                Issue.record("\(length) bytes at \(position) are not there")
                return
            }
            let read = window.withUnread { unread in (0..<length).map { unread[$0] } }
            #expect(read[...] == expected[position..<position + length])
            let offset = window.offset
            #expect(offset == UInt64(position))
            window.advance(length)
            position += length
        }
        #expect(position == 3_000_000)
        let end = window.source
        #expect(end.failure?.message == "the end")
        #expect(end.bytesRead == 3_000_000)
    }

    @Test func whatIsLeftCanBeReadByAnother() {
        let seen = Mutex<[UInt8]>([])
        let source = Source(2_000_000)
        let expected = source.all
        let inspected = InspectedSource(source) { bytes in
            let some = (0..<bytes.count).map { bytes[$0] }
            seen.withLock { $0 += some }
        }
        let ahead = ReadAheadSource(inspected, pieces: 1_024)
        var window = InputWindow(ahead, capacity: 1_024)
        let isThere = window.ensure(100_000)
        #expect(isThere)
        window.stopReadingAhead()
        window.stopReadingAhead()
        inspected.drain()
        #expect(seen.withLock { $0 } == expected)
        // Who reads on nevertheless finds an end.
        while window.ensure(1) { window.advance(1_000) }
        let left = window.ensure(1)
        #expect(!left)
    }

    @Test func nothingIsHeldWhenNobodyReadsOn() {
        var source: Source? = Source(10_000_000)
        let isGone = source?.isGone
        var window: InputWindow? = source.map { InputWindow(ReadAheadSource($0, pieces: 64), capacity: 64) }
        source = nil
        let isThere = window?.ensure(1_000)
        #expect(isThere == true)
        window = nil
        isGone?.wait()
    }

    /// Long enough to be read ahead where there are two processors.
    @Test func longFilesOfBothFormatsAndCompressed() throws {
        let packets = SamplePacket.series(40_000)
        for file in [try pcap(packets), try pcapng(packets)] {
            for stored in [file, gzip(file)] {
                let inspected = Mutex(0)
                var reader = try CaptureReader(inputs: [.bytes(stored)]) { _, bytes in
                    let count = bytes.count
                    inspected.withLock { $0 += count }
                }
                var count = 0
                while let record = reader.next() {
                    let bytes = reader.bytes
                    #expect(record.time == packets[count].time && bytes.count == packets[count].bytes.count)
                    count += 1
                }
                #expect(count == packets.count)
                #expect(inspected.withLock { $0 } == stored.count)
            }
        }
    }
}
