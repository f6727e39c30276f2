/// A data element tag (PS3.5 §3.10): group in the upper half, element in the lower.
public struct Tag: RawRepresentable, Hashable, Comparable, Sendable {
    public var rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    @inlinable
    public init(_ group: UInt16, _ element: UInt16) { rawValue = UInt32(group) << 16 | UInt32(element) }

    @inlinable
    public var group: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 16) }

    @inlinable
    public var element: UInt16 { UInt16(truncatingIfNeeded: rawValue) }

    @inlinable
    public static func < (left: Tag, right: Tag) -> Bool { left.rawValue < right.rawValue }

    /// An odd group is private (PS3.5 §7.8).
    @inlinable
    public var isPrivate: Bool { rawValue & 0x0001_0000 != 0 }
}

extension Tag: CustomStringConvertible {
    /// `(0008,0018)`
    public var description: String {
        func hex(_ value: UInt16) -> String {
            let digits = String(value, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "(\(hex(group)),\(hex(element)))"
    }
}
