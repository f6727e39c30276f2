import ByteReading
import DICOMDictionary

/// A message's command set as received (PS3.7 §6.3.1: implicit VR little endian, group 0000 only), kept as one run of
/// bytes and read where a field is asked for. Elements stay in the order received, duplicates included; a length that
/// runs past the end keeps what was there.
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

    public let bytes: [UInt8]
    public let faults: [Fault]
    let isExplicit: Bool
    let frequent: FrequentCommandFields
    /// As every command set does (PS3.7 §6.3.1, §E.1).
    let beginsWithGroupLength: Bool

    /// Elements beyond this number are not read: the longest command of the standard has 14.
    public static let maximumElements = 256

    public init() { self.init(bytes: []) }

    public init(bytes: [UInt8]) {
        self.bytes = bytes
        isExplicit = CommandElements.looksExplicit(bytes)
        (faults, frequent, beginsWithGroupLength) = CommandElements(isExplicit: isExplicit).read(bytes.span)
    }

    /// It ends in the middle of an element: what it lacks may have stood behind.
    package var isCut: Bool {
        faults.contains { fault in
            switch fault {
            case .valueCut, .headerCut: true
            default: false
            }
        }
    }

    /// In bytes.
    public var length: Int { bytes.count }

    public var elements: [CommandElement] {
        var slots = CommandElements(isExplicit: isExplicit)
        let span = bytes.span
        var elements: [CommandElement] = []
        while let slot = slots.next(in: span) { elements.append(element(slot)) }
        return elements
    }

    public func element(_ element: UInt16) -> CommandElement? {
        slot(element).map { self.element($0) }
    }

    private func element(_ slot: CommandElements.Slot) -> CommandElement {
        CommandElement(tag: slot.tag, offset: slot.offset, length: slot.length, value: bytes[slot.value])
    }

    public func unsignedShort(_ element: UInt16) -> UInt16? {
        slot(element).flatMap { $0.value.count < 2 ? nil : bytes.span.uint16LittleEndian(at: $0.value.lowerBound) }
    }

    /// `nil` where the element's end is missing: half a UID is none.
    public func text(_ element: UInt16) -> String? { textBytes(element).map { commandText($0) } }

    func textBytes(_ element: UInt16) -> ArraySlice<UInt8>? {
        slot(element).flatMap { UInt64($0.length) > $0.value.count ? nil : bytes[$0.value] }
    }

    /// The first element of that number.
    private func slot(_ element: UInt16) -> CommandElements.Slot? {
        guard frequent.mayHave(element) else { return nil }
        let tag = Tag(0, element)
        var elements = CommandElements(isExplicit: isExplicit)
        let span = bytes.span
        while let slot = elements.next(in: span) {
            if slot.tag == tag { return slot }
        }
        return nil
    }
}
