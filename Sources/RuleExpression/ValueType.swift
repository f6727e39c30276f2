/// The type of an expression. Every expression has one, known before it is ever evaluated.
public indirect enum ValueType: Hashable, Sendable, CustomStringConvertible {
    case boolean
    /// Whole numbers; sizes in bytes among them.
    case integer
    /// Seconds.
    case duration
    /// Rates and shares; whole numbers may stand where a number is asked for.
    case number
    case text
    /// Text that tells who somebody is, and what kind of name it is: compared as text and shown only through a mask.
    case identity(kind: String)
    /// A UID, written as text or by its keyword.
    case uid
    /// One of a few names, which are written bare: `failure`.
    case enumeration(String, [String])
    case list(ValueType)
    case record(RecordType)

    public var description: String {
        switch self {
        case .boolean: "boolean"
        case .integer: "integer"
        case .duration: "duration"
        case .number: "number"
        case .text: "text"
        case .identity: "identity"
        case .uid: "UID"
        case .enumeration(let name, _): name
        case .list(let element): "list of \(element)"
        case .record(let type): type.name
        }
    }

    /// `an integer`, `a UID`
    package var withArticle: String {
        let name = description
        return (name.first.map { "aeioAEIO".contains($0) } == true ? "an " : "a ") + name
    }

    var isNumeric: Bool { self == .integer || self == .number || self == .duration }

    /// Values of both can be equal or not.
    func isComparable(with other: ValueType) -> Bool {
        switch (self, other) {
        case (.integer, .number), (.number, .integer): true
        case (.uid, .text), (.text, .uid), (.identity, .text), (.text, .identity), (.identity, .identity): true
        case (.list, _), (_, .list), (.record, _), (_, .record): false
        default: self == other
        }
    }

    var isOrdered: Bool { isNumeric || self == .text }

    /// Its values are characters.
    var isTextual: Bool { self == .text || self == .uid || isIdentity }

    var isIdentity: Bool { if case .identity = self { true } else { false } }
}
