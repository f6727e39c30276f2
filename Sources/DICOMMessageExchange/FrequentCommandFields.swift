import ByteReading
import DICOMDictionary

/// The fields of a command set that are asked for again and again, found while its elements are read. Of an element that
/// came twice the first counts.
struct FrequentCommandFields: Hashable, Sendable {
    private(set) var commandField: UInt16?
    private(set) var messageID: UInt16?
    private(set) var messageIDBeingRespondedTo: UInt16?
    private(set) var dataSetType: UInt16?
    private(set) var status: UInt16?
    /// A bit for each of them that came, whatever its value.
    private var came: UInt8 = 0
    /// A bit for each element that came, which others may share.
    private var elements: UInt64 = 0

    /// `false` where the command set certainly has no such element of group 0000.
    func mayHave(_ element: UInt16) -> Bool { elements & Self.bit(element) != 0 }

    private static func bit(_ element: UInt16) -> UInt64 { 1 << UInt64((element ^ element >> 8 &* 7) & 63) }

    mutating func take(_ slot: CommandElements.Slot, _ bytes: Span<UInt8>) {
        guard slot.tag.group == 0 else { return }
        elements |= Self.bit(slot.tag.element)
        let value = slot.value.count < 2 ? nil : bytes.uint16LittleEndian(at: slot.value.lowerBound)
        switch slot.tag.element {
        case 0x0100: if isFirst(1) { commandField = value }
        case 0x0110: if isFirst(2) { messageID = value }
        case 0x0120: if isFirst(4) { messageIDBeingRespondedTo = value }
        case 0x0800: if isFirst(8) { dataSetType = value }
        case 0x0900: if isFirst(16) { status = value }
        default: break
        }
    }

    private mutating func isFirst(_ bit: UInt8) -> Bool {
        defer { came |= bit }
        return came & bit == 0
    }
}
