/// A value representation: two letters (PS3.5 §6.2), kept as read, whatever they are.
public struct VR: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// First letter in the upper byte.
    public var rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    @inlinable
    public init(_ first: UInt8, _ second: UInt8) { rawValue = UInt16(first) << 8 | UInt16(second) }

    /// Two letters; of anything else nothing is kept.
    @inlinable
    public init(stringLiteral value: StaticString) {
        guard value.hasPointerRepresentation, value.utf8CodeUnitCount == 2 else {
            self.init(rawValue: 0)
            return
        }
        // Unsafe: both bytes exist, and the pointer to a literal is good for ever. Folds to a constant, which a VR in an
        // expression of an inner loop (`vr == "SQ"`) has to be.
        self.init(unsafe value.utf8Start[0], unsafe value.utf8Start[1])
    }

    public var description: String {
        String(decoding: [UInt8(rawValue >> 8), UInt8(truncatingIfNeeded: rawValue)], as: UTF8.self)
    }
}
