import DICOMDataSet
import DICOMDictionary
import Testing

/// Encapsulated pixel data (PS3.5 §A.4), and gaps anywhere.
struct PixelDataTests {
    private let jpeg = TransferSyntax(.jpegBaseline8Bit)
    private let last = DataSetBytes.explicit(.dataSetTrailingPadding, "OB", [0, 0])

    private func pixels(_ fragments: [DataSetBytes], end: DataSetBytes = .sequenceEnd) -> DataSetBytes {
        let head = DataSetBytes.explicit(.pixelData, "OB", [], length: DataSetBytes.undefined)
        return fragments.reduce(.sopClass + head) { $0 + .item($1) } + end
    }

    @Test func fragmentsAreNeverParsed() {
        let misleading = DataSetBytes.sequenceEnd + .patientID + .itemEnd
        let reading = read((pixels([.raw([]), misleading]) + last).bytes, jpeg)
        #expect(
            reading.lines.dropFirst() == [
                "fragment 0 0", "fragment 1 \(misleading.bytes.count)", "0 (7FE0,0010) OB fragments",
                "0 (FFFC,FFFC) OB 00 00",
            ])
        #expect(reading.codes == [])
        #expect(reading.completeness.isComplete)
    }

    @Test func delimiterMayBeMissing() {
        let reading = read((pixels([.raw([]), .raw([1, 2])], end: .raw([])) + last).bytes, jpeg)
        #expect(reading.codes == ["missing-delimiter"])
        #expect(reading.lines.last == "0 (FFFC,FFFC) OB 00 00")
    }

    @Test func oddThings() {
        #expect(read(pixels([.raw([1, 2])]).bytes, jpeg).codes == ["offset-table-length"])
        #expect(read(pixels([.raw([]), .raw([1])]).bytes, jpeg).codes == ["odd-length"])
        #expect(read(pixels([.raw([])]).bytes).codes == ["encapsulated-in-native"])
        let native = DataSetBytes.sopClass + .explicit(.pixelData, "OW", [1, 2])
        #expect(read(native.bytes, jpeg).codes == ["native-in-encapsulated"])
        let icon = DataSetBytes.sequence(Tag(0x0088, 0x0200), .item(.explicit(.pixelData, "OW", [1, 2])))
        #expect(read((.sopClass + icon).bytes, jpeg).codes == [])
        let undefined = DataSetBytes.raw(DataSetBytes.tag(.item) + [255, 255, 255, 255])
        let reading = read((pixels([.raw([])], end: undefined) + last).bytes, jpeg)
        #expect(reading.codes == ["not-an-item"])
        #expect(!reading.completeness.isComplete)
    }

    @Test func insideSequences() {
        let nested = DataSetBytes.openSequence(Tag(0x0088, 0x0200), .openItem(pixels([.raw([]), .raw([9, 9])])))
        let reading = read((nested + last).bytes, jpeg)
        #expect(reading.codes == [])
        #expect(reading.lines.contains("1 (7FE0,0010) OB fragments"))
    }

    @Test func aGapInAFragmentHarmsNothingElse() {
        let data = (pixels([.raw([]), .raw([UInt8](repeating: 7, count: 100)), .raw([8, 8])]) + last).bytes
        let start = data.count - last.bytes.count - 8 - 10 - 100
        let reading = read(data, jpeg, gap: start..<(start + 100))
        #expect(reading.codes == [])
        #expect(reading.lines.last == "0 (FFFC,FFFC) OB 00 00")
        #expect(reading.completeness.lostBytes == 100)
        #expect(!reading.completeness.isComplete)
    }

    @Test func aGapInAValueSpoilsThatValueOnly() {
        let data = (DataSetBytes.sopClass + .patientID).bytes
        let reading = read(data, gap: 10..<12)
        #expect(reading.lines == ["0 (0008,0016) UI [10 bytes] incomplete", after])
        #expect(!reading.completeness.isComplete)
        let toTheEnd = read(data, gap: 10..<18)
        #expect(toTheEnd.lines == reading.lines)
    }

    @Test func aGapAcrossElementsEndsAtAKnownEnd() {
        let data =
            (DataSetBytes.sequence(referencedImages, .item(.sopClass + .patientID) + .item(.sopClass)) + .patientID)
            .bytes
        // From within the first item's first element into its second.
        let reading = read(data, gap: 30..<42)
        #expect(reading.codes == ["gap"])
        #expect(
            reading.lines.suffix(5) == [
                "1 item 1", "1 (0008,0016) UI 1.2.840.10", "1 item 1 ends", "0 (0008,1140) ends", after,
            ])
        #expect(!reading.completeness.isComplete)
    }

    @Test func aGapAtTheTopLevelEndsTheReading() {
        let data = (DataSetBytes.sopClass + .patientID + .explicit(Tag(0x0020, 0x0010), "SH", "1 ")).bytes
        let reading = read(data, gap: 16..<22)
        #expect(reading.lines == ["0 (0008,0016) UI [10 bytes] incomplete"])
        #expect(reading.codes == ["gap"])
        #expect(reading.completeness.unreadableBytes == UInt64(data.count - 22))
    }

    @Test func everyGapIsSurvived() {
        let sequence = DataSetBytes.openSequence(referencedImages, .item(.sopClass) + .openItem(.patientID))
        let data = (sequence + .patientID + pixels([.raw([]), .raw([1, 2, 3, 4])])).bytes
        for start in data.indices {
            for end in [start + 1, start + 8, data.count] where end <= data.count {
                let reading = read(data, jpeg, gap: start..<end)
                #expect(reading.completeness.lostBytes == UInt64(end - start))
                #expect(!reading.completeness.isComplete)
            }
        }
        var recorder = Recorder()
        var reader = DataSetReader(transferSyntax: jpeg)
        reader.lost(.max, visitor: &recorder)
        reader.lost(.max, visitor: &recorder)
        let rest: [UInt8] = [1, 2, 3]
        reader.push(rest.span, visitor: &recorder)
        let completeness = reader.finish(visitor: &recorder)
        #expect(completeness.unreadableBytes == 3)
    }
}
