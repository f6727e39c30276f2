import DICOMDictionary
import Testing

@Suite struct VRTests {
    private static let all: [VR] = [
        "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "OB", "OD", "OF", "OL", "OV", "OW",
        "PN", "SH", "SL", "SQ", "SS", "ST", "SV", "TM", "UC", "UI", "UL", "UN", "UR", "US", "UT", "UV",
    ]

    @Test func everyPairOfLettersIsClassifiedRight() {
        let long: Set<VR> = ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]
        let byCharacterSet: Set<VR> = ["LO", "LT", "PN", "SH", "ST", "UC", "UT"]
        let text: Set<VR> = byCharacterSet.union(["AE", "AS", "CS", "DA", "DS", "DT", "IS", "TM", "UI", "UR"])
        let known = Set(Self.all)
        #expect(known.count == 34)
        for raw in UInt16.min...UInt16.max {
            let vr = VR(rawValue: raw)
            guard vr.isKnown == known.contains(vr), vr.hasLongLength == long.contains(vr),
                vr.isAffectedByCharacterSet == byCharacterSet.contains(vr), vr.isText == text.contains(vr)
            else {
                Issue.record("\(vr)")
                continue
            }
        }
    }

    @Test func paddingIsSpaceForTextAndNullForUIDsAndBytes() {
        #expect(Self.all.filter { $0.paddingByte == 0x20 } == Self.all.filter { $0.isText && $0 != "UI" })
        #expect(VR.uniqueIdentifier.paddingByte == 0)
        #expect(VR.otherByte.paddingByte == 0)
    }

    @Test func backslashSeparatesOnlyWhereItMay() {
        let single: Set<VR> = ["LT", "ST", "UT", "UR"]
        for vr in Self.all where vr.isText { #expect(vr.isMultivaluedText == !single.contains(vr)) }
        #expect(!VR.otherByte.isMultivaluedText)
    }

    @Test func widths() {
        #expect(VR.unsignedShort.valueWidth == 2)
        #expect(VR.attributeTag.valueWidth == 4)
        #expect(VR.floatingPointDouble.valueWidth == 8)
        #expect(VR.unsignedVeryLong.valueWidth == 8)
        #expect(VR.otherByte.valueWidth == 1)
        #expect(VR.sequence.valueWidth == nil)
        #expect(VR.unknown.valueWidth == nil)
    }

    @Test func literalsKeepTwoLettersOrNothing() {
        #expect(VR.personName == VR(0x50, 0x4E))
        #expect(VR.personName.description == "PN")
        #expect(("" as VR) == .absent)
        #expect(("P" as VR) == .absent)
        #expect(("PNX" as VR) == .absent)
        #expect(("é" as VR).isKnown == false)
    }
}
