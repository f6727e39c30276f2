/// Text with expressions in braces, for a rule's message: `{assoc.callingAETitle} proposed {count(assoc.contexts)} contexts`.
/// `{{` and `}}` stand for the braces themselves.
public struct MessageTemplate: Sendable {
    private enum Part: Sendable {
        case text(String)
        case expression(Expression)
    }

    private let parts: [Part]

    /// - Parameter position: where the source begins in the file it comes from.
    public init(
        _ source: String, schema: FactSchema, definitions: [Definition] = [],
        at position: SourcePosition = SourcePosition(line: 1, column: 1)
    ) throws(ExpressionError) {
        var parts: [Part] = []
        var text = ""
        var rest = Array(source)[...]
        var place = position
        func advance(over characters: some Sequence<Character>) {
            for character in characters {
                if character.isNewline {
                    place.line += 1
                    place.column = 1
                } else {
                    place.column += character.unicodeScalars.count
                }
            }
        }
        while let character = rest.first {
            if character == "{" || character == "}", rest.dropFirst().first == character {
                text.append(character)
                advance(over: rest.prefix(2))
                rest = rest.dropFirst(2)
                continue
            }
            guard character == "{" else {
                guard character != "}" else {
                    throw ExpressionError("'}' without '{'; write '}}' for the sign", at: place)
                }
                text.append(character)
                advance(over: [character])
                rest = rest.dropFirst()
                continue
            }
            guard let end = rest.firstIndex(of: "}") else { throw ExpressionError("'}' is missing", at: place) }
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
            advance(over: ["{"])
            let inner = rest[(rest.startIndex + 1)..<end]
            parts.append(
                .expression(
                    try Expression(
                        String(inner), schema: schema, definitions: definitions, expecting: nil, at: place)))
            advance(over: inner)
            advance(over: ["}"])
            rest = rest[(end + 1)...]
        }
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
    }

    /// The message for these records.
    ///
    /// - Parameters:
    ///   - name: gives a UID its name.
    ///   - mask: what is shown in place of an identity.
    public func text(
        _ records: [any FactRecord], name: (String) -> String? = { _ in nil }, mask: (String) -> String = { $0 }
    ) -> String {
        parts.reduce(into: "") { result, part in
            switch part {
            case .text(let text): result += text
            case .expression(let expression):
                result += Self.display(expression.value(records), type: expression.type, name: name, mask: mask)
            }
        }
    }

    private static func display(
        _ value: Value, type: ValueType, name: (String) -> String?, mask: (String) -> String
    ) -> String {
        switch (type, value) {
        case (.uid, .text(let uid)): name(uid) ?? uid
        case (.identity, .text(let text)): mask(text)
        case (.list(let element), .list(let values)):
            values.map { display($0, type: element, name: name, mask: mask) }.joined(separator: ", ")
        case (.duration, .number(let seconds)): duration(seconds)
        default: value.display
        }
    }

    private static func duration(_ seconds: Double) -> String {
        switch seconds.magnitude {
        case ..<0.001: Value.number(seconds * 1_000_000).display + " µs"
        case ..<1: Value.number(seconds * 1000).display + " ms"
        case ..<600: Value.number(seconds).display + " s"
        default: Value.number(seconds / 60).display + " min"
        }
    }
}
