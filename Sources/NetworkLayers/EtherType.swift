/// What an Ethernet frame or a tunnel's header says of its payload.
struct EtherType: RawRepresentable, Equatable {
    var rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    static let ipv4 = EtherType(rawValue: 0x0800)
    static let erspan3 = EtherType(rawValue: 0x22EB)
    static let transparentEthernet = EtherType(rawValue: 0x6558)
    static let vlan = EtherType(rawValue: 0x8100)
    static let ipv6 = EtherType(rawValue: 0x86DD)
    static let ppp = EtherType(rawValue: 0x880B)
    static let mpls = EtherType(rawValue: 0x8847)
    static let mplsMulticast = EtherType(rawValue: 0x8848)
    static let pppoeSession = EtherType(rawValue: 0x8864)
    static let serviceVLAN = EtherType(rawValue: 0x88A8)
    static let erspan = EtherType(rawValue: 0x88BE)
    static let ciscoMetaData = EtherType(rawValue: 0x8909)
    /// Q-in-Q before IEEE 802.1ad.
    static let qinq9100 = EtherType(rawValue: 0x9100)
    static let qinq9200 = EtherType(rawValue: 0x9200)

    /// IEEE 802.3: at most 1500 is a length, from 1536 on a type.
    static let largestLength: UInt16 = 1500
    static let smallestType: UInt16 = 0x0600
}
