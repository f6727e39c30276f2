import Evidence

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A run of packets on its way from the thread that takes them to the one that analyses them. Owned by one of them at a
/// time and handed over inside a lock, which is what makes sending it safe.
final class PacketBlock: @unchecked Sendable {
    struct Record {
        var time: Timestamp
        var start: Int
        var capturedLength: Int
        var originalLength: Int
        var interface: Int
    }

    static let byteCapacity = 1 << 20
    private static let recordCapacity = 8192

    private(set) var records: [Record] = []
    private(set) var bytes: [UInt8] = []

    /// The memory is reserved here once; the system provides it as it is first written to.
    init() {
        records.reserveCapacity(Self.recordCapacity)
        bytes.reserveCapacity(Self.byteCapacity)
    }

    func hasRoom(for length: Int) -> Bool {
        bytes.count &+ length <= Self.byteCapacity && records.count < Self.recordCapacity
    }

    func append(_ packet: UnsafeBufferPointer<UInt8>, time: Timestamp, originalLength: Int, interface: Int) {
        records.append(
            Record(
                time: time, start: bytes.count, capturedLength: packet.count, originalLength: originalLength,
                interface: interface))
        unsafe bytes.append(contentsOf: packet)
    }

    @_lifetime(borrow self)
    func bytes(of record: Record) -> Span<UInt8> {
        let packet = bytes.span.extracting(record.start..<record.start &+ record.capturedLength)
        // Unsafe: the array changes only in `append` and `clear`, which the owner calls when nothing borrows the block.
        return unsafe _overrideLifetime(packet, borrowing: self)
    }

    func clear() {
        records.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Of an empty block: the system may have its memory until it is written to again.
    func releaseMemory() {
        Self.releaseMemory(of: &records)
        Self.releaseMemory(of: &bytes)
    }

    private static func releaseMemory<Element>(of array: inout [Element]) {
        guard array.isEmpty else { return }
        let size = array.capacity * MemoryLayout<Element>.stride
        // Unsafe: these are whole pages of room in an array that holds no element, whose contents nobody reads.
        unsafe array.withUnsafeMutableBufferPointer { room in
            guard let start = UnsafeMutableRawPointer(room.baseAddress) else { return }
            let page = Int(getpagesize())
            let first = unsafe start.alignedUp(toMultipleOf: page)
            let length = unsafe (size - (first - start)) / page * page
            if length > 0 { unsafe madvise(first, length, MADV_DONTNEED) }
        }
    }
}
