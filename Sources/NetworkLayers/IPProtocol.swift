/// What an IP header says of its payload: the protocol number, or IPv6's next header.
public struct IPProtocol: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    @inlinable
    init(_ rawValue: UInt8) { self.rawValue = rawValue }

    public static let hopByHop = IPProtocol(0)
    public static let icmp = IPProtocol(1)
    public static let ipv4 = IPProtocol(4)
    public static let tcp = IPProtocol(6)
    public static let udp = IPProtocol(17)
    public static let ipv6 = IPProtocol(41)
    public static let routing = IPProtocol(43)
    public static let fragment = IPProtocol(44)
    public static let gre = IPProtocol(47)
    public static let authenticationHeader = IPProtocol(51)
    public static let icmpv6 = IPProtocol(58)
    public static let destinationOptions = IPProtocol(60)
    public static let ipip = IPProtocol(94)
    public static let sctp = IPProtocol(132)
    public static let mobility = IPProtocol(135)
    public static let mpls = IPProtocol(137)
    public static let hostIdentity = IPProtocol(139)
    public static let shim6 = IPProtocol(140)
}
