import Yams

/// Reads the fields of a rule that was parsed when the program was built; `ParsedYAML` of EmbedRules writes the text and
/// says how. A text that was cut ends every value that is open.
struct ParsedFields {
    private let text: String
    private var position: String.Index
    /// Nothing asks for it, and one of its own for every node would cost more than all else.
    private let tag = Tag.implicit
    private static let end: UInt8 = 0x09

    /// - Parameter text: of a mapping; or of what is left of one from a field's name on.
    init(_ text: String) {
        self.text = text
        position = text.startIndex
        if byte == UInt8(ascii: "{") { step() }
    }

    /// The next field's name; `nil` behind the last.
    mutating func name() -> String? {
        guard let byte, byte != Self.end else { return nil }
        step()
        return scalar()
    }

    /// The value behind a name.
    mutating func value() -> Node {
        let kind = byte
        step()
        switch kind {
        case UInt8(ascii: "["):
            var items: [Node] = []
            while hasMore() { items.append(value()) }
            return .sequence(Node.Sequence(items, tag))
        case UInt8(ascii: "{"):
            var pairs: [(Node, Node)] = []
            while hasMore() { pairs.append((value(), value())) }
            return .mapping(Node.Mapping(pairs, tag))
        default: return .scalar(Node.Scalar(scalar(), tag))
        }
    }

    /// Steps over the fields before the first with such a name, and gives where that begins.
    mutating func skip(until isWanted: (Substring.UTF8View) -> Bool) -> String.Index {
        while let byte, byte != Self.end {
            let start = position
            step()
            let name = text.utf8[position..<stepOverScalar()]
            if isWanted(name) { return start }
            skipValue()
        }
        return position
    }

    private mutating func skipValue() {
        var depth = 0
        repeat {
            switch byte {
            case nil: return
            case Self.end:
                depth -= 1
                step()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                step()
            default: stepOverScalar()
            }
        } while depth > 0
    }

    private var byte: UInt8? { position < text.endIndex ? text.utf8[position] : nil }

    private mutating func step() {
        if position < text.endIndex { position = text.utf8.index(after: position) }
    }

    /// Steps over the end of a list or mapping where it has been reached.
    private mutating func hasMore() -> Bool {
        guard let byte else { return false }
        guard byte == Self.end else { return true }
        step()
        return false
    }

    private mutating func scalar() -> String {
        let start = position
        return String(text[start..<stepOverScalar()])
    }

    /// Gives where it ends.
    @discardableResult private mutating func stepOverScalar() -> String.Index {
        let rest = text.utf8[position...]
        let end = rest.firstIndex(of: Self.end) ?? rest.endIndex
        position = end
        step()
        return end
    }
}
