import ByteReading
import DICOMDictionary

/// The elements of PS3.7 §E.1 by the names the service tables give them. `nil` where the element is absent or too short.
extension CommandSet {
    public var commandField: CommandField? { frequent.commandField.map { CommandField(rawValue: $0) } }
    public var affectedSOPClassUID: UID? { text(0x0002).map { UID(rawValue: $0) } }
    public var requestedSOPClassUID: UID? { text(0x0003).map { UID(rawValue: $0) } }
    public var messageID: UInt16? { frequent.messageID }
    public var messageIDBeingRespondedTo: UInt16? { frequent.messageIDBeingRespondedTo }
    public var moveDestination: String? { text(0x0600) }
    public var priority: UInt16? { unsignedShort(0x0700) }
    public var commandDataSetType: UInt16? { frequent.dataSetType }
    public var status: UInt16? { frequent.status }
    public var errorComment: String? { text(0x0902) }
    public var errorID: UInt16? { unsignedShort(0x0903) }
    public var affectedSOPInstanceUID: UID? { text(0x1000).map { UID(rawValue: $0) } }
    public var requestedSOPInstanceUID: UID? { text(0x1001).map { UID(rawValue: $0) } }
    public var eventTypeID: UInt16? { unsignedShort(0x1002) }
    public var actionTypeID: UInt16? { unsignedShort(0x1008) }
    public var numberOfRemainingSuboperations: UInt16? { unsignedShort(0x1020) }
    public var numberOfCompletedSuboperations: UInt16? { unsignedShort(0x1021) }
    public var numberOfFailedSuboperations: UInt16? { unsignedShort(0x1022) }
    public var numberOfWarningSuboperations: UInt16? { unsignedShort(0x1023) }
    public var moveOriginatorAETitle: String? { text(0x1030) }
    public var moveOriginatorMessageID: UInt16? { unsignedShort(0x1031) }

    /// The class of the object concerned, whichever of the two elements names it.
    public var sopClassUID: UID? { affectedSOPClassUID ?? requestedSOPClassUID }
    /// `sopClassUID`; `known`, whose text is then shared, where it is that.
    package func sopClassUID(mostly known: UID?) -> UID? {
        guard let named = textBytes(0x0002) ?? textBytes(0x0003) else { return nil }
        let text = commandTextRange(named)
        if let known, known.rawValue.utf8.elementsEqual(named[text]) { return known }
        return UID(rawValue: commandText(named))
    }

    /// Both name an object's class, or both an instance, and not the same.
    package func names(otherClassThan other: CommandSet) -> Bool {
        Self.differ(textBytes(0x0002) ?? textBytes(0x0003), other.textBytes(0x0002) ?? other.textBytes(0x0003))
    }
    package func names(otherInstanceThan other: CommandSet) -> Bool {
        Self.differ(textBytes(0x1000) ?? textBytes(0x1001), other.textBytes(0x1000) ?? other.textBytes(0x1001))
    }

    private static func differ(_ left: ArraySlice<UInt8>?, _ right: ArraySlice<UInt8>?) -> Bool {
        guard let left, let right else { return false }
        return left[commandTextRange(left)] != right[commandTextRange(right)]
    }

    public var sopInstanceUID: UID? { affectedSOPInstanceUID ?? requestedSOPInstanceUID }

    /// Any value but 0101H announces a data set (PS3.7 §E.1); older products send 0000H, 0001H or 0102H.
    public var hasDataSet: Bool { commandDataSetType.map { $0 != 0x0101 } ?? false }

    /// Tags of the elements a status points at: Offending Element (0000,0901), AT.
    public var offendingElements: [Tag] { tags(0x0901) }
    public var attributeIdentifierList: [Tag] { tags(0x1005) }

    private func tags(_ element: UInt16) -> [Tag] {
        guard let bytes = self.element(element)?.value else { return [] }
        let value = bytes.span
        return stride(from: 0, to: bytes.count, by: 4).compactMap { index -> Tag? in
            guard let group = value.uint16LittleEndian(at: index), let element = value.uint16LittleEndian(at: index + 2)
            else { return nil }
            return Tag(group, element)
        }
    }
}
