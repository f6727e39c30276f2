import DICOMDictionary
import Testing

@testable import DICOMDataSet

/// Native Pixel Data is as long as the attributes say (PS3.5 §8.1.1, §8.2; PS3.3 §C.7.6.3).
struct PixelLengthTests {
    struct Image: Sendable {
        var rows: UInt8 = 3
        var columns: UInt8 = 5
        var samples: UInt8 = 1
        var bits: UInt8 = 8
        var frames: String?
        var interpretation = "MONOCHROME2 "
        var length: Int

        var bytes: DataSetBytes {
            let number = frames.map { DataSetBytes.explicit(.numberOfFrames, "IS", $0) } ?? DataSetBytes()
            return .explicit(.samplesPerPixel, "US", [samples, 0])
                + .explicit(.photometricInterpretation, "CS", interpretation) + number
                + .explicit(.rows, "US", [rows, 0]) + .explicit(.columns, "US", [columns, 0])
                + .explicit(.bitsAllocated, "US", [bits, 0])
                + .explicit(.pixelData, "OW", [UInt8](repeating: 0, count: length))
        }
    }

    @Test(arguments: [
        Image(length: 16), Image(bits: 16, length: 30), Image(bits: 1, length: 2),
        // Packed over the frames, or each frame padded to a byte.
        Image(bits: 1, frames: "3 ", length: 6), Image(columns: 3, bits: 1, frames: "3 ", length: 4),
        Image(columns: 3, bits: 1, frames: "3 ", length: 6),
        Image(samples: 3, interpretation: "RGB ", length: 46),
        Image(columns: 4, samples: 3, interpretation: "YBR_FULL_422", length: 24),
        Image(rows: 2, columns: 2, samples: 3, interpretation: "YBR_PARTIAL_420 ", length: 6),
        // What cannot be told is not told.
        Image(bits: 12, length: 4), Image(frames: "many", length: 4), Image(interpretation: "HSV ", length: 4),
        Image(rows: 0, length: 4),
    ])
    func fits(_ image: Image) {
        #expect(ElementCheckTests.faults(image.bytes).map(\.kind).filter { $0.isOfPixels } == [])
    }

    @Test(
        arguments: [
            (Image(length: 14), 16), (Image(frames: "2 ", length: 16), 30), (Image(length: 0), 16),
            (Image(columns: 4, samples: 3, interpretation: "YBR_FULL_422", length: 22), 24),
        ] as [(Image, UInt64)])
    func isTooShort(_ image: Image, _ expected: UInt64) throws {
        let fault = try #require(ElementCheckTests.faults(image.bytes).first { $0.kind == .pixelsTooShort })
        #expect(fault.found == UInt64(image.length))
        #expect(fault.expected == expected)
    }

    @Test(
        arguments: [
            (Image(length: 18), 16), (Image(columns: 4, samples: 3, interpretation: "YBR_FULL_422", length: 36), 24),
        ] as [(Image, UInt64)])
    func isTooLong(_ image: Image, _ expected: UInt64) throws {
        let fault = try #require(ElementCheckTests.faults(image.bytes).first { $0.kind == .pixelsTooLong })
        #expect(fault.expected == expected)
    }

    /// An instance that has none at all, in a transfer syntax where it would be native.
    @Test func isAbsent() {
        let attributes = DataSetBytes(bytes: Array(Image(length: 0).bytes.bytes.dropLast(12)))
        func kinds(_ syntax: TransferSyntax, _ purpose: ElementCheck.Purpose) -> [ElementFault.Kind] {
            ElementCheckTests.faults(attributes, syntax, purpose).map(\.kind)
        }
        #expect(kinds(.explicitVRLittleEndian, .instance) == [.pixelsTooShort])
        #expect(kinds(.explicitVRLittleEndian, .other) == [])
        #expect(kinds(TransferSyntax("1.2.840.10008.1.2.4.70"), .instance) == [])
    }
}

