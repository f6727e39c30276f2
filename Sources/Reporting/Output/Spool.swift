#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Rendered records that wait until the capture's end: in memory up to a limit, then in a temporary file without a name,
/// so that a long capture's associations need no memory.
struct Spool: ~Copyable {
    /// One record's place in the spool.
    struct Entry: Hashable {
        var serial: Int
        var offset: Int
        /// Bytes of the record.
        var length: Int
        /// Bytes of the headline that follows the record; 0 when it has none.
        var headlineLength: Int
    }

    private(set) var entries: [Entry] = []
    /// What has not gone to the file; its first byte is at `fileLength`.
    private var memory: [UInt8] = []
    private var fileLength = 0
    private var descriptor: Int32 = -1
    private var recordStart = 0
    private let memoryLimit: Int

    static let memoryLimit = 8 << 20

    init(memoryLimit: Int = Spool.memoryLimit) { self.memoryLimit = memoryLimit }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Adds to the record in progress.
    mutating func append(_ bytes: [UInt8]) throws(OutputError) {
        memory.append(contentsOf: bytes)
        if memory.count > memoryLimit { try moveToFile() }
    }

    /// Ends the record in progress.
    mutating func endRecord(serial: Int, headline: [UInt8] = []) throws(OutputError) {
        let end = fileLength + memory.count
        entries.append(
            Entry(serial: serial, offset: recordStart, length: end - recordStart, headlineLength: headline.count))
        try append(headline)
        recordStart = fileLength + memory.count
    }

    /// Forgets the other records. Their room is used again when none is left.
    mutating func keep(_ waiting: [Entry]) {
        entries = waiting
        guard waiting.isEmpty else { return }
        memory.removeAll(keepingCapacity: true)
        fileLength = 0
        recordStart = 0
    }

    func writeRecord(_ entry: Entry, to output: inout BufferedOutput) throws(OutputError) {
        try write(entry.offset, entry.length, to: &output)
    }

    func writeHeadline(_ entry: Entry, to output: inout BufferedOutput) throws(OutputError) {
        try write(entry.offset + entry.length, entry.headlineLength, to: &output)
    }

    private func write(_ offset: Int, _ length: Int, to output: inout BufferedOutput) throws(OutputError) {
        let end = offset + length
        var position = offset
        while position < min(end, fileLength) {
            let bytes = try readFile(at: position, count: min(end, fileLength) - position)
            try output.write(bytes)
            position += bytes.count
        }
        if position < end { try output.write(Array(memory[position - fileLength..<end - fileLength])) }
    }

    private mutating func moveToFile() throws(OutputError) {
        if descriptor < 0 {
            let file = try TemporaryFile()
            file.unlink()
            descriptor = file.descriptor
        }
        guard lseek(descriptor, off_t(fileLength), SEEK_SET) >= 0 else { throw .failed(errno) }
        try BufferedOutput.writeAll(memory, to: descriptor)
        fileLength += memory.count
        memory.removeAll(keepingCapacity: true)
    }

    private func readFile(at offset: Int, count: Int) throws(OutputError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: min(count, BufferedOutput.capacity))
        // Unsafe: the system call fills the buffer it is given and no more.
        let read = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
        }
        guard read > 0 else { throw .failed(read < 0 ? errno : EIO) }
        bytes.removeLast(bytes.count - read)
        return bytes
    }
}
