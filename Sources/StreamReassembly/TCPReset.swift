import Evidence

/// The RST that ended a connection. A time to live unlike that of the sender's other segments tells that a box between
/// the two sent it in the sender's name.
public struct TCPReset: Hashable, Sendable {
    public var direction: StreamDirection
    public var origin: ByteOrigin
    public var timeToLive: UInt8
    /// That of the sender's other segments; `nil` where none was seen.
    public var usualTimeToLive: UInt8?
}
