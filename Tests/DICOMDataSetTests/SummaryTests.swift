import DICOMDataSet
import DICOMDictionary
import Evidence
import Testing

struct SummaryTests {
    private let evidence = EvidenceRange(
        ByteOrigin(frame: FrameNumber(1), time: Timestamp(nanoseconds: 0), offset: 0))

    private func summary(_ data: DataSetBytes, _ syntax: TransferSyntax = .explicitVRLittleEndian) -> DataSetSummary {
        var builder = DataSetSummaryBuilder(transferSyntax: syntax, evidence: evidence)
        var reader = DataSetReader(transferSyntax: syntax)
        reader.push(data.bytes.span, visitor: &builder)
        builder.finish(reader.finish(visitor: &builder))
        return builder.summary
    }

    @Test func keepsWhatReportsName() {
        let step =
            DataSetBytes.explicit(Tag(0x0008, 0x0060), "CS", "MR") + .explicit(Tag(0x0040, 0x0009), "SH", "SPS1")
        let data =
            DataSetBytes.explicit(.specificCharacterSet, "CS", "ISO_IR 100") + .sopClass
            + .explicit(.patientName, "PN", [0x4A, 0xE9])
            + .explicit(.rows, "US", [0, 2])
            + .explicit(Tag(0x0028, 0x1050), "DS", "40")
            + .sequence(Tag(0x0040, 0x0100), .item(step) + .item(step))
            + .explicit(.pixelData, "OW", [UInt8](repeating: 0, count: 100))
        let summary = summary(data)
        #expect(summary.isComplete)
        #expect(summary.elements == 11)
        #expect(summary.bytes == UInt64(data.bytes.count))
        #expect(summary.text(.patientName) == "Jé")
        #expect(summary.text(.rows) == "512")
        #expect(summary.text(Tag(0x0028, 0x1050)) == nil)
        #expect(summary.text(Tag(0x0040, 0x0100)) == "2")
        #expect(summary.text(.modality) == nil)
        #expect(summary.text(.modality, in: Tag(0x0040, 0x0100)) == "MR")
        #expect(summary.attributes.count { $0.tag == .modality } == 1)
    }

    @Test func itemsMayHaveTheirOwnCharacterSet() {
        let item = DataSetBytes.explicit(.specificCharacterSet, "CS", "ISO_IR 126")
        let described = item + .explicit(Tag(0x0040, 0x0007), "LO", [0xC4, 0xE9])
        let data =
            DataSetBytes.explicit(.specificCharacterSet, "CS", "ISO_IR 100")
            + .sequence(Tag(0x0040, 0x0100), .item(described)) + .explicit(Tag(0x0040, 0x1001), "SH", [0xC4, 0x20])
        let summary = summary(data)
        #expect(summary.text(Tag(0x0040, 0x0007), in: Tag(0x0040, 0x0100)) == "Δι")
        #expect(summary.text(Tag(0x0040, 0x1001)) == "Ä")
    }

    @Test func unknownCharacterSetIsAFault() {
        let summary = summary(.explicit(.specificCharacterSet, "CS", "ISO-IR 100") + .patientID)
        #expect(summary.faults.map(\.code) == [SpecificCharacterSet.unknownTermCode])
        #expect(summary.faultCount == 1)
    }

    @Test func attributesAreBounded() {
        let data = DataSetBytes(
            bytes: Array(repeatElement(DataSetBytes.patientID.bytes, count: 10_000).joined()))
        let summary = summary(data)
        #expect(summary.elements == 10_000)
        #expect(summary.attributes.count <= 256)
        #expect(summary.faultCount == 9999)
    }

    @Test func keptTagsAscend() {
        #expect(DataSetSummary.keptTags == DataSetSummary.keptTags.sorted())
        for tag in DataSetSummary.keptTags { #expect(tag.dictionaryEntry != nil) }
    }
}

struct TreeTests {
    private func tree(_ data: DataSetBytes, limit: Int = 2000, _ syntax: TransferSyntax = .explicitVRLittleEndian)
        -> DataSetTreeBuilder
    {
        var builder = DataSetTreeBuilder(limit: limit)
        var reader = DataSetReader(transferSyntax: syntax)
        reader.push(data.bytes.span, visitor: &builder)
        _ = reader.finish(visitor: &builder)
        return builder
    }

    private let nested =
        DataSetBytes.sopClass + .sequence(referencedImages, .item(.sopClass + .patientID) + .openItem(.sopClass))
        + .patientID

    @Test func holdsEverything() throws {
        let tree = tree(nested)
        #expect(tree.elements.map(\.header.tag) == [.sopClassUID, referencedImages, .patientID])
        let sequence = tree.elements[1]
        #expect(sequence.items.map(\.length) == [28, nil])
        #expect(sequence.items[0].elements.map(\.text) == ["1.2.840.10", "42"])
        #expect(tree.omittedElements == 0)
    }

    @Test(arguments: 0...8)
    func isBounded(_ limit: Int) {
        let tree = tree(nested, limit: limit)
        func places(_ nodes: [DataSetNode]) -> Int {
            nodes.reduce(0) { $0 + 1 + $1.items.reduce(0) { $0 + 1 + places($1.elements) } }
        }
        func elements(_ nodes: [DataSetNode]) -> Int {
            nodes.reduce(0) { $0 + 1 + $1.items.reduce(0) { $0 + elements($1.elements) } }
        }
        #expect(places(tree.elements) == limit)
        #expect(elements(tree.elements) + tree.omittedElements == 6)
    }

    @Test func fragmentsAreListed() {
        let head = DataSetBytes.explicit(.pixelData, "OB", [], length: DataSetBytes.undefined)
        let fragments = (0..<20).reduce(head) { data, _ in data + .item(.raw([0, 0, 0, 0])) } + .sequenceEnd
        let tree = tree(fragments, TransferSyntax(.jpegBaseline8Bit))
        #expect(tree.elements.last?.fragments.count == 16)
        #expect(tree.elements.last?.omitted == 4)
    }

    @Test func patientDataIsKnown() {
        #expect(PatientData.contains(.patientName, .personName))
        #expect(PatientData.contains(Tag(0x0008, 0x0090), .personName))
        #expect(PatientData.contains(.accessionNumber, .shortString))
        #expect(PatientData.contains(Tag(0x0029, 0x1008), .longString))
        #expect(PatientData.contains(Tag(0x0029, 0x1010), .unknown))
        #expect(!PatientData.contains(Tag(0x0029, 0x0010), .longString))
        #expect(!PatientData.contains(Tag(0x0029, 0x1010), .unsignedShort))
        #expect(!PatientData.contains(.studyInstanceUID, .uniqueIdentifier))
        #expect(!PatientData.contains(.rows, .unsignedShort))
    }
}
