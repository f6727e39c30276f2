import DICOMDataSet
import DICOMDictionary
import Foundation
import Testing

/// Deflated data sets (PS3.5 §A.5) that are not as they should be.
struct DeflatedTests {
    private let syntax = TransferSyntax.deflatedExplicitVRLittleEndian

    /// One stored block, as RFC 1951 §3.2.4 has it.
    private func stored(_ data: DataSetBytes) -> [UInt8] {
        let count = UInt16(data.bytes.count)
        return [1] + DataSetBytes.number(count) + DataSetBytes.number(~count) + data.bytes
    }

    @Test func storedBlocksAndPadding() {
        let bytes = stored(.sopClass + .patientID)
        for padded in [bytes, bytes + [0]] {
            let reading = read(padded, syntax)
            #expect(reading.lines.last == after)
            #expect(reading.completeness.isComplete)
            #expect(reading.codes == [])
        }
        let trailing = read(bytes + [0, 1, 2], syntax)
        #expect(trailing.codes == ["trailing-bytes"])
        #expect(trailing.completeness.unreadableBytes == 2)
    }

    @Test func zlibHeaderIsToldAndRead() throws {
        // zlib.compress of (0010,0020) LO 42, by Python.
        let bytes = Array(try #require(Data(base64Encoded: "eJwTYFBg8PFnYjAxAgAFnwE0")))
        let reading = read(bytes, syntax)
        #expect(reading.lines == [after])
        #expect(reading.codes == ["zlib-wrapper"])
        #expect(reading.completeness.isComplete)
    }

    @Test func brokenStreams() {
        let bytes = stored(.sopClass + .patientID)
        for length in 1..<bytes.count {
            #expect(!read(Array(bytes[..<length]), syntax).completeness.isComplete)
        }
        let reading = read([0xFF, 0xFF, 0xFF, 0xFF], syntax)
        #expect(reading.codes == ["inflate-failed"])
        let gap = read(bytes, syntax, gap: 10..<12)
        #expect(gap.codes.first == "gap")
        #expect(gap.completeness.lostBytes == 2)
        #expect(!gap.completeness.isComplete)
    }

    @Test func bombsAreCounted() throws {
        // 64 MiB of zeroes, deflated twice by Python; the second time for this file's sake.
        let twice = Array(try #require(Data(base64Encoded: Self.bomb)))
        var inflated = Collector()
        var outer = DataSetReader(transferSyntax: syntax)
        outer.push(twice.span, visitor: &inflated)
        _ = outer.finish(visitor: &inflated)
        let reading = read(inflated.bytes, syntax)
        #expect(reading.codes.first == "inflate-limit")
        #expect(!reading.completeness.isComplete)
    }

    /// Takes the value of the one element that wraps the inner stream.
    private struct Collector: DataSetVisitor {
        var bytes: [UInt8] = []
        mutating func wantsValue(of header: DataElementHeader) -> Bool { true }
        mutating func element(_ header: DataElementHeader, value: Span<UInt8>?, isComplete: Bool) {
            if let value { for index in value.indices { bytes.append(value[index]) } }
        }
        mutating func sequenceBegan(_ header: DataElementHeader) {}
        mutating func sequenceEnded(_ header: DataElementHeader) {}
        mutating func itemBegan(_ index: Int, length: UInt32?, offset: UInt64, depth: Int) {}
        mutating func itemEnded(_ index: Int, depth: Int) {}
        mutating func pixelFragment(_ index: Int, length: UInt32, offset: UInt64) {}
        mutating func fault(_ fault: DataSetFault) {}
    }

    private static let bomb =
        "7dwhS0NRGMfhgzB2MVksMuYFTWIwmafFuK9gl4HdMBWM4qpN27jFZcuY3WI0DMPi/QIadmX3Y5z3edLJb/xz+P2Md9LwPKXlOqV6cbabyqIzG5e3z8eXh9Xew8XTaD5cflYJAAAAyNtJvbhrH5Pm6mBaAQAAALmbdbtbmy1gsH57fHEOAAAAyN5Hv1e0HwN+56f3zgEAAADZ2765LtstYNV8F84BAAAA2TsSDAAAAIBYBAMAAAAgFsEAAAAAiEUwAAAAAGIRDAAAAIBgBAMAAAAgFsEAAAAAiEUwAAAAAGIRDAAAAIBgBAMAAAAglq9+b7LZAoq/5n3/tZ0FAAAACKTu/AM="
}