/// The Basic Offset Table (PS3.5 §A.4), lookup tables (PS3.3 §C.7.6.3.1.5) and overlays (PS3.3 §C.9.2).
struct BulkLengthTests {
    private func compressed(_ table: [UInt32], frames: String, fragments: [Int]) -> [ElementFault.Kind] {
        let items = fragments.reduce(DataSetBytes.item(.raw(table.flatMap { DataSetBytes.number($0) }))) {
            $0 + .item(.raw([UInt8](repeating: 0, count: $1)))
        }
        let data =
            DataSetBytes.explicit(.numberOfFrames, "IS", frames)
            + .explicit(.pixelData, "OB", items.bytes, length: DataSetBytes.undefined) + DataSetBytes.sequenceEnd
        // In pieces of one byte the table is gathered all the same.
        var check = ElementCheck(transferSyntax: TransferSyntax("1.2.840.10008.1.2.4.70"), purpose: .instance)
        var reader = DataSetReader(transferSyntax: TransferSyntax("1.2.840.10008.1.2.4.70"))
        for byte in data.bytes { reader.push([byte].span, visitor: &check) }
        #expect(reader.finish(visitor: &check).isComplete)
        return check.faults.map(\.kind)
    }

    @Test func offsetsLeadToFragments() {
        #expect(compressed([], frames: "2 ", fragments: [4, 6]) == [])
        #expect(compressed([0, 12], frames: "2 ", fragments: [4, 6]) == [])
        // A frame of two fragments.
        #expect(compressed([0, 26], frames: "2 ", fragments: [4, 6, 8]) == [])
        #expect(compressed([0, 14], frames: "2 ", fragments: [4, 6]) == [.offsetTable])
        #expect(compressed([8, 20], frames: "2 ", fragments: [4, 6]) == [.offsetTable])
        #expect(compressed([0, 12, 26], frames: "2 ", fragments: [4, 6, 8]) == [.offsetCount])
        #expect(compressed([0, 12], frames: "2 ", fragments: [4]) == [.offsetTable])
    }

    @Test(arguments: [
        (256, 16, 512, true), (256, 8, 256, true), (256, 8, 512, true), (0, 16, 131_072, true), (256, 16, 256, false),
        (3, 8, 4, true), (256, 99, 2, true),
    ])
    func lookupTables(_ entries: UInt16, _ bits: UInt16, _ length: Int, _ isFine: Bool) {
        let descriptor = [entries, 0, bits].flatMap { DataSetBytes.number($0) }
        let data =
            DataSetBytes.explicit(Tag(0x0028, 0x1101), "US", descriptor)
            + .explicit(Tag(0x0028, 0x1201), "OW", [UInt8](repeating: 0, count: length))
        #expect(ElementCheckTests.faults(data).map(\.kind) == (isFine ? [] : [.lookupTableLength]))
    }

    @Test func overlays() {
        func faults(_ frames: String?, _ length: Int) -> [ElementFault.Kind] {
            let number = frames.map { DataSetBytes.explicit(Tag(0x6002, 0x0015), "IS", $0) } ?? DataSetBytes()
            return ElementCheckTests.faults(
                .explicit(Tag(0x6002, 0x0010), "US", [3, 0]) + .explicit(Tag(0x6002, 0x0011), "US", [9, 0]) + number
                    + .explicit(Tag(0x6002, 0x3000), "OW", [UInt8](repeating: 0, count: length))
                    // A plane without attributes of its own has none of another's.
                    + .explicit(Tag(0x6004, 0x3000), "OW", [0, 0])
            ).map(\.kind)
        }
        #expect(faults(nil, 4) == [])
        #expect(faults("2 ", 8) == [])
        #expect(faults(nil, 6) == [.overlayLength])
    }
}

extension ElementFault.Kind {
    fileprivate var isOfPixels: Bool { self == .pixelsTooShort || self == .pixelsTooLong }
}
