import Foundation
import Yams

/// As much of JSON Schema as the claims schema uses.
struct SchemaValidator {
    private let schema: [String: Any]
    private let definitions: [String: Any]

    init(_ json: String) throws {
        schema = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
        definitions = schema["$defs"] as? [String: Any] ?? [:]
    }

    /// What it holds values against, and what is for the reader.
    static let known: Set = [
        "$ref", "$defs", "anyOf", "const", "enum", "type", "minimum", "maximum", "minLength", "pattern", "minItems",
        "maxItems",
        "items", "required", "properties", "additionalProperties", "$schema", "$id", "title", "description",
    ]

    /// Of a schema and of those in it.
    static func keywords(of schema: Any) -> Set<String> {
        guard let object = schema as? [String: Any] else { return [] }
        return object.reduce(into: []) { all, member in
            all.insert(member.key)
            switch member.key {
            case "properties", "$defs":
                for inner in (member.value as? [String: Any] ?? [:]).values { all.formUnion(keywords(of: inner)) }
            case "anyOf": for inner in member.value as? [Any] ?? [] { all.formUnion(keywords(of: inner)) }
            case "items", "additionalProperties": all.formUnion(keywords(of: member.value))
            default: break
            }
        }
    }

    func objections(to yaml: String) throws -> [String] {
        objections(to: try Yams.load(yaml: yaml) as Any, schema, path: "")
    }

    private func objections(to value: Any, _ schema: [String: Any], path: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            let name = reference.replacing("#/$defs/", with: "")
            return objections(to: value, definitions[name] as? [String: Any] ?? [:], path: path)
        }
        if let choices = schema["anyOf"] as? [[String: Any]] {
            let all = choices.map { objections(to: value, $0, path: path) }
            return all.contains([]) ? [] : all.min { $0.count < $1.count } ?? []
        }
        if let constant = schema["const"], !Self.areEqual(value, constant) { return ["\(path): not \(constant)"] }
        if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
            return ["\(path): none of the words"]
        }
        if let type = schema["type"] {
            let types = type as? [String] ?? [type as? String ?? ""]
            guard types.contains(where: { Self.isType(value, $0) }) else { return ["\(path): not \(types)"] }
        }
        return ofNumber(value, schema, path) + ofText(value, schema, path) + ofArray(value, schema, path)
            + ofObject(value, schema, path)
    }

    private static func areEqual(_ value: Any, _ constant: Any) -> Bool {
        if let text = constant as? String { return value as? String == text }
        return value as? Int == constant as? Int
    }

    private static func isType(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String || value is Date
        case "boolean": value is Bool
        case "integer": value is Int
        case "number": value is Int || value is Double
        default: false
        }
    }

    private func ofNumber(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let number = value as? Int else { return [] }
        let isBelow = (schema["minimum"] as? Int).map { number < $0 } ?? false
        let isAbove = (schema["maximum"] as? Int).map { number > $0 } ?? false
        return isBelow || isAbove ? ["\(path): out of range"] : []
    }

    private func ofText(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let text = value as? String else { return [] }
        if let least = schema["minLength"] as? Int, text.count < least { return ["\(path): too short"] }
        guard let pattern = schema["pattern"] as? String else { return [] }
        return text.range(of: pattern, options: .regularExpression) == nil ? ["\(path): not \(pattern)"] : []
    }

    private func ofArray(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let array = value as? [Any] else { return [] }
        if let least = schema["minItems"] as? Int, array.count < least { return ["\(path): too few"] }
        if let most = schema["maxItems"] as? Int, array.count > most { return ["\(path): too many"] }
        guard let item = schema["items"] as? [String: Any] else { return [] }
        return array.enumerated().flatMap { objections(to: $0.element, item, path: "\(path)[\($0.offset)]") }
    }

    private func ofObject(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        guard let object = value as? [String: Any] else { return [] }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        var objections: [String] = []
        for name in schema["required"] as? [String] ?? [] where object[name] == nil {
            objections.append("\(path): no \(name)")
        }
        for (name, member) in object {
            if let property = properties[name] ?? schema["additionalProperties"] as? [String: Any] {
                // A field with nothing behind it.
                if !(member is NSNull) {
                    objections += self.objections(to: member, property, path: "\(path).\(name)")
                }
            } else if schema["additionalProperties"] as? Bool == false {
                objections.append("\(path): \(name) unknown")
            }
        }
        return objections
    }
}
