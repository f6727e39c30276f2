import AssociationTimeline
import NetworkLayers

/// The names of what a capture consists of.
extension CaptureTotals {
    /// `pcap`, `pcapng`, each once.
    package var formats: [String] {
        var formats: [String] = []
        for file in summary.files {
            guard let format = file.format?.rawValue, !formats.contains(format) else { continue }
            formats.append(format)
        }
        return formats
    }

    package var linkTypes: [String] { summary.linkTypes.map { Self.name(of: LinkType(rawValue: $0)) } }

    /// What lies between the link and IP or between IP and the inner IP, and is not on every wire.
    package var encapsulations: [String] {
        network.encapsulations.layers.compactMap { layer in
            switch layer {
            case .vlan: "VLAN"
            case .pppoe: "PPPoE"
            case .mpls: "MPLS"
            case .ipInIP: "IP in IP"
            case .gre: "GRE"
            case .erspan: "ERSPAN"
            case .vxlan: "VXLAN"
            case .geneve: "Geneve"
            case .ciscoMetaData: "Cisco MetaData"
            case .ipv6: "IPv6"
            case .null, .linuxCooked, .ppp, .ethernet, .llc, .ipv4, .ipv6Extension, .transparentEthernet, .udp, .icmp,
                .tcp:
                nil
            }
        }
    }

    private static func name(of linkType: LinkType) -> String {
        switch linkType {
        case .null: "null/loopback"
        case .ethernet: "Ethernet"
        case .ppp, .pppSerial: "PPP"
        case .pppEther: "PPPoE"
        case .raw, .ipv4, .ipv6: "raw IP"
        case .ciscoHDLC: "Cisco HDLC"
        case .loop: "OpenBSD loopback"
        case .linuxCooked: "Linux cooked"
        case .linuxCooked2: "Linux cooked v2"
        default: "link type \(linkType.rawValue)"
        }
    }
}
