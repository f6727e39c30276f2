/// Bounds-checked integer reads at an index. `nil` means "not enough bytes", never a trap: every length in captured
/// traffic is somebody's claim.
extension Span<UInt8> {
    @inlinable @inline(__always)
    public func uint16BigEndian(at index: Int) -> UInt16? {
        guard index >= 0, index <= count &- 2 else { return nil }
        return UInt16(self[index]) << 8 | UInt16(self[index &+ 1])
    }

    @inlinable @inline(__always)
    public func uint32BigEndian(at index: Int) -> UInt32? {
        guard index >= 0, index <= count &- 4 else { return nil }
        return UInt32(self[index]) << 24 | UInt32(self[index &+ 1]) << 16
            | UInt32(self[index &+ 2]) << 8 | UInt32(self[index &+ 3])
    }

    @inlinable @inline(__always)
    public func uint16LittleEndian(at index: Int) -> UInt16? {
        uint16BigEndian(at: index)?.byteSwapped
    }

    @inlinable @inline(__always)
    public func uint32LittleEndian(at index: Int) -> UInt32? {
        uint32BigEndian(at: index)?.byteSwapped
    }

    /// The bytes of `range` as far as they exist.
    @inlinable
    public func array(_ range: Range<Int>) -> [UInt8] {
        let lower = Swift.max(0, Swift.min(range.lowerBound, count))
        let upper = Swift.max(lower, Swift.min(range.upperBound, count))
        // The empty array is one for all threads, and making it anew writes to it.
        if lower == upper { return [] }
        // Unsafe: every one of `upper - lower` bytes is written, from indices checked by the span.
        return unsafe [UInt8](unsafeUninitializedCapacity: upper - lower) { buffer, initialized in
            for index in lower..<upper { unsafe buffer[index - lower] = self[index] }
            initialized = upper - lower
        }
    }
}
