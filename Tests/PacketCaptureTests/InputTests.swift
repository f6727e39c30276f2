import Evidence
import Foundation
import PacketCapture
import Testing

struct InputTests {
    /// A file of its own for `body`, which is gone afterwards.
    func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(component: "\(UUID().uuidString).pcap")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    func error(_ input: CaptureInput) -> CaptureError? {
        do throws(CaptureError) {
            _ = try CaptureReader(inputs: [input])
            return nil
        } catch {
            return error
        }
    }

    @Test func missingFilesAndDirectories() {
        #expect(error(.path("/nowhere/at/all.pcap"))?.reason == .missing)
        #expect(error(.path("/etc/passwd/x.pcap"))?.reason == .missing)
        #expect(error(.path("/"))?.reason == .directory)
        #expect(
            error(.path("/nowhere/at/all.pcap"))?.description
                == "/nowhere/at/all.pcap: no such file; check the name and the directory")
    }

    #if os(Linux)
        @Test func unreadableFiles() {
            // The first byte of one's own memory is never mapped.
            guard case .unreadable? = error(.path("/proc/self/mem"))?.reason else {
                Issue.record("\(String(describing: error(.path("/proc/self/mem"))))")
                return
            }
        }
    #endif

    @Test(
        arguments: [
            (Array("%PDF-1.7\n".utf8), "something that begins 25 50 44 46 2D 31 2E 37"),
            ([0x28, 0xB5, 0x2F, 0xFD, 0], "zstd-compressed data"),
            ([UInt8](repeating: 0, count: 128) + Array("DICM".utf8), "a DICOM file"),
            (Array("snoop\0\0\0".utf8), "a snoop capture"),
            ([7], "something that begins 07"),
        ] as [([UInt8], String)])
    func notACapture(bytes: [UInt8], what: String) {
        guard case .notACapture(let instead, _)? = error(.bytes(bytes))?.reason else {
            Issue.record("taken for a capture")
            return
        }
        #expect(instead == what)
        #expect(error(.bytes(bytes))?.description.contains("\n") == false)
    }

    @Test func emptyFileAndHeaderOnly() throws {
        let empty = try read([UInt8]())
        #expect(empty.codes == ["capture/empty-file"])
        #expect(empty.summary.files[0].format == nil)
        #expect(empty.summary.firstPacket == nil)
        let headerOnly = try read(pcap([]))
        #expect(headerOnly.packets.isEmpty && headerOnly.codes.isEmpty)
        #expect(headerOnly.summary.linkTypes == [1])
    }

    @Test func filesOnDisk() throws {
        let packets = SamplePacket.series(5000)
        let bytes = try pcap(packets)
        try withFile(bytes) { path in
            var reader = try CaptureReader(inputs: [.path(path)])
            var count = 0
            while let record = reader.next() {
                #expect(reader.bytes.count == record.capturedLength)
                count += 1
            }
            #expect(count == 5000)
            #expect(reader.bytes.count == 0)
            #expect(reader.next() == nil)
            #expect(reader.progress.bytesRead == UInt64(bytes.count))
            #expect(reader.progress.total == UInt64(bytes.count))
            #expect(reader.summary.files[0].name == path)
            #expect(reader.summary.files[0].size == UInt64(bytes.count))
        }
    }

    @Test func namedPipes() throws {
        let packets = SamplePacket.series(3000)
        let bytes = gzip(try pcapng(packets))
        let path = FileManager.default.temporaryDirectory.appending(component: "\(UUID().uuidString).fifo").path
        let created = unsafe mkfifo(path, 0o600)
        #expect(created == 0)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let thread = Thread {
            guard let handle = FileHandle(forWritingAtPath: path) else { return }
            for start in stride(from: 0, to: bytes.count, by: 777) {
                try? handle.write(contentsOf: Data(bytes[start..<min(start + 777, bytes.count)]))
            }
            try? handle.close()
        }
        thread.start()
        let reading = try read([.path(path)])
        #expect(reading.packets == packets)
        #expect(reading.summary.files[0].size == nil)
    }

    @Test func writersGiveTheirBytesToADescriptor() throws {
        let packets = SamplePacket.series(20_000)
        try withFile([]) { path in
            let descriptor = unsafe open(path, O_WRONLY)
            defer { close(descriptor) }
            var writer = PcapWriter(linkType: 1, to: CaptureOutput(fileDescriptor: descriptor), nanoseconds: false)
            for packet in packets {
                try writer.write(packet.bytes.span, time: packet.time, originalLength: packet.originalLength)
            }
            try writer.flush()
            #expect(writer.output.bytes.isEmpty)
            #expect(try Data(contentsOf: URL(filePath: path)) == Data(pcap(packets)))
        }
        var closed = PcapWriter(linkType: 1, to: CaptureOutput(fileDescriptor: -1))
        #expect(throws: CaptureError.self) { try closed.flush() }
    }

    @Test func namesOnACommandLine() {
        #expect(CaptureInput(argument: "-") == .standardInput)
        #expect(CaptureInput(argument: "a.pcap") == .path("a.pcap"))
    }
}
