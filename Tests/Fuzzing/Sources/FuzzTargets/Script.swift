/// Bytes read as instructions. Where they end, everything is 0.
struct Script {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func byte() -> UInt8 {
        guard position < bytes.count else { return 0 }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func short() -> UInt16 { UInt16(byte()) << 8 | UInt16(byte()) }
    mutating func long() -> UInt32 { UInt32(short()) << 16 | UInt32(short()) }

    mutating func take(_ count: Int) -> [UInt8] {
        let end = min(bytes.count, position + max(0, count))
        defer { position = end }
        return Array(bytes[position..<end])
    }

    mutating func rest() -> [UInt8] { take(bytes.count) }
}

/// How a stream is cut into pieces and where bytes of it are missing, said by a few bytes in turn.
struct Portions {
    enum Portion { case bytes(Range<Int>), gap(UInt64) }

    private var script: Script
    private let count: Int
    private var position = 0

    init(_ bytes: [UInt8], of count: Int) {
        script = Script(bytes)
        self.count = count
    }

    /// Below 0xF0: so many bytes, at least one; from there on a gap of up to 2^15 bytes, or of 2^33.
    mutating func next() -> Portion? {
        guard position < count else { return nil }
        guard !script.isAtEnd else {
            defer { position = count }
            return .bytes(position..<count)
        }
        let instruction = script.byte()
        if instruction < 0xF0 {
            let end = min(count, position + max(1, Int(instruction)))
            defer { position = end }
            return .bytes(position..<end)
        }
        return .gap(instruction == 0xFF ? 1 << 33 : 1 << UInt64(instruction & 0x0F))
    }
}
