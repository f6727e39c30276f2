import Foundation

/// A JSON value; unlike Foundation's objects it tells a boolean from a number.
enum JSONValue: Decodable, Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) }

    subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var list: [JSONValue] { if case .list(let values) = self { values } else { [] } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
}

/// A JSON schema of draft 4, of which it knows the keywords that SARIF's uses. One it does not know is a fault, so that
/// nothing passes unchecked.
struct JSONSchema {
    let root: JSONValue

    private static let annotations: Set<String> = ["$schema", "id", "title", "description", "default", "definitions"]
    private static let ofTypes: Set<String> = [
        "properties", "additionalProperties", "required", "items", "minItems", "uniqueItems", "minimum", "maximum",
        "pattern", "format",
    ]

    /// Where the value is not as the schema has it, a line each.
    func faults(of value: JSONValue) -> [String] { faults(of: value, root, at: "$") }

    private func faults(of value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(path): the schema is no object"] }
        if let reference = keywords["$ref"]?.text {
            guard let name = reference.split(separator: "/").last, reference == "#/definitions/\(name)",
                let definition = root["definitions"]?[String(name)]
            else { return ["\(path): unknown \(reference)"] }
            return faults(of: value, definition, at: path)
        }
        return keywords.sorted { $0.key < $1.key }.flatMap { keyword, argument -> [String] in
            switch keyword {
            case "type":
                let types = argument.text.map { [$0] } ?? argument.list.compactMap(\.text)
                return types.contains { Self.isOf($0, value) }
                    ? [] : ["\(path) is no \(types.joined(separator: " or "))"]
            case "enum": return argument.list.contains(value) ? [] : ["\(path) is none of the values it may have"]
            case "anyOf", "oneOf":
                let fitting = argument.list.count { faults(of: value, $0, at: path).isEmpty }
                let isRight = keyword == "anyOf" ? fitting > 0 : fitting == 1
                return isRight ? [] : ["\(path) fits \(fitting) of \(keyword)"]
            case _ where Self.annotations.contains(keyword): return []
            case _ where Self.ofTypes.contains(keyword):
                switch value {
                case .object(let members): return faults(of: members, keyword, argument, keywords, at: path)
                case .list(let values): return faults(of: values, keyword, argument, at: path)
                default: return Self.fault(of: value, keyword, argument).map { ["\(path) \($0)"] } ?? []
                }
            default: return ["\(path): the keyword \(keyword) is not known"]
            }
        }
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .boolean), ("number", .number), ("string", .text), ("array", .list),
            ("object", .object):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }

    private func faults(
        of members: [String: JSONValue], _ keyword: String, _ argument: JSONValue, _ keywords: [String: JSONValue],
        at path: String
    ) -> [String] {
        switch keyword {
        case "properties":
            return members.sorted { $0.key < $1.key }.flatMap { name, value in
                argument[name].map { faults(of: value, $0, at: "\(path).\(name)") } ?? []
            }
        case "additionalProperties":
            let others = members.filter { keywords["properties"]?[$0.key] == nil }.sorted { $0.key < $1.key }
            switch argument {
            case .boolean(true): return []
            case .boolean(false): return others.map { "\(path).\($0.key) has no place here" }
            default: return others.flatMap { faults(of: $0.value, argument, at: "\(path).\($0.key)") }
            }
        case "required":
            return argument.list.compactMap(\.text).filter { members[$0] == nil }.map { "\(path).\($0) is missing" }
        default: return []
        }
    }

    private func faults(
        of values: [JSONValue], _ keyword: String, _ argument: JSONValue, at path: String
    ) -> [String] {
        switch keyword {
        case "items": values.enumerated().flatMap { faults(of: $1, argument, at: "\(path)[\($0)]") }
        case "minItems": values.count < Int(argument.number ?? 0) ? ["\(path) is too short"] : []
        case "uniqueItems":
            argument == .boolean(true) && Set(values).count < values.count ? ["\(path) has an item twice"] : []
        default: []
        }
    }

    private static func fault(of value: JSONValue, _ keyword: String, _ argument: JSONValue) -> String? {
        switch (keyword, value) {
        case ("minimum", .number(let number)): return number < argument.number ?? 0 ? "is too small" : nil
        case ("maximum", .number(let number)): return number > argument.number ?? 0 ? "is too large" : nil
        case ("pattern", .text(let text)):
            guard let expression = try? Regex(argument.text ?? "") else { return "has a pattern that is none" }
            return text.contains(expression) ? nil : "does not match \(argument.text ?? "")"
        case ("format", .text(let text)):
            switch argument.text {
            case "uri": return URL(string: text)?.scheme == nil ? "is no URI" : nil
            case "uri-reference": return URL(string: text) == nil ? "is no reference to a URI" : nil
            case "date-time": return (try? Date(text, strategy: .iso8601)) == nil ? "is no date and time" : nil
            default: return "has a format that is not known"
            }
        default: return nil
        }
    }
}
