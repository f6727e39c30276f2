/// A packet's place in the capture, counted from 1 as Wireshark counts `frame.number`.
public struct FrameNumber: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public var rawValue: UInt64

    @inlinable
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    @inlinable
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    @inlinable
    public static func < (left: FrameNumber, right: FrameNumber) -> Bool { left.rawValue < right.rawValue }

    public var description: String { "#\(rawValue)" }
}
