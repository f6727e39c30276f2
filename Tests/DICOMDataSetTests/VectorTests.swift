import DICOMDataSet
import DICOMDictionary
import Foundation
import Testing

/// Data sets that pydicom encoded.
struct VectorTests {
    private func bytes(_ vector: DataSetVector) throws -> [UInt8] {
        Array(try #require(Data(base64Encoded: vector.base64)))
    }

    private func syntax(_ vector: DataSetVector) -> TransferSyntax {
        TransferSyntax(UID(rawValue: vector.transferSyntax))
    }

    @Test(arguments: DataSetVector.all)
    func holdsWhatPydicomSays(_ vector: DataSetVector) throws {
        let reading = read(try bytes(vector), syntax(vector))
        #expect(reading.beginnings == vector.lines)
        #expect(reading.codes == [])
        #expect(reading.completeness.isComplete)
        #expect(reading.completeness.bytes == UInt64(try bytes(vector).count))
    }

    @Test(arguments: DataSetVector.all)
    func readsTheSameCutAnywhere(_ vector: DataSetVector) throws {
        let bytes = try bytes(vector)
        let whole = read(bytes, syntax(vector))
        for cut in 1..<bytes.count {
            let parts = read(bytes, syntax(vector), cuts: [cut])
            #expect(parts.lines == whole.lines)
            #expect(parts.completeness == whole.completeness)
        }
        let drip = read(bytes, syntax(vector), cuts: Array(1..<bytes.count))
        #expect(drip.lines == whole.lines)
        #expect(drip.completeness == whole.completeness)
    }

    @Test(arguments: DataSetVector.all)
    func tellsOfEveryTruncation(_ vector: DataSetVector) throws {
        let bytes = try bytes(vector)
        let syntax = syntax(vector)
        for length in 1..<(bytes.count - (syntax.isDeflated ? 1 : 0)) {
            let reading = read(Array(bytes[..<length]), syntax)
            // Where an element ends nobody can know that more should follow.
            if !reading.completeness.isComplete { #expect(reading.codes.contains("truncated")) }
            let begun = reading.lines.filter { !$0.hasSuffix(" ends") }
            let ended = reading.lines.filter { $0.hasSuffix(" ends") }
            #expect(begun.filter { $0.contains("item") || $0.hasSuffix(" SQ") }.count == ended.count)
        }
    }

    @Test(arguments: DataSetVector.all)
    func isInferred(_ vector: DataSetVector) throws {
        let bytes = try bytes(vector)
        let found = TransferSyntaxInference.infer(bytes.span)
        let inferred = try #require(found)
        let syntax = syntax(vector)
        #expect(inferred.isExplicitVR == syntax.isExplicitVR)
        #expect(inferred.isBigEndian == syntax.isBigEndian)
        #expect(inferred.isDeflated == syntax.isDeflated)
    }

    @Test(arguments: DataSetVector.all)
    func survivesMutations(_ vector: DataSetVector) throws {
        let original = try bytes(vector)
        var random = SystemRandomNumberGenerator.seeded(7)
        for index in original.indices {
            for value: UInt8 in [0, 0xFF, UInt8.random(in: 0...255, using: &random)] {
                var bytes = original
                bytes[index] = value
                let whole = read(bytes, syntax(vector))
                let parts = read(
                    bytes, syntax(vector), cuts: [index, index + 3, index + 9].filter { $0 < bytes.count })
                #expect(whole.lines == parts.lines)
                #expect(whole.completeness.isComplete == parts.completeness.isComplete)
                // How far behind its input zlib is when it gives up depends on the pieces.
                if !syntax(vector).isDeflated { #expect(whole.completeness == parts.completeness) }
            }
        }
    }

    @Test(arguments: DataSetVector.all)
    func countsWhatItDoesNotWant(_ vector: DataSetVector) throws {
        let reading = read(try bytes(vector), syntax(vector), wants: false)
        #expect(reading.completeness.isComplete)
        #expect(reading.beginnings.count == vector.lines.count)
    }
}

/// The same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

extension SystemRandomNumberGenerator {
    static func seeded(_ seed: UInt64) -> SeededGenerator { SeededGenerator(state: seed) }
}
