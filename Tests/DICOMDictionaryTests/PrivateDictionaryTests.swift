import Testing

@testable import DICOMDictionary

@Suite struct PrivateDictionaryTests {
    @Test func holdsWhatThePackageHolds() {
        #expect(PrivateElementTable.creators.count == 449)
        #expect(PrivateElementTable.ranges.count == 450)
        // 10,545 less 11 that are private creators, 2 in an even group, 1 written both with and without its block.
        #expect(PrivateElementTable.keys.count == 10_531)
        #expect(PrivateElementTable.vrs.count == 10_531)
        #expect(PrivateElementTable.starts.count == 10_531)
        #expect(PrivateElementTable.vrs.allSatisfy { VR(rawValue: $0).isKnown })
    }

    @Test func everyElementIsFoundUnderItsCreator() throws {
        let table = PrivateElementTable.self
        for owner in table.creators.indices {
            let creator = table.text.field(0, ofLineAt: table.creators[owner])
            let range = Int(table.ranges[owner])..<Int(table.ranges[owner + 1])
            #expect(zip(table.keys[range], table.keys[range].dropFirst()).allSatisfy(<))
            for index in range {
                let key = table.keys[index]
                // The block goes back in, and the odd group of a key that holds for all of an upper byte.
                let block: UInt32 = key & 0xFF00 == 0 ? 0xF200 : 0
                let group: UInt32 = key & 0x0001_0000 == 0 ? 0x0001_0000 : 0
                let found = PrivateDictionary.entry(creator: creator, tag: Tag(rawValue: key | block | group))
                #expect(found?.vr.rawValue == table.vrs[index])
            }
        }
    }

    @Test(
        arguments: [
            ("SIEMENS CSA HEADER", Tag(0x0029, 0x1010), "OB", "CSA Image Header Info"),
            ("SIEMENS CSA HEADER", Tag(0x0029, 0x3110), "OB", "CSA Image Header Info"),
            ("GEMS_PARM_01", Tag(0x0043, 0x1039), "IS", "Slop_int_6... slop_int_9"),
            ("Philips Imaging DD 001", Tag(0x2001, 0x1003), "FL", "Diffusion B-Factor"),
            ("Philips Imaging DD 001 ", Tag(0x2001, 0x1003), "FL", "Diffusion B-Factor"),
            ("FDMS 1.0", Tag(0x0025, 0x1034), "SS", "tan θ"),
            ("DLX_ANNOT_01", Tag(0x7013, 0x1104), "ST", "Text_annotation"),
            ("ELSCINT1", Tag(0x01F1, 0x1026), "FD", "Pitch"),
            ("ELSCINT1", Tag(0x01F1, 0x1126), "DS", "Pitch"),
            ("CANON_MEC_MR3", Tag(0x0029, 0x2090), "OB", "Reversed EVRLE DataSet"),
        ] as [(String, Tag, String, String)])
    func knows(creator: String, tag: Tag, vr: String, name: String) throws {
        let entry = try #require(PrivateDictionary.entry(creator: creator, tag: tag))
        #expect(entry.vr.description == vr)
        #expect(entry.name == name)
    }

    @Test func saysNothingOfTheUnknown() {
        #expect(PrivateDictionary.entry(creator: "NOBODY", tag: Tag(0x0029, 0x1010)) == nil)
        #expect(PrivateDictionary.entry(creator: "", tag: Tag(0x0029, 0x1010)) == nil)
        #expect(PrivateDictionary.entry(creator: "SIEMENS CSA HEADER", tag: Tag(0x0029, 0x10FE)) == nil)
        #expect(PrivateDictionary.entry(creator: "SIEMENS CSA HEADER", tag: Tag(0x0029, 0x0010)) == nil)
        #expect(PrivateDictionary.entry(creator: "SIEMENS CSA HEADER", tag: Tag(0x0028, 0x1010)) == nil)
        #expect(PrivateDictionary.entry(creator: "siemens csa header", tag: Tag(0x0029, 0x1010)) == nil)
    }
}
