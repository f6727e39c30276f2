import DICOMDataSet
import DICOMDictionary
import Foundation
import Testing

/// Elements that are not encoded as their transfer syntax has it.
struct EncodingTests {
    private let first = DataSetBytes.sopClass

    @Test func unknownVRHasTheLongForm() {
        let data = DataSetBytes.raw(
            DataSetBytes.tag(Tag(0x0009, 0x1001)) + Array("ZZ".utf8) + [0, 0, 2, 0, 0, 0, 1, 2])
        let reading = read((first + data + .patientID).bytes)
        #expect(reading.lines.dropFirst() == ["0 (0009,1001) ZZ 01 02", after])
        #expect(reading.codes == ["unknown-vr"])
    }

    @Test(arguments: ["  ", "??", "--", "\0\0"])
    func blankVRHasTheShortForm(_ vr: String) {
        let data = DataSetBytes.raw(DataSetBytes.tag(Tag(0x0008, 0x0060)) + Array(vr.utf8) + [2, 0] + Array("CT".utf8))
        let reading = read((first + data + .patientID).bytes)
        #expect(reading.lines.dropFirst() == ["0 (0008,0060) CS CT", after])
        #expect(reading.codes == ["absent-vr"])
    }

    @Test func implicitAmongExplicit() {
        let reading = read((first + .implicit(Tag(0x0008, 0x0060), "CT") + .patientID).bytes)
        #expect(reading.lines.dropFirst() == ["0 (0008,0060) CS CT", after])
        #expect(reading.codes == ["implicit-in-explicit"])
    }

    @Test func explicitAmongImplicit() {
        let first = DataSetBytes.implicit(.sopClassUID, "1.2.840.10")
        let last = DataSetBytes.implicit(.patientID, "42")
        for modality in [
            DataSetBytes.explicit(Tag(0x0008, 0x0060), "CS", "CT"), .explicit(Tag(0x0008, 0x0070), "LO", "ACME"),
        ] {
            let reading = read((first + modality + last).bytes, .implicitVRLittleEndian)
            #expect(reading.lines.count == 3)
            #expect(reading.lines.last == after)
            #expect(reading.codes == ["explicit-in-implicit"])
        }
    }

    @Test func wrongTransferSyntaxIsToldAndRead() {
        let explicit = (first + .patientID).bytes
        let implicit = (DataSetBytes.implicit(.sopClassUID, "1.2.840.10") + .implicit(.patientID, "42")).bytes
        for (bytes, syntax) in [
            (explicit, TransferSyntax.implicitVRLittleEndian), (explicit, .explicitVRBigEndian),
            (implicit, .explicitVRLittleEndian), (implicit, .explicitVRBigEndian),
        ] {
            let reading = read(bytes, syntax)
            #expect(reading.lines == ["0 (0008,0016) UI 1.2.840.10", after])
            #expect(reading.codes == ["transfer-syntax-mismatch"])
        }
    }

    @Test func unknownTransferSyntaxIsExplicit() {
        let reading = read((first + .patientID).bytes, TransferSyntax(UID(rawValue: "1.2.3.4.5")))
        #expect(reading.lines.last == after)
        #expect(reading.codes == [])
    }

    @Test func whatIsNoElementIsNotGuessed() {
        let reading = read((first + .raw([0xAA, 0xBB, 0xCC, 0xDD, 1, 2, 3, 4]) + .patientID).bytes)
        #expect(reading.codes == ["not-an-element"])
        #expect(reading.lines.count == 1)
        #expect(reading.completeness.unreadableBytes == 8 + UInt64(DataSetBytes.patientID.bytes.count))
        #expect(!reading.completeness.isComplete)
    }

    @Test func trailingZeroesAreNoLoss() {
        let reading = read((first + .raw([0, 0])).bytes)
        #expect(reading.codes == ["trailing-bytes"])
        #expect(reading.completeness.isComplete)
    }

    @Test func anEmptyDataSetIsComplete() {
        #expect(read([]).completeness.isComplete)
        #expect(read([], .deflatedExplicitVRLittleEndian).completeness.isComplete)
    }

    private func infer(_ bytes: [UInt8]) -> TransferSyntax? { TransferSyntaxInference.infer(bytes.span) }

    @Test func inferenceSaysWhenItCannotTell() {
        #expect(infer([]) == nil)
        #expect(infer([8, 0, 5]) == nil)
        #expect(infer([UInt8](repeating: 0xAA, count: 100)) == nil)
        let query = DataSetBytes.implicit(Tag(0x0008, 0x0005), [UInt8]())
        #expect(infer(query.bytes) == .implicitVRLittleEndian)
        let sequence = DataSetBytes.implicit(Tag(0x0008, 0x1199), [], length: DataSetBytes.undefined)
        #expect(infer(sequence.bytes) == .implicitVRLittleEndian)
    }
}
