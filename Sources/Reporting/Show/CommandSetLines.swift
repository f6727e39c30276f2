import DICOMDictionary
import DICOMMessageExchange
import Wording

/// A command set's elements by name (PS3.7 §E.1).
struct CommandSetLines {
    let command: CommandSet
    let service: ServiceClass
    let columns: ByteColumns
    /// Patient data that an error comment may not repeat.
    let hidden: [String]

    func write(into layout: inout TextLayout) {
        for element in command.elements {
            var text = columns.beginning(
                offset: element.offset, length: Int(element.length), bytes: shown(element))
            text.column(columns.text)
            text.addWhole(element.tag.description + " ")
            text.add(element.tag.dictionaryEntry?.name ?? "unknown element")
            text.column(columns.text + 46)
            text.add(value(of: element), .accent)
            if let meaning = meaning(of: element) { text.add("  " + meaning) }
            layout.line(text, hanging: columns.text + 4)
            columns.write(rest: shown(element), offset: element.offset + 8, into: &layout)
        }
        for fault in command.faults { layout.line(StyledText("    " + fault.words, .doubtful), hanging: 6) }
    }

    /// Not the bytes of a text of which a part is hidden.
    private func shown(_ element: CommandElement) -> ArraySlice<UInt8> {
        element.shownText(without: hidden) == element.text ? element.value[...] : []
    }

    private func value(of element: CommandElement) -> String {
        switch element.tag.dictionaryVR {
        case .unsignedShort
        where element.tag == Tag(0, 0x0900) || element.tag == Tag(0, 0x0100) || element.tag == Tag(0, 0x0800):
            element.unsignedShort.map { DICOMMessageExchange.hexadecimal($0) } ?? hexadecimal(element.value)
        case .unsignedShort where element.value.count == 2: element.unsignedShort.map { String($0) } ?? ""
        case .unsignedLong where element.value.count == 4: element.unsignedLong.map { String($0) } ?? ""
        case .attributeTag: element.tags.map(\.description).joined(separator: " ")
        case .unsignedShort, .unsignedLong, .unknown: hexadecimal(element.value)
        default: element.shownText(without: hidden)
        }
    }

    private func meaning(of element: CommandElement) -> String? {
        switch element.tag {
        case Tag(0, 0x0100): return command.commandField?.description
        case Tag(0, 0x0700): return element.unsignedShort.flatMap { ["medium", "high", "low"][safely: Int($0)] }
        case Tag(0, 0x0800): return command.hasDataSet ? "a data set follows" : "no data set"
        case Tag(0, 0x0900):
            let field = command.commandField?.rawValue ?? 0
            return command.status.map { Status($0).meaning(service: service, command: field) }
        case Tag(0, 0x0901), Tag(0, 0x1005):
            return element.tags.compactMap { $0.dictionaryEntry?.name }.joined(separator: ", ")
        default: return element.tag.dictionaryVR == .uniqueIdentifier ? UID(rawValue: element.text).name : nil
        }
    }
}

extension Array {
    fileprivate subscript(safely index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension CommandSet.Fault {
    var words: String {
        switch self {
        case .valueCut(let tag, let offset, let claimed, let available):
            "\(tag) at offset \(offset) claims \(claimed) bytes, \(available) are left"
        case .headerCut(let offset, let available): "\(available) bytes at offset \(offset) are too few for an element"
        case .notGroup0000(let tag, let offset): "\(tag) at offset \(offset) does not belong in a command set"
        case .notAscending(let tag, let offset): "\(tag) at offset \(offset) stands behind a higher tag"
        case .groupLength(let stated, let actual):
            stated.map { "the group length says \($0) bytes, there are \(actual)" }
                ?? "no group length; there are \(actual) bytes"
        case .explicitVR: "encoded in explicit VR; PS3.7 §6.3.1 demands implicit VR little endian"
        }
    }
}
