import Evidence

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
        // The array changes only in `append` and `clear`, which the owner calls when nothing borrows the block.
        return unsafe _overrideLifetime(packet, borrowing: self)
    }

    func clear() {
        records.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }
}
