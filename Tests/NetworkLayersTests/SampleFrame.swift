import Testing
import NetworkLayers

/// One frame per encapsulation, each around the same segment, between IPv4 or IPv6 addresses.
struct SampleFrame: CustomTestStringConvertible {
    var name: String
    var linkType: LinkType
    var bytes: [UInt8]
    var isIPv6: Bool
    var layers: Set<NetworkLayer>

    init(
        _ name: String, layers: Set<NetworkLayer> = [], linkType: LinkType = .ethernet, isIPv6: Bool = false,
        _ frame: Layered
    ) {
        self.name = name
        self.linkType = linkType
        self.bytes = frame.bytes
        self.isIPv6 = isIPv6
        self.layers = layers
    }

    var testDescription: String { name }

    static let inner4 = Layered.tcp().ipv4()
    static let inner6 = Layered.tcp(from: Layered.source6, to: Layered.destination6).ipv6()
    private static let tcp6 = Layered.tcp(from: Layered.source6, to: Layered.destination6)
    private static let frame4 = inner4.ethernet()
    private static let outer = (from: [10, 0, 0, 1] as [UInt8], to: [10, 0, 0, 2] as [UInt8])

    private static func tunnel(_ frame: Layered) -> Layered { frame.ipv4(from: outer.from, to: outer.to).ethernet() }

    static let all: [SampleFrame] = links + tags + internet + tunnels

    static let links = [
        SampleFrame("Ethernet, IPv4", frame4),
        SampleFrame("Ethernet, IPv6", isIPv6: true, inner6.ethernet()),
        SampleFrame("Ethernet, padded", inner4.ethernet(padding: 9)),
        SampleFrame("802.3 with SNAP", layers: [.llc], inner4.snap()),
        SampleFrame("802.3 with SNAP, padded", layers: [.llc], inner4.snap(padding: 5)),
        SampleFrame("Linux cooked", linkType: .linuxCooked, inner4.linuxCooked()),
        SampleFrame("Linux cooked 2", linkType: .linuxCooked2, isIPv6: true, inner6.linuxCooked2()),
        SampleFrame("Linux cooked, VLAN", layers: [.vlan], linkType: .linuxCooked, inner4.vlan(12).linuxCooked()),
        SampleFrame("null, little endian", linkType: .null, inner4.header([2, 0, 0, 0])),
        SampleFrame("null, big endian", linkType: .null, inner4.header([0, 0, 0, 2])),
        SampleFrame("null, IPv6 of Linux", linkType: .null, isIPv6: true, inner6.header([10, 0, 0, 0])),
        SampleFrame("null, IPv6 of NetBSD", linkType: .null, isIPv6: true, inner6.header([24, 0, 0, 0])),
        SampleFrame("null, IPv6 of FreeBSD", linkType: .null, isIPv6: true, inner6.header([0, 0, 0, 28])),
        SampleFrame("null, IPv6 of macOS", linkType: .null, isIPv6: true, inner6.header([30, 0, 0, 0])),
        SampleFrame("loop", linkType: .loop, inner4.header([0, 0, 0, 2])),
        SampleFrame("raw, IPv4", linkType: .raw, inner4),
        SampleFrame("raw, IPv6", linkType: .raw, isIPv6: true, inner6),
        SampleFrame("raw, DLT 12", linkType: LinkType(rawValue: 12), inner4),
        SampleFrame("raw, DLT 14", linkType: LinkType(rawValue: 14), isIPv6: true, inner6),
        SampleFrame("LINKTYPE_IPV4", linkType: .ipv4, inner4),
        SampleFrame("LINKTYPE_IPV6", linkType: .ipv6, isIPv6: true, inner6),
        SampleFrame("PPP", layers: [.ppp], linkType: .ppp, inner4.ppp()),
        SampleFrame("PPP, compressed", layers: [.ppp], linkType: .ppp, inner4.ppp(compressed: true)),
        SampleFrame(
            "PPP in HDLC framing", layers: [.ppp], linkType: .pppSerial, isIPv6: true, inner6.ppp().header([0xFF, 3])),
        SampleFrame("Cisco HDLC", linkType: .ciscoHDLC, inner4.header([0x0F, 0] + big16(0x0800))),
    ]

    static let tags = [
        SampleFrame("VLAN", layers: [.vlan], inner4.vlan(12).ethernet()),
        SampleFrame("VLAN 9200", layers: [.vlan], inner4.vlan(12, type: 0x9200).ethernet()),
        SampleFrame("QinQ", layers: [.vlan], isIPv6: true, inner6.vlan(12).vlan(700, type: 0x88A8).ethernet()),
        SampleFrame("QinQ, three tags", layers: [.vlan], inner4.vlan(12).vlan(13, type: 0x9100).vlan(14).ethernet()),
        SampleFrame(
            "security group tag", layers: [.ciscoMetaData],
            inner4.header([1, 1, 0, 1, 0, 9] + big16(0x0800), etherType: 0x8909).ethernet()),
        SampleFrame("PPPoE", layers: [.pppoe, .ppp], inner4.ppp().pppoe().ethernet(padding: 4)),
        SampleFrame("MPLS", layers: [.mpls], inner4.mpls([16]).ethernet()),
        SampleFrame("MPLS, three labels", layers: [.mpls], isIPv6: true, inner6.mpls([16, 17, 18]).ethernet()),
        SampleFrame("MPLS, multicast", layers: [.mpls], inner4.mpls([16], type: 0x8848).ethernet()),
        SampleFrame("MPLS, Ethernet", layers: [.mpls], frame4.mpls([16]).ethernet()),
        SampleFrame("MPLS, Ethernet with control word", layers: [.mpls], frame4.controlWord().mpls([16]).ethernet()),
    ]

