import DICOMMessageExchange

/// The input is a command set.
func fuzzCommandSet(_ bytes: [UInt8]) {
    let command = CommandSet(bytes: bytes)
    let elements = command.elements
    precondition(elements.count <= CommandSet.maximumElements)
    precondition(command.faults.count <= 2 * CommandSet.maximumElements + 3, "faults are bounded")
    for element in elements {
        precondition(element.value.count <= Int(element.length), "no more than claimed")
        _ = element.text
        _ = command.element(element.tag.element)
    }
    _ = command.commandField?.description
    _ = command.sopClassUID
    _ = command.sopInstanceUID
    _ = command.offendingElements
    _ = command.attributeIdentifierList
    _ = command.errorComment
    _ = command.status
}
