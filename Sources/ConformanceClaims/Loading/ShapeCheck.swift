import RuleExpression
import Yams

/// Checks a tree against the format: every field known, every value of the kind it should be.
struct ShapeCheck {
    /// What is compared with each other, such as services and status codes.
    static let mostRecords = 1000
    static let mostItems = 10_000
    /// In characters.
    static let longestText = 4000

    var diagnostics: DiagnosticList
    /// Some list is longer than what may follow is made for.
    private(set) var isTooLarge = false

    mutating func check(_ node: ClaimNode, _ shape: Shape) {
        if diagnostics.isFull { return }
        switch shape {
        case .record(let record): check(node, record)
        case .list(let of):
            let items = node.items
            let most = if case .record = of { Self.mostRecords } else { Self.mostItems }
            if items.count > most {
                isTooLarge = true
                return wrong(node, "more than \(most) are too many here")
            }
            for item in items { check(item, of) }
        case .map(let value):
            guard node.node.mapping != nil else {
                return wrong(node, "names with a value each are needed: 'name: value'")
            }
            for (key, value) in node.fields where key.scalar == nil {
                wrong(ClaimNode(node: key, path: value.path), "a name is needed")
            }
            for field in node.fields { check(field.value, value) }
        case .orNone(let other):
            if node.text != "none" { check(node, other) }
        case .orWord(let word, let other):
            if node.node.scalar == nil || !accepts(node, word) { check(node, other) }
        case .orRecord(let other, let record): check(node, node.node.mapping == nil ? other : .record(record))
        case .rejection: checkRejection(node)
        default: checkScalar(node, shape)
        }
    }

    private mutating func check(_ node: ClaimNode, _ record: RecordShape) {
        guard node.node.mapping != nil else {
            let example = record.fields.first(where: \.isRequired)?.name ?? record.fields.first?.name ?? ""
            return wrong(node, "'\(record.name)' has fields: '\(example): …'")
        }
        for (key, value) in node.fields {
            if diagnostics.isFull { return }
            let name = key.scalar?.string ?? ""
            guard let field = record.field(name) else {
                diagnostics.error(
                    "'\(record.name)' has no field \(quoted(name))", at: ClaimNode(node: key, path: value.path).place,
                    suggestion: name.count <= 100 ? nearestName(to: name, among: record.fields.map(\.name)) : nil)
                continue
            }
            if value.isSilent {
                if !field.isRequired { diagnostics.warning("'\(name)' says nothing", at: value.place) }
            } else {
                check(value, field.shape)
            }
        }
        for field in record.fields where field.isRequired && node[field.name] == nil {
            diagnostics.error("'\(record.name)' has no '\(field.name)'", at: node.place)
        }
    }

    private func accepts(_ node: ClaimNode, _ shape: Shape) -> Bool {
        var other = ShapeCheck(diagnostics: DiagnosticList(file: diagnostics.file))
        other.check(node, shape)
        return other.diagnostics.items.isEmpty
    }

    private mutating func checkRejection(_ node: ClaimNode) {
        let numbers = node.items.compactMap { $0.text.flatMap { UInt8($0) } }
        if node.node.sequence == nil || node.items.count != 3 || numbers.count != 3 {
            wrong(node, "a code is result, source and reason of the A-ASSOCIATE-RJ: [1, 1, 7] (PS3.8 Table 9-21)")
        }
    }

    private mutating func checkScalar(_ node: ClaimNode, _ shape: Shape) {
        guard let text = node.text else {
            return wrong(node, "one value is needed here, and no \(node.node.sequence == nil ? "fields" : "list")")
        }
        if text.count > Self.longestText {
            return wrong(node, "more than \(Self.longestText) characters are too many here")
        }
        switch shape {
        case .text where text.isEmpty: wrong(node, "text is needed here")
        case .integer(let range):
            if Int(text).map(range.contains) != true {
                let wanted =
                    range.count == 1
                    ? "\(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
                wrong(node, "\(quoted(text)) is not \(wanted)")
            }
        case .limit:
            if text != "unlimited", Int(text).map({ $0 >= 0 }) != true {
                wrong(node, "\(quoted(text)) is no whole number from 0 and not 'unlimited'")
            }
        case .boolean:
            if text != "true", text != "false" { wrong(node, "\(quoted(text)) is neither true nor false") }
        case .choice(let words):
            if !words.contains(text) {
                diagnostics.error(
                    "\(quoted(text)) is none of \(words.joined(separator: ", "))", at: node.place,
                    suggestion: text.count <= 100 ? nearestName(to: text, among: words) : nil)
            }
        case .uid(let vocabulary):
            if !text.hasPrefix("@"), vocabulary.uid(text) == nil {
                let objection = vocabulary.objection(to: text)
                diagnostics.error(objection.message, at: node.place, suggestion: objection.suggestion)
            }
        case .status:
            if StatusPattern(text) == nil {
                wrong(node, "\(quoted(text)) is no status: four hexadecimal digits, x for any: A700, A7xx")
            }
        case .attribute: checkAttribute(node, text)
        case .endpoint:
            if EndpointPattern(text) == nil {
                wrong(node, "\(quoted(text)) is no address: 192.0.2.1, 192.0.2.1:104, [2001:db8::1]:104")
            }
        default: break
        }
    }

    private mutating func checkAttribute(_ node: ClaimNode, _ text: String) {
        guard AttributePath(text) == nil else { return }
        let wrong = AttributePath.parts(of: text).first { AttributePath.tag(of: $0) == nil } ?? text
        diagnostics.error(
            "\(quoted(wrong)) is neither the keyword of an attribute nor its tag", at: node.place,
            suggestion: AttributePath.nearest(to: wrong))
    }

    private mutating func wrong(_ node: ClaimNode, _ message: String) { diagnostics.error(message, at: node.place) }
}