    static let internet = [
        SampleFrame("IPv4 options", Layered.tcp().ipv4(options: [7, 7, 4, 0, 0, 0, 0, 0]).ethernet()),
        SampleFrame("TCP options", Layered.tcp(options: Layered.synOptions).ipv4().ethernet()),
        SampleFrame("IPv4 total length 0", Layered.tcp().ipv4(totalLength: 0).ethernet()),
        SampleFrame(
            "IPv6 extension headers", isIPv6: true,
            tcp6.extensionHeader(60, units: 1).extensionHeader(43).extensionHeader(0, units: 2).ipv6().ethernet()),
        SampleFrame(
            "IPv6 authentication header", isIPv6: true, tcp6.extensionHeader(51, units: 4).ipv6().ethernet()),
        SampleFrame(
            "IPv6 atomic fragment", isIPv6: true, tcp6.ipv6Fragment(offset: 0, more: false).ipv6().ethernet()),
        SampleFrame("IPv4 authentication header", Layered.tcp().extensionHeader(51, units: 4).ipv4().ethernet()),
    ]

    static let tunnels = [
        SampleFrame("IP in IP", layers: [.ipInIP], tunnel(inner4)),
        SampleFrame("IPv6 in IPv4", layers: [.ipInIP], isIPv6: true, tunnel(inner6)),
        SampleFrame("IPv4 in IPv6", layers: [.ipInIP], inner4.ipv6().ethernet()),
        SampleFrame("GRE, IPv4", layers: [.gre], tunnel(inner4.gre())),
        SampleFrame("GRE, IPv6", layers: [.gre], isIPv6: true, tunnel(inner6.gre())),
        SampleFrame("GRE, all fields", layers: [.gre], tunnel(inner4.gre(flags: 0xB000))),
        SampleFrame("GRE, MPLS", layers: [.gre, .mpls], tunnel(inner4.mpls([16]).gre())),
        SampleFrame("GRE, Ethernet", layers: [.gre, .transparentEthernet], tunnel(frame4.gre())),
        SampleFrame("NVGRE", layers: [.gre, .transparentEthernet], tunnel(frame4.gre(flags: 0x2000))),
        SampleFrame(
            "PPTP", layers: [.gre, .ppp], tunnel(inner4.ppp().header([0xFF, 3], etherType: 0x880B).gre(flags: 0x3081))),
        SampleFrame("ERSPAN I", layers: [.gre, .erspan], tunnel(frame4.erspan1())),
        SampleFrame("ERSPAN II", layers: [.gre, .erspan], tunnel(frame4.erspan2())),
        SampleFrame("ERSPAN III", layers: [.gre, .erspan], tunnel(frame4.erspan3())),
        SampleFrame("ERSPAN III with subheader", layers: [.gre, .erspan], tunnel(frame4.erspan3(subheader: true))),
        SampleFrame("ERSPAN III, IP", layers: [.gre, .erspan], tunnel(inner4.erspan3(frameType: 2))),
        SampleFrame("VXLAN", layers: [.vxlan], tunnel(frame4.vxlan())),
        SampleFrame("VXLAN of early Linux", layers: [.vxlan], tunnel(inner4.vlan(9).ethernet().vxlan(port: 8472))),
        SampleFrame("VXLAN over IPv6", layers: [.vxlan], frame4.vxlan().ipv6().ethernet()),
        SampleFrame("VXLAN-GPE, Ethernet", layers: [.vxlan], tunnel(frame4.vxlanGPE(nextProtocol: 3))),
        SampleFrame("VXLAN-GPE, IPv6", layers: [.vxlan], isIPv6: true, tunnel(inner6.vxlanGPE(nextProtocol: 2))),
        SampleFrame("Geneve", layers: [.geneve], tunnel(frame4.geneve())),
        SampleFrame("Geneve with options", layers: [.geneve], tunnel(frame4.geneve(optionWords: 3))),
        SampleFrame("MPLS in UDP", layers: [.mpls], tunnel(inner4.mpls([16]).udp(to: 6635))),
        SampleFrame(
            "ERSPAN of VXLAN of QinQ", layers: [.gre, .erspan, .vxlan, .vlan],
            tunnel(tunnel(inner4.vlan(5).vlan(6, type: 0x88A8).ethernet().vxlan()).erspan2())),
    ]
}
