import Evidence
import Foundation
import Testing

@testable import PacketCapture

@Suite struct CaptureFileRingTests {
    private let directory: String
    private let start = Timestamp(nanoseconds: 1_767_225_600_000_000_000)

    init() throws {
        directory = NSTemporaryDirectory() + "ring-\(UUID().uuidString)/"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    private func options(_ name: String = "a.pcapng", _ change: (inout CaptureFileRing.Options) -> Void = { _ in })
        -> CaptureFileRing.Options
    {
        var options = CaptureFileRing.Options(path: directory + name)
        options.freeBytes = 0
        change(&options)
        return options
    }

    private func ring(_ options: CaptureFileRing.Options) throws -> CaptureFileRing {
        let ethernet = CaptureSummary.Interface(linkType: 1, snapLength: 65_535, name: "eth1", drops: nil)
        let cooked = CaptureSummary.Interface(linkType: 276, snapLength: 65_535, name: "any", drops: nil)
        return try CaptureFileRing(options, interfaces: [ethernet, cooked], now: start)
    }

    private func packet(_ second: Int, interface: Int = 0, length: Int = 1000) -> PacketRecord {
        PacketRecord(
            frame: FrameNumber(UInt64(second + 1)),
            time: Timestamp(nanoseconds: start.nanoseconds + Int64(second) * 1_000_000_000),
            linkType: interface == 0 ? 1 : 276, capturedLength: length, originalLength: length + 7, file: 0,
            interface: interface)
    }

    private func write(_ count: Int, to ring: CaptureFileRing, from first: Int = 0) {
        let bytes = [UInt8](repeating: 0xA5, count: 1000)
        for second in first..<first + count { ring.write(packet(second, interface: second % 2), bytes.span) }
    }

    private var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted() }

    private func packets(_ names: [String]) throws -> [PacketRecord] {
        var reader = try CaptureReader(inputs: names.map { .path(directory + $0) })
        var all: [PacketRecord] = []
        while let packet = reader.next() { all.append(packet) }
        #expect(reader.summary.problems.isEmpty)
        return all
    }

    @Test func oneFileHasTheNameGiven() throws {
        let ring = try self.ring(options())
        write(5, to: ring)
        ring.finish()
        #expect(names == ["a.pcapng"])
        let read = try packets(names)
        #expect(read.count == 5)
        #expect(read.map(\.linkType) == [1, 276, 1, 276, 1])
        #expect(read[1].originalLength == 1007)
        #expect(ring.statistics.packets == 5)
    }

    @Test func nothingIsOverwrittenUnasked() throws {
        try "precious".write(toFile: directory + "a.pcapng", atomically: true, encoding: .utf8)
        #expect(throws: CaptureError(directory + "a.pcapng", .exists)) { try self.ring(options()) }
        #expect(try String(contentsOfFile: directory + "a.pcapng", encoding: .utf8) == "precious")
        let ring = try self.ring(options { $0.overwrites = true })
        write(1, to: ring)
        ring.finish()
        #expect(try packets(names).count == 1)
    }

    @Test func aFileIsReplacedAndNotTruncatedForThoseWhoHaveItOpen() throws {
        try "precious".write(toFile: directory + "a.pcapng", atomically: true, encoding: .utf8)
        try FileManager.default.linkItem(atPath: directory + "a.pcapng", toPath: directory + "other")
        try ring(options { $0.overwrites = true }).finish()
        #expect(try String(contentsOfFile: directory + "other", encoding: .utf8) == "precious")
    }

    @Test func filesRotateBySize() throws {
        let ring = try self.ring(options { $0.fileBytes = 4000 })
        write(10, to: ring)
        #expect(names.filter { $0.hasSuffix(".part") }.count == 1)
        ring.finish()
        #expect(names.count == 3)
        #expect(names.first == "a-00001-20260101T000000Z.pcapng")
        #expect(try packets(names).count == 10)
        #expect(try packets([names[0]]).count == 4)
    }

    @Test func filesRotateByTimeAlsoWithoutPackets() throws {
        let ring = try self.ring(options { $0.fileSeconds = 10 })
        write(25, to: ring)
        #expect(ring.statistics.filesBegun == 3)
        ring.tick(packet(29).time)
        #expect(ring.statistics.filesBegun == 3)
        ring.tick(packet(30).time)
        #expect(ring.statistics.filesBegun == 4)
        // The new file has no packet yet: there is nothing to rotate.
        ring.tick(packet(99).time)
        #expect(ring.statistics.filesBegun == 4)
        ring.finish()
        #expect(try packets(names).count == 25)
    }

