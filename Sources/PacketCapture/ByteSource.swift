import Evidence

/// Where a capture's bytes come from, in order and once.
protocol ByteSource: AnyObject {
    /// Reads some bytes into `storage` from `start` on: at least one, or 0 at the end or on a failure.
    func read(into storage: inout [UInt8], at start: Int) -> Int

    /// Why the bytes ended before they should, once `read` has returned 0.
    var failure: SourceFailure? { get }
    /// A read may have to wait for somebody to write.
    var mayWait: Bool { get }
    /// Bytes of the file read so far, as stored.
    var bytesRead: UInt64 { get }
    /// The file's size as stored.
    var size: UInt64? { get }
}

struct SourceFailure {
    var code: Anomaly.Code
    var message: String
}

final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into storage: inout [UInt8], at start: Int) -> Int {
        let count = min(storage.count - start, bytes.count - position)
        storage.replaceSubrange(start..<(start + count), with: bytes[position..<(position + count)])
        position += count
        return count
    }

    var failure: SourceFailure? { nil }
    var mayWait: Bool { false }
    var bytesRead: UInt64 { UInt64(position) }
    var size: UInt64? { UInt64(bytes.count) }
}
