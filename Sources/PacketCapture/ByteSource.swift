import Evidence

/// Where a capture's bytes come from, in order and once.
protocol ByteSource: AnyObject {
    /// Reads some bytes behind the `unread` ones of `storage`, which may move, and says where all of them are then. No more
    /// than before is the end, or a failure.
    ///
    /// - Parameter count: as many unread bytes as are wanted in the end.
    func read(behind unread: Range<Int>, of storage: inout [UInt8], for count: Int) -> Range<Int>

    /// Why the bytes ended before they should, once `read` has brought nothing.
    var failure: SourceFailure? { get }
    /// A read may have to wait for somebody to write.
    var mayWait: Bool { get }
    /// Bytes of the file read so far, as stored.
    var bytesRead: UInt64 { get }
    /// The file's size as stored.
    var size: UInt64? { get }
}

/// A source that fills what it is given.
protocol FillingSource: ByteSource {
    /// Reads some bytes into `storage` from `start` on: at least one, or 0 at the end or on a failure.
    func read(into storage: inout [UInt8], at start: Int) -> Int
}

extension FillingSource {
    func read(behind unread: Range<Int>, of storage: inout [UInt8], for count: Int) -> Range<Int> {
        let unread = storage.count - unread.lowerBound < count ? storage.makeRoom(for: count, keeping: unread) : unread
        return unread.lowerBound..<unread.upperBound + read(into: &storage, at: unread.upperBound)
    }
}

extension [UInt8] {
    /// Moves the `unread` bytes to the front. At least half of it is free then, so that moving stays linear in the bytes
    /// read whatever is asked for.
    mutating func makeRoom(for count: Int, keeping unread: Range<Int>) -> Range<Int> {
        if self.count < 2 * count {
            var larger = [UInt8](repeating: 0, count: Swift.max(2 * count, 2 * self.count))
            larger.replaceSubrange(0..<unread.count, with: self[unread])
            self = larger
        } else {
            // Unsafe: what is moved overlaps where it goes, which `replaceSubrange` would copy twice. Source and destination end
            // before the array does.
            unsafe withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                unsafe base.update(from: base + unread.lowerBound, count: unread.count)
            }
        }
        return 0..<unread.count
    }
}

struct SourceFailure {
    var code: Anomaly.Code
    var message: String
}

final class MemorySource: FillingSource {
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
