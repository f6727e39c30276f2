import DICOMDataSet
import DICOMDictionary
import Testing

/// Sequences, items and delimiters, right and wrong (PS3.5 §7.5).
struct StructureTests {
    private func codes(_ data: DataSetBytes, keeps: Bool = true) -> [String] {
        let reading = read(data.bytes)
        if keeps { #expect(reading.lines.last == after) }
        #expect(reading.completeness.faults == reading.codes.count)
        return reading.codes
    }

    @Test func lengthsAreDefinedOrNot() {
        let content = DataSetBytes.explicit(Tag(0x0008, 0x1150), "UI", "1.2.3.")
        for items in [DataSetBytes.item(content), .openItem(content)] {
            for sequence in [DataSetBytes.sequence(referencedImages, items), .openSequence(referencedImages, items)] {
                let reading = read((sequence + .patientID).bytes)
                #expect(
                    reading.lines == [
                        "0 (0008,1140) SQ", "1 item 0", "1 (0008,1150) UI 1.2.3.", "1 item 0 ends",
                        "0 (0008,1140) ends", after,
                    ])
                #expect(reading.completeness.isComplete)
            }
        }
    }

    @Test func emptySequencesAndItemsEnd() {
        let data =
            DataSetBytes.sequence(referencedImages, .raw([])) + .openSequence(Tag(0x0008, 0x1145), .item(.raw([])))
        #expect(codes(data + .patientID) == [])
    }

