/// A value representation: two letters (PS3.5 §6.2), kept as read, whatever they are.
public struct VR: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// First letter in the upper byte.
    public var rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    @inlinable
    public init(_ first: UInt8, _ second: UInt8) { rawValue = UInt16(first) << 8 | UInt16(second) }

    public init(stringLiteral value: StaticString) {
        let letters = Array("\(value)".utf8)
        self.init(letters.first ?? 0, letters.count > 1 ? letters[1] : 0)
    }

    public var description: String {
        String(decoding: [UInt8(rawValue >> 8), UInt8(truncatingIfNeeded: rawValue)], as: UTF8.self)
    }
}
