/// A header between the link and TCP.
public enum NetworkLayer: UInt8, Hashable, Sendable, CaseIterable {
    case null, linuxCooked, ppp, ethernet, llc
    case vlan, ciscoMetaData, pppoe, mpls
    case ipv4, ipv6, ipv6Extension
    case ipInIP, gre, transparentEthernet, erspan, udp, vxlan, geneve
    case icmp, tcp
}
