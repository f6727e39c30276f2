/// What the dictionary (PS3.6 §6, §7; PS3.7 Annex E) says of one data element. Names are made when asked for.
public struct DataElementEntry: Hashable, Sendable {
    /// The tag asked for, not the pattern it matched.
    public let tag: Tag
    private let facts: UInt32
    private let start: UInt32

    init(tag: Tag, facts: UInt32, start: UInt32) {
        self.tag = tag
        self.facts = facts
        self.start = start
    }

    /// With alternatives: the one Implicit VR Little Endian implies where it can be known without the data set (OW
    /// rather than OB, US rather than SS). `VR.absent` for the item and delimitation tags.
    public var vr: VR { VR(rawValue: UInt16(truncatingIfNeeded: facts >> 16)) }

    public var vrAlternatives: VRAlternatives { VRAlternatives(rawValue: UInt8(facts >> 8 & 0xF)) ?? .single }

    /// `1`, `1-n`, `2-2n` ...
    public var vm: String { DataElementTable.multiplicities[Int(facts & 0x7F)] }

    public var multiplicity: ValueMultiplicity { ValueMultiplicity.all[Int(facts & 0x7F)] }

    /// Whether an element may be written with this VR: one of the alternatives where there are some.
    public func admits(_ sent: VR) -> Bool {
        if sent == vr { return true }
        return switch vrAlternatives {
        case .single: false
        case .usOrSS: sent == .signedShort
        case .obOrOW: sent == .otherByte
        case .usOrOW: sent == .unsignedShort
        case .usOrSSOrOW: sent == .unsignedShort || sent == .signedShort
        }
    }

    public var isRetired: Bool { facts & 0x80 != 0 }

    /// `Patient's Name`
    public var name: String {
        switch start {
        case Self.groupLengthStart: "Group Length"
        case Self.privateCreatorStart: "Private Creator"
        default: DataElementTable.text.field(0, ofLineAt: start)
        }
    }

    /// `PatientName`; empty for a few retired elements.
    public var keyword: String {
        switch start {
        case Self.groupLengthStart: "GroupLength"
        case Self.privateCreatorStart: "PrivateCreator"
        default: DataElementTable.text.field(1, ofLineAt: start)
        }
    }

    /// Lines no table has; VM `1` is the first of the multiplicities, so that facts need not say it.
    private static let groupLengthStart = UInt32.max
    private static let privateCreatorStart = UInt32.max - 1

    /// (gggg,0000), retired outside groups 0000 and 0002 (PS3.5 §7.2).
    static func groupLength(_ tag: Tag) -> DataElementEntry {
        DataElementEntry(
            tag: tag, facts: UInt32(VR.unsignedLong.rawValue) << 16 | 0x80, start: groupLengthStart)
    }

    /// (gggg,0010-00FF) of an odd group (PS3.5 §7.8.1).
    static func privateCreator(_ tag: Tag) -> DataElementEntry {
        DataElementEntry(tag: tag, facts: UInt32(VR.longString.rawValue) << 16, start: privateCreatorStart)
    }
}