    @Test func theOldestFilesGo() throws {
        try "an earlier run's".write(
            toFile: directory + "a-00007-20200101T000000Z.pcapng", atomically: true, encoding: .utf8)
        let ring = try self.ring(
            options {
                $0.fileBytes = 2000; $0.files = 2
            })
        write(12, to: ring)
        ring.finish()
        #expect(names.count == 3)
        #expect(names[0] == "a-00007-20200101T000000Z.pcapng")
        #expect(names[1].hasPrefix("a-0001"))
        #expect(try packets(Array(names.dropFirst())).last == packet(11, interface: 1).asRead(frame: 4))
    }

    @Test func toldToOverwriteFilesOfEarlierRunsGoToo() throws {
        try "an earlier run's".write(
            toFile: directory + "a-00007-20200101T000000Z.pcapng", atomically: true, encoding: .utf8)
        try "another".write(toFile: directory + "ab-00001-20200101T000000Z.pcapng", atomically: true, encoding: .utf8)
        let ring = try self.ring(
            options {
                $0.fileBytes = 2000; $0.files = 2; $0.overwrites = true
            })
        write(12, to: ring)
        ring.finish()
        #expect(!names.contains("a-00007-20200101T000000Z.pcapng"))
        #expect(names.contains("ab-00001-20200101T000000Z.pcapng"))
    }

    @Test func aFullDiskIsSaidAndCounted() throws {
        let ring = try self.ring(options { $0.freeBytes = .max })
        write(3, to: ring)
        #expect(ring.trouble?.contains("no longer written") == true)
        #expect(ring.statistics.packetsNotWritten == 3)
        ring.finish()
        #expect(try packets(names).isEmpty)
    }

    @Test func rotationOnDemandKeepsTheFirstName() throws {
        let ring = try self.ring(options())
        write(2, to: ring)
        ring.rotate(packet(2).time)
        write(2, to: ring, from: 2)
        ring.finish()
        #expect(names == ["a-00002-20260101T000002Z.pcapng", "a.pcapng"])
        #expect(try packets(names).count == 4)
        // Whoever moved the file away gets another of that name.
        let moved = try self.ring(options("b.pcapng"))
        write(1, to: moved)
        try FileManager.default.moveItem(atPath: directory + "b.pcapng", toPath: directory + "b.1")
        moved.rotate(packet(1).time)
        write(1, to: moved, from: 1)
        moved.finish()
        #expect(try packets(["b.1", "b.pcapng"]).count == 2)
    }

    @Test func commentsAreWrittenWithTheirPacket() throws {
        let ring = try self.ring(options())
        let bytes: [UInt8] = [1, 2, 3]
        ring.write(packet(0, length: 3), bytes.span, comment: "error association/x: so it is")
        ring.finish()
        let file = try Data(contentsOf: URL(filePath: directory + "a.pcapng"))
        #expect(file.range(of: Data("error association/x: so it is".utf8)) != nil)
        #expect(try packets(names).count == 1)
    }

    @Test func eachFileTellsWhatWasLostMeanwhile() throws {
        let ring = try self.ring(options())
        func drop(_ kernel: UInt64, _ adapter: UInt64) {
            ring.interfaceStatistics[0].droppedByKernel += kernel
            ring.interfaceStatistics[1].droppedByInterface += adapter
        }
        drop(3, 0)
        write(2, to: ring)
        ring.rotate(packet(2).time)
        drop(4, 5)
        write(2, to: ring, from: 2)
        ring.finish()
        func drops(_ names: [String]) throws -> UInt64? {
            var reader = try CaptureReader(inputs: names.map { .path(directory + $0) })
            while reader.next() != nil {}
            return reader.summary.drops
        }
        #expect(try drops(["a.pcapng"]) == 3)
        #expect(try drops(["a-00002-20260101T000002Z.pcapng"]) == 9)
        #expect(try drops(names) == 12)
    }

    @Test func whereNothingWasLostTheFileSaysSo() throws {
        let ring = try self.ring(options())
        write(1, to: ring)
        ring.finish()
        var reader = try CaptureReader(inputs: [.path(directory + "a.pcapng")])
        while reader.next() != nil {}
        #expect(reader.summary.drops == 0)
    }

    @Test func aDirectoryThatIsNotThereIsSaid() {
        #expect(throws: CaptureError.self) { try ring(options("no/such/a.pcapng")) }
    }
}

extension PacketRecord {
    fileprivate func asRead(frame: UInt64) -> PacketRecord {
        var copy = self
        copy.frame = FrameNumber(frame)
        copy.file = 1
        return copy
    }
}
