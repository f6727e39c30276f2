import Evidence
import NetworkLayers

/// Which way bytes go on a connection: from the endpoint that opened it, or towards it. Where no SYN was seen, the
/// sender of the first segment counts as the opener; who asked for the association is for a higher layer to say.
public enum StreamDirection: UInt8, Hashable, Sendable {
    case fromInitiator = 0
    case fromResponder = 1

    @inlinable
    public var other: StreamDirection { self == .fromInitiator ? .fromResponder : .fromInitiator }
}

/// Receives what reassembly finds. Bytes of one direction come in stream order, each once. Calls come in capture order
/// but for bytes that waited behind a hole: their `origin` is the frame that carried them, earlier than what the other
/// direction may have delivered meanwhile.
public protocol StreamConsumer: ~Copyable {
    /// A connection's first segment. `connection.slot` stays this connection's own until `connectionEnded` returns,
    /// and is then used again for another.
    mutating func connectionBegan(_ connection: TCPConnection, origin: ByteOrigin)

    /// The next bytes of one direction. `bytes` may not be kept beyond the call.
    mutating func received(
        _ bytes: Span<UInt8>, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin)

    /// `length` bytes of one direction are known to have been sent and were not captured. `origin` is the frame with
    /// which the loss was certain and the offset of the first lost byte.
    mutating func lost(
        _ length: UInt64, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin)

    /// Something the connection's higher layers may want on their timeline: handshake done, FIN, RST, zero window ...
    mutating func happened(
        _ event: TCPEvent, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin)

    /// Nothing more will come: closed both ways, reset, replaced by a new SYN, aged out, or the capture's end. The
    /// connection's `statistics` are final.
    mutating func connectionEnded(_ connection: TCPConnection, reason: TCPConnection.End, origin: ByteOrigin)
}