    @Test func itemDelimiterMayBeMissing() {
        let items = DataSetBytes.implicit(.item, DataSetBytes.sopClass.bytes, length: DataSetBytes.undefined)
        #expect(codes(.openSequence(referencedImages, items) + .patientID) == ["missing-delimiter"])
        #expect(
            codes(.openSequence(referencedImages, items + .openItem(.sopClass)) + .patientID) == ["missing-delimiter"])
        #expect(codes(.sequence(referencedImages, items) + .patientID) == ["missing-delimiter"])
    }

    @Test func sequenceDelimiterMayBeMissing() {
        let data = DataSetBytes.explicit(
            referencedImages, "SQ", DataSetBytes.item(.sopClass).bytes, length: DataSetBytes.undefined)
        #expect(codes(data + .patientID) == ["missing-delimiter"])
    }

    @Test func delimitersMayBeSuperfluous() {
        #expect(codes(.itemEnd + .patientID) == ["misplaced-delimiter"])
        #expect(codes(.sequenceEnd + .patientID) == ["misplaced-delimiter"])
        let item = DataSetBytes.item(.sopClass) + .itemEnd
        #expect(codes(.openSequence(referencedImages, item) + .patientID) == ["misplaced-delimiter"])
        let inItem = DataSetBytes.item(.sopClass + .itemEnd)
        #expect(codes(.sequence(referencedImages, inItem) + .patientID) == ["misplaced-delimiter"])
        #expect(codes(.item(.sopClass) + .patientID) == ["misplaced-delimiter"])
    }

    @Test func delimiterHasNoLength() {
        let item = DataSetBytes.implicit(.item, [UInt8](), length: DataSetBytes.undefined)
        let end = DataSetBytes.raw(DataSetBytes.tag(.itemDelimitation) + [4, 0, 0, 0])
        #expect(codes(.openSequence(referencedImages, item + end) + .patientID) == ["delimiter-length"])
    }

    @Test func lengthStopsAtTheEnclosingItem() {
        let long = DataSetBytes.explicit(Tag(0x0008, 0x1150), "UI", Array("1.2.3.".utf8), length: 60_000)
        #expect(codes(.sequence(referencedImages, .item(long)) + .patientID) == ["beyond-enclosing"])
        let item = DataSetBytes.item(.sopClass, length: 5000)
        #expect(codes(.sequence(referencedImages, item) + .patientID) == ["beyond-enclosing"])
        let inner = DataSetBytes.explicit(
            Tag(0x0008, 0x1145), "SQ", DataSetBytes.item(.sopClass).bytes, length: 0xFFFF_FFF0)
        #expect(codes(.sequence(referencedImages, .item(inner)) + .patientID) == ["beyond-enclosing"])
        let stub = DataSetBytes.item(.sopClass + .raw([8, 0, 0x18, 0]))
        #expect(codes(.sequence(referencedImages, stub) + .patientID) == ["beyond-enclosing"])
    }

    @Test func whatIsNoItemIsPassedOver() {
        let reading = read((DataSetBytes.sequence(referencedImages, .sopClass) + .patientID).bytes)
        #expect(reading.codes == ["not-an-item"])
        #expect(reading.lines.last == after)
        #expect(!reading.completeness.isComplete)
        #expect(reading.completeness.unreadableBytes == UInt64(DataSetBytes.sopClass.bytes.count))
    }

    @Test func orderAndDuplicates() {
        #expect(codes(.patientID + .sopClass, keeps: false) == ["order"])
        #expect(codes(.patientID + .patientID) == ["duplicate"])
        #expect(codes(.explicit(Tag(0x0002, 0x0010), "UI", "1.2.") + .patientID) == ["group-not-allowed"])
        #expect(codes(.explicit(Tag(0x0008, 0x0060), "CS", "CTX") + .patientID) == ["odd-length"])
    }

    @Test func unknownOfUndefinedLengthIsImplicitInside() {
        let inner = DataSetBytes.implicit(Tag(0x0008, 0x1150), "1.2.3.")
        let data = DataSetBytes.explicit(
            Tag(0x0009, 0x1001), "UN", DataSetBytes.openItem(inner).bytes, length: DataSetBytes.undefined)
        let reading = read((data + .sequenceEnd + .patientID).bytes)
        #expect(
            reading.beginnings == ["0 (0009,1001) UN", "1 item 0", "1 (0008,1150) UI 1.2.3.", after])
        #expect(reading.codes == [])
    }

    @Test func privateCreatorsHoldInTheirItemOnly() {
        let creator = DataSetBytes.implicit(Tag(0x0029, 0x0010), "SIEMENS CSA HEADER")
        let type = DataSetBytes.implicit(Tag(0x0029, 0x1008), "MR")
        let sequence = DataSetBytes.implicit(Tag(0x0040, 0x0275), (DataSetBytes.item(type)).bytes)
        let reading = read((creator + type + sequence).bytes, .implicitVRLittleEndian)
        #expect(reading.lines[1] == "0 (0029,1008) CS MR")
        #expect(reading.lines[4] == "1 (0029,1008) UN 4D 52")
    }

    @Test func nestingIsBounded() {
        let open = DataSetBytes.explicit(referencedImages, "SQ", [], length: DataSetBytes.undefined).bytes
        let item = DataSetBytes.implicit(.item, [UInt8](), length: DataSetBytes.undefined).bytes
        let ends = DataSetBytes.itemEnd.bytes + DataSetBytes.sequenceEnd.bytes
        let depth = 10_000
        let down = Array(repeatElement(open + item, count: depth).joined())
        let up = Array(repeatElement(ends, count: depth).joined())
        let reading = read(down + DataSetBytes.sopClass.bytes + up + DataSetBytes.patientID.bytes)
        #expect(reading.codes == ["nesting-too-deep"])
        #expect(reading.lines.last == after)
        #expect(reading.recorder.deepest == 64)
        #expect(reading.completeness.isComplete)
        #expect(!read(down).completeness.isComplete)
    }

    @Test func valuesBeyondTheLimitAreCounted() {
        var limits = DataSetLimits()
        limits.valueBytes = 4
        let long = DataSetBytes.explicit(.sopClassUID, "UI", "1.2.840.10")
        let reading = read((long + .patientID).bytes, limits: limits)
        #expect(reading.lines == ["0 (0008,0016) UI [10 bytes]", after])
    }

    @Test func faultsAreBoundedAndCounted() {
        let data = Array(repeatElement(DataSetBytes.itemEnd.bytes, count: 1000).joined())
        let reading = read(data)
        #expect(reading.codes.count == 8)
        #expect(reading.completeness.faults == 1000)
    }
}
