import Foundation

/// The format as JSON Schema, for editors that check and complete YAML by one.
public enum ClaimsSchema {
    /// JSON Schema 2020-12, with a new line at the end.
    public static var json: String {
        var writer = SchemaWriter()
        var root = writer.object(ClaimsFormat.file)
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        root["title"] = "Auscult claims file"
        root["$defs"] = writer.definitions
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? JSONSerialization.data(withJSONObject: root, options: options) else { return "" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}

/// Writes shapes as schemas. YAML 1.1 reads `0112` as a number and `1.10` as another, so text takes numbers, too.
private struct SchemaWriter {
    private(set) var definitions: [String: Any] = [:]

    mutating func object(_ record: RecordShape) -> [String: Any] {
        var properties: [String: Any] = [:]
        for field in record.fields {
            var schema = schema(field.shape)
            schema["description"] = field.summary
            properties[field.name] = schema
        }
        return [
            "type": "object", "description": record.summary, "properties": properties, "additionalProperties": false,
            "required": record.fields.filter(\.isRequired).map(\.name),
        ]
    }

    private mutating func schema(_ shape: Shape) -> [String: Any] {
        switch shape {
        case .text: return ["type": ["string", "number"]]
        case .integer(let range): return ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
        case .boolean: return ["type": "boolean"]
        case .choice(let words): return ["enum": words]
        case .limit: return any([["type": "integer", "minimum": 0], ["const": "unlimited"]])
        case .uid(let vocabulary): return reference(vocabulary)
        case .status:
            return any([
                ["type": "integer"],
                ["type": "string", "pattern": "^(0[xX])?(?![xX])[0-9A-Fa-f]{0,4}[xX]{0,4}[Hh]?$", "minLength": 4],
            ])
        case .attribute: return ["type": ["string", "integer"]]
        case .endpoint: return ["type": "string"]
        case .rejection:
            return [
                "type": "array", "items": ["type": "integer", "minimum": 0, "maximum": 255], "minItems": 3,
                "maxItems": 3,
            ]
        case .list(let item):
            let item = schema(item)
            return any([["type": "array", "items": item], item])
        case .orNone(let other): return any([["const": "none"], schema(other)])
        case .orWord(let word, let other): return any([schema(word), schema(other)])
        case .orRecord(let other, let record) where record.name == ClaimsFormat.stated:
            return any([schema(other), object(record)])
        case .orRecord(let other, let record): return any([schema(other), schema(.record(record))])
        case .record(let record):
            if definitions[record.name] == nil { definitions[record.name] = object(record) }
            return ["$ref": "#/$defs/\(record.name)"]
        case .map(let value): return ["type": "object", "additionalProperties": schema(value)]
        }
    }

    private func any(_ schemas: [[String: Any]]) -> [String: Any] { ["anyOf": schemas] }

    /// A keyword, which editors complete, a number or a set.
    private mutating func reference(_ vocabulary: UIDVocabulary) -> [String: Any] {
        let name = vocabulary.noun.replacing(" ", with: "_")
        if definitions[name] == nil {
            let keywords: [[String: Any]] =
                switch vocabulary {
                case .either: [reference(.sopClass), reference(.transferSyntax)]
                case .applicationContext: []
                case .sopClass, .transferSyntax: [["enum": vocabulary.keywords.sorted()]]
                }
            definitions[name] = any(
                keywords + [
                    ["type": "string", "pattern": "^@.+"],
                    ["type": ["string", "number"], "pattern": "^[0-9]+(\\.[0-9]+)+$"],
                ])
        }
        return ["$ref": "#/$defs/\(name)"]
    }
}
