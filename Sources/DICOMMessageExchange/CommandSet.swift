import ByteReading
import DICOMDictionary

/// A message's command set, decoded (PS3.7 §6.3.1: implicit VR little endian, group 0000 only). Elements stay in the
/// order received, duplicates included; a length that runs past the end keeps what was there.
public struct CommandSet: Hashable, Sendable {
    /// What was wrong with the encoding; a rule says how bad that is.
    public enum Fault: Hashable, Sendable {
        /// An element claims `claimed` bytes where `available` were left, at `offset` in the command set.
        case valueCut(tag: Tag, offset: Int, claimed: UInt32, available: Int)
        /// Fewer than the eight bytes of an element header were left.
        case headerCut(offset: Int, available: Int)
        case notGroup0000(tag: Tag, offset: Int)
        case notAscending(tag: Tag, offset: Int)
        /// Command Group Length (0000,0000) differs from the bytes that follow it, or is not there (`stated: nil`).
        case groupLength(stated: UInt32?, actual: Int)
        /// The bytes read as explicit VR; they were decoded so.
        case explicitVR
    }

    public internal(set) var elements: [CommandElement] = []
    public internal(set) var faults: [Fault] = []
    /// In bytes.
    public internal(set) var length: Int = 0

    /// Elements beyond this number are not kept: the longest command of the standard has 14.
    public static let maximumElements = 256

    public init() {}

    public init(decoding bytes: Span<UInt8>) {
        length = bytes.count
        var parser = CommandSetParser(bytes.count >= 8 && Self.looksExplicit(bytes))
        parser.parse(bytes, into: &self)
    }

    /// `(0000,0000) UL 4` in explicit VR begins 00 00 00 00 'U' 'L'. In implicit VR those two would be a length of
    /// 0x4C55, which no command set has.
    private static func looksExplicit(_ bytes: Span<UInt8>) -> Bool {
        func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
        return isUpper(bytes[4]) && isUpper(bytes[5])
    }

    public func element(_ element: UInt16) -> CommandElement? {
        let tag = Tag(0, element)
        return elements.first { $0.tag == tag }
    }

    public func unsignedShort(_ element: UInt16) -> UInt16? { self.element(element)?.unsignedShort }

    public func text(_ element: UInt16) -> String? { self.element(element)?.text }
}

private struct CommandSetParser {
    let isExplicit: Bool

    init(_ isExplicit: Bool) { self.isExplicit = isExplicit }

    mutating func parse(_ bytes: Span<UInt8>, into set: inout CommandSet) {
        if isExplicit { set.faults.append(.explicitVR) }
        var position = 0
        var previous: Tag?
        while position < bytes.count {
            let offset = position
            guard let group = bytes.uint16LittleEndian(at: offset),
                let element = bytes.uint16LittleEndian(at: offset + 2),
                let length = length(bytes, at: offset + 4)
            else {
                set.faults.append(.headerCut(offset: offset, available: bytes.count - offset))
                break
            }
            position += 8
            let tag = Tag(group, element)
            if group != 0 { set.faults.append(.notGroup0000(tag: tag, offset: offset)) }
            if let previous, tag <= previous { set.faults.append(.notAscending(tag: tag, offset: offset)) }
            previous = tag
            let available = bytes.count - position
            if Int64(length) > Int64(available) {
                set.faults.append(.valueCut(tag: tag, offset: offset, claimed: length, available: available))
            }
            let count = Int(min(Int64(length), Int64(available)))
            set.elements.append(
                CommandElement(
                    tag: tag, offset: offset, length: length, value: bytes.array(position..<position + count)))
            position += count
            if set.elements.count == CommandSet.maximumElements || set.faults.count > CommandSet.maximumElements {
                break
            }
        }
        checkGroupLength(&set)
    }

    private func length(_ bytes: Span<UInt8>, at index: Int) -> UInt32? {
        guard isExplicit else { return bytes.uint32LittleEndian(at: index) }
        return bytes.uint16LittleEndian(at: index + 2).map(UInt32.init)
    }

    private func checkGroupLength(_ set: inout CommandSet) {
        guard let first = set.elements.first else { return }
        let stated = first.tag == Tag(0, 0) ? first.unsignedLong : nil
        let actual = set.length - (first.tag == Tag(0, 0) ? 12 : 0)
        if stated.map(Int64.init) != Int64(actual) {
            set.faults.append(.groupLength(stated: stated, actual: max(0, actual)))
        }
    }
}
