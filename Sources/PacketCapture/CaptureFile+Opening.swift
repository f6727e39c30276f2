/// Telling formats apart by their first bytes.
extension CaptureFile {
    static func source(of input: CaptureInput) throws(CaptureError) -> any FillingSource {
        switch input {
        case .path(let path): try FileSource(path: path)
        case .standardInput: try FileSource(standardInput: input.name)
        case .bytes(let bytes, _): MemorySource(bytes)
        }
    }

    static func open(
        _ input: CaptureInput, _ source: any FillingSource, capacity: Int
    ) throws(CaptureError) -> CaptureFile {
        let stored = InputWindow(source, capacity: capacity)
        var summary = CaptureSummary.File(
            name: input.name, format: nil, isCompressed: false, byteOrder: nil, size: source.size, interfaces: [])
        let window = inflating(stored, capacity: capacity, isCompressed: &summary.isCompressed)
        return try recognised(summary, window)
    }

    private static func inflating(
        _ stored: consuming InputWindow, capacity: Int, isCompressed: inout Bool
    ) -> InputWindow {
        isCompressed = stored.ensure(2) && GzipSource.begins(stored.unread)
        if isCompressed { return InputWindow(GzipSource(stored), capacity: capacity) }
        return stored
    }

    private static func recognised(
        _ summary: consuming CaptureSummary.File, _ window: consuming InputWindow
    ) throws(CaptureError) -> CaptureFile {
        guard window.ensure(4) else { return try beginningCut(summary, window) }
        if let dialect = PcapDialect(window.unread) {
            summary.format = .pcap
            summary.byteOrder = dialect.order
            return PcapFile(summary, window, dialect)
        }
        if PcapngFile.begins(window.unread) {
            summary.format = .pcapng
            return PcapngFile(summary, window)
        }
        throw CaptureError(summary.name, foreignFormat(window, summary.name))
    }

    /// Fewer than the four bytes that tell a format.
    private static func beginningCut(
        _ summary: CaptureSummary.File, _ window: consuming InputWindow
    ) throws(CaptureError) -> CaptureFile {
        let (count, failure) = (window.available, window.source.failure)
        if let failure, failure.code == "capture/read-error", window.offset == 0, count == 0 {
            throw CaptureError(summary.name, .unreadable(failure.message))
        }
        if count > 0, !PcapDialect.mayBegin(window.unread), !PcapngFile.mayBegin(window.unread) {
            throw CaptureError(summary.name, foreignFormat(window, summary.name))
        }
        let file = CaptureFile(summary, window)
        if !file.noteSourceFailure() {
            if count == 0 {
                file.problems.add("capture/empty-file", at: 0, "the file is empty: not even a file header is there")
            } else {
                file.problems.add("capture/header-cut", at: 0, "the file ends after \(count) bytes of its file header")
            }
        }
        file.window.advance(count)
        return file
    }

    /// What people give instead of a capture.
    private static func foreignFormat(_ window: borrowing InputWindow, _ name: String) -> CaptureError.Reason {
        let start = window.unread
        func begins(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            start.count >= offset + signature.count
                && signature.indices.allSatisfy { start[offset + $0] == signature[$0] }
        }
        let convert = "convert it with `editcap -F pcapng \(name) converted.pcapng`"
        let known: [(signature: [UInt8], offset: Int, what: String, remedy: String)] = [
            (Array("DICM".utf8), 128, "a DICOM file", "give a capture of the network traffic that carried it"),
            ([0x28, 0xB5, 0x2F, 0xFD], 0, "zstd-compressed data", "decompress it with `zstd -d \(name)`"),
            ([0x04, 0x22, 0x4D, 0x18], 0, "lz4-compressed data", "decompress it with `lz4 -d \(name)`"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A], 0, "xz-compressed data", "decompress it with `xz -d \(name)`"),
            (Array("BZh".utf8), 0, "bzip2-compressed data", "decompress it with `bzip2 -d \(name)`"),
            (Array("PK\u{3}\u{4}".utf8), 0, "a zip archive", "unpack it with `unzip \(name)`"),
            ([0x1F, 0x8B], 0, "gzip-compressed twice", "decompress it with `gunzip \(name)`"),
            (Array("snoop\0\0\0".utf8), 0, "a snoop capture", convert),
            (Array("TRSNIFF data".utf8), 0, "a Sniffer capture", convert),
            (Array("GMBU".utf8), 0, "a Network Monitor capture", convert),
            (Array("RTSS".utf8), 0, "a Network Monitor capture", convert),
            (Array("XCP\0".utf8), 0, "a NetXRay capture", convert),
        ]
        if let found = known.first(where: { begins($0.signature, at: $0.offset) }) {
            return .notACapture(instead: found.what, remedy: found.remedy)
        }
        let beginning = (0..<min(8, start.count)).map { index in
            let digits = String(start[index], radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }
        return .notACapture(
            instead: "something that begins \(beginning.joined(separator: " "))",
            remedy: "give a file written by tcpdump -w, Wireshark or a mirror port's recorder")
    }
}
