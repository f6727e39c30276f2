/// What a router or host reported about a TCP segment it quotes (RFC 792, RFC 4443): the connection, seen from the
/// segment's sender, and why the segment did not arrive.
public struct ICMPError: Hashable, Sendable {
    public enum Version: Hashable, Sendable { case icmp, icmpv6 }

    public var version: Version
    public var type: UInt8
    public var code: UInt8
    public var reporter: IPAddress
    /// The quoted segment's.
    public var source: Endpoint
    public var destination: Endpoint
    public var sequence: UInt32
    /// The next hop's, from "fragmentation needed" (RFC 1191 §4) or "packet too big".
    public var maximumTransmissionUnit: UInt32?
}
