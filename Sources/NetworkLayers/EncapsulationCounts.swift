/// How often each encapsulating header was seen, and which VLANs. Stored in place: it is written for every frame.
public struct EncapsulationCounts: Sendable {
    private var counts = InlineArray<32, UInt64>(repeating: 0)
    private var vlans = InlineArray<64, UInt64>(repeating: 0)

    public subscript(layer: NetworkLayer) -> UInt64 { counts[Int(layer.rawValue)] }

    /// The layers seen, outermost kinds first.
    public var layers: [NetworkLayer] { NetworkLayer.allCases.filter { self[$0] > 0 } }

    /// The VLAN identifiers of IEEE 802.1Q tags and ERSPAN headers, ascending; 0 is a tag with a priority only.
    public var vlanIdentifiers: [UInt16] {
        (0..<4096).filter { vlans[Int($0 >> 6)] >> UInt64($0 & 63) & 1 == 1 }
    }

    mutating func count(_ layer: NetworkLayer) { counts[Int(layer.rawValue)] &+= 1 }

    /// `control`: a tag's 16 bits, of which the lower twelve are the identifier.
    mutating func sawVLAN(control: UInt16) {
        vlans[Int(control >> 6 & 63)] |= 1 << UInt64(control & 63)
    }
}
