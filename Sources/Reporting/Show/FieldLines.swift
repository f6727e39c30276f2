import DICOMDictionary
import DICOMUpperLayer
import Wording

/// The fields of a PDU as lines: offset, length, the bytes where they are wanted, name, value and meaning.
struct FieldLines {
    let bytes: [UInt8]
    let columns: ByteColumns

    func write(_ fields: [PDUField], into layout: inout TextLayout) { write(fields, depth: 0, into: &layout) }

    private func write(_ fields: [PDUField], depth: Int, into layout: inout TextLayout) {
        for field in fields {
            let shown = field.children.isEmpty && !field.isSecret ? slice(field) : []
            var text = columns.beginning(offset: field.offset, length: field.length, bytes: shown)
            text.column(columns.text + 2 * depth)
            text.add(field.name, field.children.isEmpty ? .plain : .strong)
            text.column(columns.text + 34)
            text.add(contents(of: field, bytes: shown))
            layout.line(text, hanging: columns.text + 2 * depth + 4)
            columns.write(rest: shown, offset: field.offset, into: &layout)
            write(field.children, depth: depth + 1, into: &layout)
        }
    }

    private func contents(of field: PDUField, bytes: ArraySlice<UInt8>) -> StyledText {
        if field.isSecret { return StyledText("not shown", .doubtful) }
        var parts: [StyledText] = []
        // Bytes that stand at the left already need no repeating.
        if let value = field.value, !columns.showsBytes || value != hexadecimal(bytes) {
            parts.append(StyledText(value, .accent))
        }
        if let meaning = field.meaning ?? field.value.flatMap({ UID(rawValue: $0).name }) {
            parts.append(StyledText(meaning))
        }
        return parts.joined("  ")
    }

    private func slice(_ field: PDUField) -> ArraySlice<UInt8> {
        let start = min(max(0, field.offset), bytes.count)
        return bytes[start..<min(bytes.count, start + max(0, field.length))]
    }
}
