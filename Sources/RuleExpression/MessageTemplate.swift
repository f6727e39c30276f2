/// Text with expressions in braces, for a rule's message: `{assoc.callingAETitle} proposed {count(assoc.contexts)} contexts`.
/// `{{` and `}}` stand for the braces themselves.
public struct MessageTemplate: Sendable {
    private enum Part: Sendable {
        case text(String)
        /// A percentage where ` %` follows.
        case expression(Expression, isPercentage: Bool)
        case gap
    }

    private let parts: [Part]

    /// - Parameters:
    ///   - gap: what stands in braces for something that is known only later, see `pieces`.
    ///   - position: where the source begins in the file it comes from.
    public init(
        _ source: String, schema: FactSchema, definitions: [Definition] = [], gap: String? = nil,
        at position: SourcePosition = SourcePosition(line: 1, column: 1)
    ) throws(ExpressionError) {
        var parts: [Part] = []
        var text = ""
        var rest = source[...]
        var place = position
        while let sign = rest.utf8.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
            text += rest[..<sign]
            place.advance(over: rest[..<sign])
            let isOpening = rest[sign] == "{"
            let behind = rest.utf8.index(after: sign)
            if behind < rest.endIndex, rest.utf8[behind] == rest.utf8[sign] {
                text += rest[sign..<behind]
                place.column += 2
                rest = rest[rest.utf8.index(after: behind)...]
                continue
            }
            guard isOpening else { throw ExpressionError("'}' without '{'; write '}}' for the sign", at: place) }
            guard let end = rest[behind...].utf8.firstIndex(of: UInt8(ascii: "}")) else {
                throw ExpressionError("'}' is missing", at: place)
            }
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
            place.column += 1
            let inner = rest[behind..<end]
            let beginning = place
            place.advance(over: inner)
            place.column += 1
            rest = rest[rest.utf8.index(after: end)...]
            if let gap, inner == gap {
                parts.append(.gap)
                continue
            }
            let expression = try Expression(
                String(inner), schema: schema, definitions: definitions, expecting: nil, at: beginning)
            parts.append(.expression(expression, isPercentage: rest.hasPrefix(" %")))
        }
        text += rest
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
    }

    /// As of an expression.
    package var isSettled: Bool {
        parts.allSatisfy { if case .expression(let expression, _) = $0 { expression.isSettled } else { true } }
    }

    /// What an expression gives, and nothing else.
    package init(showing expression: Expression) { parts = [.expression(expression, isPercentage: false)] }

    /// Text without expressions.
    package init(verbatim text: String) { parts = [.text(text)] }

    /// The message for these records.
    ///
    /// - Parameters:
    ///   - name: gives a UID its name.
    ///   - mask: what is shown in place of an identity.
    public func text(
        _ records: [any FactRecord], name: (String) -> String? = { _ in nil }, mask: (Identity) -> String = { $0.text }
    ) -> String {
        pieces(records, name: name, mask: mask).joined()
    }

    /// What stands between the gaps of the message for these records.
    public func pieces(
        _ records: [any FactRecord], name: (String) -> String? = { _ in nil }, mask: (Identity) -> String = { $0.text }
    ) -> [String] {
        var pieces: [String] = []
        var result = ""
        var isUnquoted = false
        for (place, part) in parts.enumerated() {
            switch part {
            case .text(let text):
                result += isUnquoted ? text.dropFirst() : text[...]
                isUnquoted = false
            case .gap:
                pieces.append(result)
                result = ""
            case .expression(let expression, let isPercentage):
                let value = expression.value(records)
                isUnquoted = value.isMissing && isQuoted(place)
                if isUnquoted { result.removeLast() }
                if isPercentage, case .number(let share) = value {
                    result += Value.display(share, places: 1)
                } else {
                    result += Self.display(value, type: expression.type, name: name, mask: mask)
                }
            }
        }
        return pieces + [result]
    }

    /// There are quotes around it, which would make a value of what is none.
    private func isQuoted(_ place: Int) -> Bool {
        guard place > 0, place + 1 < parts.count, case .text(let before) = parts[place - 1],
            case .text(let after) = parts[place + 1]
        else { return false }
        return before.hasSuffix("\"") && after.hasPrefix("\"")
    }

    /// All it would show is absent.
    public func isAbsent(_ records: [any FactRecord]) -> Bool {
        parts.allSatisfy { part in
            guard case .expression(let expression, _) = part, case .absent = expression.value(records) else {
                return false
            }
            return true
        }
    }

    private static func display(
        _ value: Value, type: ValueType, name: (String) -> String?, mask: (Identity) -> String
    ) -> String {
        switch (type, value) {
        case (.uid, .text(let uid)): name(uid) ?? uid
        case (.identity(let kind), .text(let text)): mask(Identity(kind: kind, text: text))
        case (.list(let element), .list(let values)):
            values.isEmpty
                ? "none" : values.map { display($0, type: element, name: name, mask: mask) }.joined(separator: ", ")
        case (.duration, .number(let seconds)): duration(seconds)
        default: value.display
        }
    }

    private static func duration(_ seconds: Double) -> String {
        switch seconds.magnitude {
        case ..<0.001: Value.number(seconds * 1_000_000).display + " µs"
        case ..<1: Value.number(seconds * 1000).display + " ms"
        case ..<600: Value.number(seconds).display + " s"
        case ..<7200: Value.number(seconds / 60).display + " min"
        default: Value.number(seconds / 3600).display + " h"
        }
    }
}
