import DICOMDictionary

/// How long the lookup tables of one item, or of the top level, have to be by their descriptors: of a palette
/// (PS3.3 §C.7.6.3.1.5, §C.7.6.3.1.6) and of a modality or VOI LUT (§C.11.1.1).
struct LookupTables {
    private struct Descriptor {
        var entries: UInt64
        var bits: UInt16
    }

    /// By place; empty until the first.
    private var descriptors: [Descriptor?] = []

    /// Whether the element is a descriptor.
    static func reads(_ header: DataElementHeader) -> Bool {
        header.length == 6 && place(ofDescriptor: header.tag) != nil
    }

    mutating func note(_ header: DataElementHeader, _ value: Span<UInt8>) {
        guard let place = Self.place(ofDescriptor: header.tag), value.count == 6 else { return }
        func number(_ at: Int) -> UInt16 {
            let (first, second) = (UInt16(value[at]), UInt16(value[at + 1]))
            return header.isBigEndian ? first << 8 | second : second << 8 | first
        }
        if descriptors.isEmpty { descriptors = Array(repeating: nil, count: 4) }
        let entries = number(0)
        // 0 stands for 65,536.
        descriptors[place] = Descriptor(entries: entries == 0 ? 65_536 : UInt64(entries), bits: number(4))
    }

    /// The length that the data should have; `nil` where it has it, or nothing tells.
    func expected(of tag: Tag, length: UInt32) -> UInt64? {
        guard let place = Self.place(ofData: tag), let descriptor = descriptors.isEmpty ? nil : descriptors[place],
            (8...16).contains(descriptor.bits)
        else { return nil }
        let wide = descriptor.entries * 2
        let packed = descriptor.entries + (descriptor.entries & 1)
        if UInt64(length) == wide || descriptor.bits == 8 && UInt64(length) == packed { return nil }
        return descriptor.bits == 8 ? packed : wide
    }

    private static func place(ofDescriptor tag: Tag) -> Int? {
        switch tag.rawValue {
        case 0x0028_1101...0x0028_1103: Int(tag.element - 0x1101)
        case 0x0028_3002: 3
        default: nil
        }
    }

    private static func place(ofData tag: Tag) -> Int? {
        switch tag.rawValue {
        case 0x0028_1201...0x0028_1203: Int(tag.element - 0x1201)
        case 0x0028_3006: 3
        default: nil
        }
    }
}
