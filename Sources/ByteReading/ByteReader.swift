/// Reads forward through borrowed bytes. A read past the end returns `nil` and moves nothing.
public struct ByteReader: ~Escapable {
    public let bytes: Span<UInt8>
    public var position: Int

    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
        self.position = 0
    }

    @inlinable
    public var remaining: Int { bytes.count &- position }

    @inlinable
    public mutating func readUInt8() -> UInt8? {
        guard remaining >= 1 else { return nil }
        defer { position &+= 1 }
        return bytes[position]
    }

    @inlinable
    public mutating func readUInt16BigEndian() -> UInt16? {
        guard let value = bytes.uint16BigEndian(at: position) else { return nil }
        position &+= 2
        return value
    }

    @inlinable
    public mutating func readUInt32BigEndian() -> UInt32? {
        guard let value = bytes.uint32BigEndian(at: position) else { return nil }
        position &+= 4
        return value
    }

    @inlinable
    public mutating func readUInt16LittleEndian() -> UInt16? { readUInt16BigEndian()?.byteSwapped }

    @inlinable
    public mutating func readUInt32LittleEndian() -> UInt32? { readUInt32BigEndian()?.byteSwapped }

    @inlinable
    @_lifetime(copy self)
    public mutating func read(_ count: Int) -> Span<UInt8>? {
        guard count >= 0, count <= remaining else { return nil }
        defer { position &+= count }
        return bytes.extracting(position..<(position &+ count))
    }

    @inlinable
    public mutating func readArray(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= remaining else { return nil }
        defer { position &+= count }
        return bytes.array(position..<(position &+ count))
    }

    @inlinable
    public mutating func skip(_ count: Int) -> Bool {
        guard count >= 0, count <= remaining else { return false }
        position &+= count
        return true
    }
}
