import ByteReading
import DICOMDictionary

/// Attributes in one run of bytes: hundreds of thousands of data sets have twenty each, most of them a few letters.
struct PackedAttributes: Sendable, Sequence {
    /// Each: its tag and that of its sequence (little endian, 0 for none), the length of its text, the text in UTF-8.
    let bytes: [UInt8]

    private static let headerSize = 12

    init() { bytes = [] }

    init(_ attributes: [DataSetSummary.Attribute]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(attributes.reduce(0) { $0 + Self.headerSize + $1.text.utf8.count })
        for attribute in attributes {
            let text = attribute.text.utf8
            Self.append(attribute.tag.rawValue, to: &bytes)
            Self.append(attribute.sequence?.rawValue ?? 0, to: &bytes)
            Self.append(UInt32(clamping: text.count), to: &bytes)
            bytes += text
        }
        self.bytes = bytes
    }

    private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        bytes.append(UInt8(truncatingIfNeeded: value))
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        bytes.append(UInt8(truncatingIfNeeded: value >> 16))
        bytes.append(UInt8(truncatingIfNeeded: value >> 24))
    }

    func text(_ tag: Tag, in sequence: Tag?) -> String? {
        var iterator = makeIterator()
        while let entry = iterator.nextEntry() {
            if entry.tag == tag, entry.sequence == sequence { return iterator.text(entry) }
        }
        return nil
    }

    var topLevelTags: [Tag] {
        var iterator = makeIterator()
        var tags: [Tag] = []
        while let entry = iterator.nextEntry() {
            if entry.sequence == nil { tags.append(entry.tag) }
        }
        return tags
    }

    func hasAll(of other: PackedAttributes) -> Bool {
        var keys = other.makeIterator()
        while let key = keys.nextEntry() {
            guard !key.text.isEmpty else { continue }
            var own = makeIterator()
            var found: Iterator.Entry?
            while found == nil, let entry = own.nextEntry() {
                if entry.tag == key.tag, entry.sequence == key.sequence { found = entry }
            }
            guard let found, found.text.count == key.text.count else { return false }
            for (mine, theirs) in zip(found.text, key.text) {
                let byte = bytes[mine]
                if byte != other.bytes[theirs] || byte == UInt8(ascii: "\\") { return false }
            }
        }
        return true
    }

    func forEachText(of tags: [Tag], _ body: (Int, String) -> Void) {
        var iterator = makeIterator()
        while let entry = iterator.nextEntry() {
            if let place = tags.firstIndex(of: entry.tag) { body(place, iterator.text(entry)) }
        }
    }

    func makeIterator() -> Iterator { Iterator(bytes: bytes) }

    struct Iterator: IteratorProtocol {
        struct Entry {
            var tag: Tag
            var sequence: Tag?
            var text: Range<Int>
        }

        let bytes: [UInt8]
        private var position = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func next() -> DataSetSummary.Attribute? {
            guard let entry = nextEntry() else { return nil }
            return DataSetSummary.Attribute(tag: entry.tag, text: text(entry), sequence: entry.sequence)
        }

        mutating func nextEntry() -> Entry? {
            guard let tag = bytes.span.uint32LittleEndian(at: position),
                let sequence = bytes.span.uint32LittleEndian(at: position + 4),
                let length = bytes.span.uint32LittleEndian(at: position + 8)
            else { return nil }
            let start = position + PackedAttributes.headerSize
            position = start + Int(length)
            return Entry(
                tag: Tag(rawValue: tag), sequence: sequence == 0 ? nil : Tag(rawValue: sequence), text: start..<position
            )
        }

        func text(_ entry: Entry) -> String { String(decoding: bytes[entry.text], as: UTF8.self) }
    }
}
