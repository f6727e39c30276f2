import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Wording

/// A data set as a tree: tag, VR, length, name and value of each element, items indented below their sequence.
struct DataSetLines {
    let tree: DataSetTreeBuilder
    /// Of the terminal.
    let width: Int
    let showsBytes: Bool

    private static let bytesPerLine = 16
    private static let indent = 2
    private static let nameColumn = 30

    func write(mask: PatientMask, into layout: inout TextLayout) {
        write(tree.elements, depth: 0, mask: mask, into: &layout)
        if tree.omittedElements > 0 {
            layout.line(StyledText("    … \(counted(tree.omittedElements, "more element"))", .doubtful), hanging: 4)
        }
        for fault in tree.faults.prefix(64) {
            var text = StyledText("    at offset \(fault.offset)")
            if let tag = fault.tag { text.add(", \(tag)") }
            text.add(": " + fault.message, .doubtful)
            layout.line(text, hanging: 6)
        }
    }

    private func write(
        _ nodes: [DataSetNode], depth: Int, mask: PatientMask, into layout: inout TextLayout
    ) {
        for node in nodes {
            layout.line(line(node, depth: depth, mask: mask), hanging: Self.nameColumn + 2)
            if showsBytes { writeBytes(of: node, depth: depth, mask: mask, into: &layout) }
            for fragment in node.fragments {
                let what = fragment.index == 0 ? "Basic Offset Table" : "fragment \(fragment.index)"
                layout.line(
                    item("\(what), \(counted(fragment.length, "byte"))", offset: fragment.offset, depth: depth),
                    hanging: 4)
            }
            for element in node.items {
                let length = element.length.map { counted($0, "byte") } ?? "undefined length"
                layout.line(
                    item("item \(element.index + 1), \(length)", offset: element.offset, depth: depth), hanging: 4)
                write(element.elements, depth: depth + 1, mask: mask, into: &layout)
            }
            if node.omitted > 0 {
                layout.line(item("… \(grouped(node.omitted)) more", offset: nil, depth: depth), hanging: 4)
            }
        }
    }

    private func line(_ node: DataSetNode, depth: Int, mask: PatientMask) -> StyledText {
        let header = node.header
        let start = 10 + Self.indent * depth
        var text = StyledText()
        text.column(1)
        text.addWhole(leftPadded(String(header.offset), to: 8), .faint)
        text.column(start)
        text.addWhole("\(header.tag) \(header.vr)")
        text.column(start + 15)
        text.addWhole(leftPadded(header.length.map { String($0) } ?? "u/l", to: 8), .faint)
        text.column(start + 25)
        text.add(name(of: header), node.items.isEmpty && header.vr != .sequence ? .plain : .strong)
        text.column(width >= 120 ? 80 : 66)
        if header.vr == .sequence {
            text.add(counted(node.items.count + node.omitted, "item"), .faint)
        } else if let value = node.text {
            text.add(mask.shown(value, of: header.tag, header.vr), .accent)
            if header.vr == .uniqueIdentifier, let name = UID(rawValue: value).name { text.add("  " + name) }
        }
        if !node.isComplete { text.add("  not captured whole", .bad) }
        return text
    }

    /// The value's bytes below its element; not those of patient data that is masked.
    private func writeBytes(of node: DataSetNode, depth: Int, mask: PatientMask, into layout: inout TextLayout) {
        guard !node.bytes.isEmpty, mask.showsPatientData || !PatientData.contains(node.header) else { return }
        for start in stride(from: 0, to: node.bytes.count, by: Self.bytesPerLine) {
            let part = node.bytes[start..<min(start + Self.bytesPerLine, node.bytes.count)]
            layout.line(
                item(hexadecimal(part), offset: node.header.valueOffset + UInt64(start), depth: depth), hanging: 4)
        }
        let more = Int(node.header.length ?? 0) - node.bytes.count
        if more > 0 { layout.line(item("… \(counted(more, "more byte"))", offset: nil, depth: depth), hanging: 4) }
    }

    private func name(of header: DataElementHeader) -> String {
        if let name = header.tag.dictionaryEntry?.name { return name }
        return header.privateCreator.map { "private element of \($0)" }
            ?? (header.tag.isPrivate ? "private element" : "unknown element")
    }

    private func item(_ text: String, offset: UInt64?, depth: Int) -> StyledText {
        var line = StyledText()
        if let offset {
            line.column(1)
            line.addWhole(leftPadded(String(offset), to: 8), .faint)
        }
        line.column(10 + Self.indent * depth + 1)
        line.add(text, .faint)
        return line
    }
}
