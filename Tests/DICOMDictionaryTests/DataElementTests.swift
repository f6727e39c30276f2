import Testing

@testable import DICOMDictionary

@Suite struct DataElementTests {
    @Test func holdsWhatThePackageHolds() {
        #expect(DataElementTable.tags.count == 5091)
        #expect(DataElementTable.facts.count == 5091)
        #expect(DataElementTable.starts.count == 5091)
        #expect(DataElementTable.byKeyword.count == 5085)
        #expect(DataElementTable.facts.count { $0 & 0x80 != 0 } == 423)
        #expect(DataElementTable.repeatingMasks.count == 88)
        #expect(DataElementTable.repeatingFacts.count { $0 & 0x80 != 0 } == 72)
        #expect(zip(DataElementTable.tags, DataElementTable.tags.dropFirst()).allSatisfy(<))
    }

    @Test func everyTagFindsItself() throws {
        for (raw, start) in zip(DataElementTable.tags, DataElementTable.starts) {
            let tag = Tag(rawValue: raw)
            let entry = try #require(tag.dictionaryEntry)
            #expect(entry.tag == tag)
            #expect(entry.vr == tag.dictionaryVR)
            #expect(entry.vr.isKnown || tag.group == 0xFFFE)
            #expect(!entry.vm.isEmpty)
            // The line of a table ends with its tag.
            #expect(DataElementTable.text.field(2, ofLineAt: start) == hexadecimal(raw))
        }
    }

    @Test func everyKeywordLeadsBack() throws {
        for raw in DataElementTable.tags {
            let keyword = try #require(Tag(rawValue: raw).dictionaryEntry).keyword
            #expect(keyword.isEmpty || Tag(keyword: keyword)?.rawValue == raw)
        }
        for (index, raw) in DataElementTable.repeatingTags.enumerated() {
            let keyword = DataElementTable.text.field(1, ofLineAt: DataElementTable.repeatingStarts[index])
            #expect(Tag(keyword: keyword)?.rawValue == raw)
        }
        for wrong in ["", "patientname", "PatientNames", "PatientNam", "~", "A"] {
            #expect(Tag(keyword: wrong) == nil)
        }
    }

    @Test(
        arguments: [
            (Tag.patientName, "PN", "1", "Patient's Name", "PatientName", false),
            (Tag.sopClassUID, "UI", "1", "SOP Class UID", "SOPClassUID", false),
            (Tag(0x0000, 0x0900), "US", "1", "Status", "Status", false),
            (
                Tag(0x0002, 0x0000), "UL", "1", "File Meta Information Group Length", "FileMetaInformationGroupLength",
                false
            ),
            (Tag(0x0008, 0x0008), "CS", "2-n", "Image Type", "ImageType", false),
            (Tag(0x0008, 0x0000), "UL", "1", "Group Length", "GroupLength", true),
            (Tag(0x0009, 0x0000), "UL", "1", "Group Length", "GroupLength", true),
            (Tag(0x0009, 0x0010), "LO", "1", "Private Creator", "PrivateCreator", false),
            (Tag(0x7001, 0x00FF), "LO", "1", "Private Creator", "PrivateCreator", false),
            (Tag(0x0020, 0x3142), "CS", "1-n", "Source Image IDs", "SourceImageIDs", true),
            (Tag(0x0028, 0x04F3), "AT", "1-n", "Coefficient Coding Pointers", "CoefficientCodingPointers", true),
            (Tag(0x1000, 0xABC2), "US", "1", "Huffman Table Size", "HuffmanTableSize", true),
            (Tag(0x1010, 0xABCD), "US", "1-n", "Zonal Map", "ZonalMap", true),
            (Tag(0x6000, 0x0010), "US", "1", "Overlay Rows", "OverlayRows", false),
            (Tag(0x601E, 0x3000), "OW", "1", "Overlay Data", "OverlayData", false),
            (Tag(0x5004, 0x3000), "OW", "1", "Curve Data", "CurveData", true),
            (Tag(0x7F24, 0x0010), "OW", "1", "Variable Pixel Data", "VariablePixelData", true),
            (Tag.pixelData, "OW", "1", "Pixel Data", "PixelData", false),
            (Tag(0x0008, 0x0202), "OB", "1", "Retired-blank", "", true),
            (Tag(0x0018, 0x0061), "DS", "1", "", "", true),
        ] as [(Tag, String, String, String, String, Bool)])
    func knows(tag: Tag, vr: String, vm: String, name: String, keyword: String, isRetired: Bool) throws {
        let entry = try #require(tag.dictionaryEntry)
        #expect(entry.vr.description == vr)
        #expect(tag.dictionaryVR == entry.vr)
        #expect(entry.vm == vm)
        #expect(entry.name == name)
        #expect(entry.keyword == keyword)
        #expect(entry.isRetired == isRetired)
    }

    @Test(
        arguments: [
            (Tag(0x0028, 0x0106), .usOrSS, .unsignedShort),
            (Tag(0x7FE0, 0x0010), .obOrOW, .otherWord),
            (Tag(0x0028, 0x3006), .usOrOW, .otherWord),
            (Tag(0x0028, 0x1200), .usOrSSOrOW, .otherWord),
            (Tag(0x6000, 0x3000), .obOrOW, .otherWord),
            (Tag(0x0010, 0x0010), .single, .personName),
        ] as [(Tag, VRAlternatives, VR)])
    func keepsOpenWhatTheStandardLeavesOpen(tag: Tag, alternatives: VRAlternatives, vr: VR) {
        #expect(tag.dictionaryEntry?.vrAlternatives == alternatives)
        #expect(tag.dictionaryEntry?.vr == vr)
    }

    @Test func itemsHaveNoVR() {
        for tag in [Tag.item, .itemDelimitation, .sequenceDelimitation] {
            #expect(tag.dictionaryVR == .absent)
            #expect(tag.dictionaryEntry?.vr == .absent)
        }
        #expect(Tag.item.dictionaryEntry?.keyword == "Item")
    }

    @Test(arguments: [
        Tag(0x0009, 0x1001), Tag(0x0009, 0x0001), Tag(0x0009, 0x000F), Tag(0x0009, 0x0100), Tag(0x0008, 0x9999),
        Tag(0x6001, 0x3000), Tag(0x5001, 0x3000), Tag(0x7F01, 0x1010), Tag(0xFFFF, 0xFFFF), Tag(0x0001, 0x3101),
    ])
    func saysNothingOfUnknownTags(tag: Tag) {
        #expect(tag.dictionaryEntry == nil)
        #expect(tag.dictionaryVR == .unknown)
    }

    @Test func constantsAreTheirKeywords() {
        #expect(Tag(keyword: "SOPInstanceUID") == .sopInstanceUID)
        #expect(Tag(keyword: "StudyInstanceUID") == .studyInstanceUID)
        #expect(Tag(keyword: "SpecificCharacterSet") == .specificCharacterSet)
        #expect(Tag(keyword: "TransferSyntaxUID") == .transferSyntaxUID)
        #expect(Tag(keyword: "SequenceDelimitationItem") == .sequenceDelimitation)
        #expect(Tag(keyword: "ItemDelimitationItem") == .itemDelimitation)
        #expect(Tag(keyword: "FailedSOPInstanceUIDList") == .failedSOPInstanceUIDList)
        #expect(Tag(keyword: "ProcedureStepState") == .procedureStepState)
        #expect(Tag(keyword: "PerformedProcedureStepStatus") == .performedProcedureStepStatus)
        #expect(Tag(keyword: "OverlayData") == Tag(0x6000, 0x3000))
    }

    private func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
