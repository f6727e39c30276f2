import DICOMDictionary

/// Little endian data sets, right or wrong, for tests.
struct DataSetBytes {
    var bytes: [UInt8] = []

    static let undefined: UInt32 = 0xFFFF_FFFF

    static func + (left: DataSetBytes, right: DataSetBytes) -> DataSetBytes {
        DataSetBytes(bytes: left.bytes + right.bytes)
    }

    static func raw(_ bytes: [UInt8]) -> DataSetBytes { DataSetBytes(bytes: bytes) }

    static func tag(_ tag: Tag) -> [UInt8] { number(tag.group) + number(tag.element) }

    static func number(_ value: some FixedWidthInteger) -> [UInt8] {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe Array($0) }
    }

    /// Explicit VR, with a length that may lie.
    static func explicit(_ tag: Tag, _ vr: String, _ value: [UInt8], length: UInt32? = nil) -> DataSetBytes {
        let letters = Array(vr.utf8)
        let length = length ?? UInt32(value.count)
        let isLong = VR(letters[0], letters[1]).hasLongLength
        let field = isLong ? [0, 0] + number(length) : number(UInt16(truncatingIfNeeded: length))
        return raw(self.tag(tag) + letters + field + value)
    }

    static func explicit(_ tag: Tag, _ vr: String, _ text: String) -> DataSetBytes {
        explicit(tag, vr, Array(text.utf8))
    }

    static func implicit(_ tag: Tag, _ value: [UInt8], length: UInt32? = nil) -> DataSetBytes {
        raw(self.tag(tag) + number(length ?? UInt32(value.count)) + value)
    }

    static func implicit(_ tag: Tag, _ text: String) -> DataSetBytes { implicit(tag, Array(text.utf8)) }

    static func item(_ content: DataSetBytes, length: UInt32? = nil) -> DataSetBytes {
        implicit(.item, content.bytes, length: length)
    }

    /// Of undefined length, with its delimiter.
    static func openItem(_ content: DataSetBytes) -> DataSetBytes {
        implicit(.item, content.bytes, length: undefined) + itemEnd
    }

    static func sequence(_ tag: Tag, _ items: DataSetBytes) -> DataSetBytes { explicit(tag, "SQ", items.bytes) }

    static func openSequence(_ tag: Tag, _ items: DataSetBytes) -> DataSetBytes {
        explicit(tag, "SQ", items.bytes, length: undefined) + sequenceEnd
    }

    static let itemEnd = implicit(.itemDelimitation, [UInt8]())
    static let sequenceEnd = implicit(.sequenceDelimitation, [UInt8]())
    static let patientID = explicit(.patientID, "LO", "42")
    static let sopClass = explicit(.sopClassUID, "UI", "1.2.840.10")
}

let referencedImages = Tag(0x0008, 0x1140)
let after = "0 (0010,0020) LO 42"
