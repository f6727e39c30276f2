/// The functions of the language, for the checker and for its documentation.
public enum ExpressionFunction: String, CaseIterable, Sendable {
    case exists, known, length, lower, hex, min, max, sum

    public var documentation: String {
        switch self {
        case .exists: "exists(x): x is there; unknown where it may have been lost."
        case .known: "known(x): x was not lost; never unknown itself."
        case .length: "length(text): its characters."
        case .lower: "lower(text): in lower case (ASCII letters)."
        case .hex: "hex(integer): as text, `0xB000`."
        case .min: "min(list): the smallest; absent for an empty list."
        case .max: "max(list): the largest; absent for an empty list."
        case .sum: "sum(list): all added up; 0 for an empty list."
        }
    }
}

extension Checker {
    func call(_ name: Node.Name, _ arguments: [Node]) throws(ExpressionError) -> Compiled {
        guard let function = ExpressionFunction(rawValue: name.text) else {
            let known = ExpressionFunction.allCases.map(\.rawValue) + ["any", "all", "count"]
            throw ExpressionError(
                "there is no function '\(name.text)'", at: name.position,
                suggestion: nearestName(to: name.text, among: known))
        }
        guard arguments.count == 1 else {
            throw ExpressionError("'\(name.text)' takes one value, not \(arguments.count)", at: name.position)
        }
        let argument = try compile(arguments[0])
        let evaluate = argument.evaluate
        func refuse() -> ExpressionError {
            ExpressionError("'\(name.text)' cannot be asked of \(argument.type.withArticle)", at: arguments[0].position)
        }
        switch function {
        case .exists:
            return Compiled { scope in
                switch evaluate(&scope) {
                case .unknown: .unknown
                case .absent: .no
                default: .yes
                }
            }
        case .known:
            return Compiled { scope in
                if case .unknown = evaluate(&scope) { .no } else { .yes }
            }
        case .length:
            guard argument.type.isTextual else { throw refuse() }
            return mapText(.integer, evaluate) { .integer(Int64($0.count)) }
        case .lower:
            guard argument.type == .text || argument.type.isIdentity else { throw refuse() }
            return mapText(argument.type, evaluate) { .text(Self.lowercased($0)) }
        case .hex:
            guard argument.type == .integer else { throw refuse() }
            return Compiled(type: .text) { scope in
                let value = evaluate(&scope)
                if case .integer(let number) = value { return .text(Self.hexadecimal(number)) }
                return value
            }
        case .min, .max, .sum:
            guard case .list(let element) = argument.type, element.isNumeric else { throw refuse() }
            return Compiled(type: element) { scope in
                let value = evaluate(&scope)
                guard case .list(let values) = value else { return value }
                return Self.reduce(function, values)
            }
        }
    }

    private func mapText(
        _ type: ValueType, _ evaluate: @escaping Compiled.Evaluate, _ body: @escaping @Sendable (String) -> Value
    ) -> Compiled {
        Compiled(type: type) { scope in
            let value = evaluate(&scope)
            if case .text(let text) = value { return body(text) }
            return value
        }
    }

    private static func reduce(_ function: ExpressionFunction, _ values: [Value]) -> Value {
        var result: Value = function == .sum ? .integer(0) : .absent
        for value in values {
            switch (function, result, value) {
            case (_, _, .unknown): return .unknown
            case (.sum, .integer(let sum), .integer(let next)):
                let (total, overflow) = sum.addingReportingOverflow(next)
                result = .integer(overflow ? .max : total)
            case (.sum, .integer(let sum), .number(let next)): result = .number(Double(sum) + next)
            case (.sum, .number(let sum), .integer(let next)): result = .number(sum + Double(next))
            case (.sum, .number(let sum), .number(let next)): result = .number(sum + next)
            case (.min, .absent, _), (.max, .absent, _): result = value
            case (.min, _, _): result = isLess(value, result) ? value : result
            case (.max, _, _): result = isLess(result, value) ? value : result
            default: break
            }
        }
        return result
    }

    private static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func hexadecimal(_ value: Int64) -> String {
        let digits = String(UInt64(bitPattern: value), radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
    }
}
