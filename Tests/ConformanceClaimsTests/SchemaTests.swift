import Foundation
import Testing

@testable import ConformanceClaims

@Suite struct SchemaTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The file that editors are pointed to; `auscult claims schema` writes it anew.
    @Test func shippedFileIsWhatIsPrinted() throws {
        let file = Self.root.appending(path: "Sources/ConformanceClaims/Statements/claims.schema.json")
        #expect(try String(contentsOf: file, encoding: .utf8) == ClaimsSchema.json)
    }

    /// Whoever copies it starts from a sound file.
    @Test func exampleOfTheReadmeIsSound() throws {
        let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let start = try #require(text.range(of: "```yaml\n# yaml-language-server"))
        let end = try #require(text.range(of: "\n```", range: start.upperBound..<text.endIndex))
        let example = String(text[start.lowerBound..<end.lowerBound].dropFirst("```yaml\n".count))
        #expect(ConformanceStatement.lint(text: example, file: "README.md") == [])
        #expect(try SchemaValidator(ClaimsSchema.json).objections(to: example) == [])
    }

    @Test func schemaHasTheFieldsTheLoaderKnows() throws {
        let schema = try #require(JSONSerialization.jsonObject(with: Data(ClaimsSchema.json.utf8)) as? [String: Any])
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        for record in [
            ClaimsFormat.product, ClaimsFormat.match, ClaimsFormat.entity, ClaimsFormat.association,
            ClaimsFormat.service, ClaimsFormat.status, ClaimsFormat.keys, ClaimsFormat.attributes,
            ClaimsFormat.rejection, ClaimsFormat.failure, ClaimsFormat.timeouts, ClaimsFormat.security,
            ClaimsFormat.storageCommitment, ClaimsFormat.procedureStep,
        ] {
            let properties = try #require(definitions[record.name]?["properties"] as? [String: Any], "\(record.name)")
            #expect(Set(properties.keys) == Set(record.fields.map(\.name)), "\(record.name)")
            #expect(definitions[record.name]?["additionalProperties"] as? Bool == false)
        }
        let properties = try #require(schema["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(ClaimsFormat.file.fields.map(\.name)))
    }

    /// What the loader takes, the schema takes; what it refuses for its shape, the schema refuses.
    @Test func schemaAndLoaderAgree() throws {
        let validator = try SchemaValidator(ClaimsSchema.json)
        for name in ShippedStatements.names {
            #expect(try validator.objections(to: try #require(ShippedStatements.text(of: name))) == [])
        }
        #expect(try validator.objections(to: StatementReadingTests.everything) == [])
        for name in ["orthanc-false", "storescp-false"] {
            let file = Self.root.appending(path: "Tests/ConformanceClaimsTests/Statements/\(name).claims.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(try validator.objections(to: text) == [])
            _ = try ConformanceStatement(text: text, file: name)
        }
        for wrong in WrongFileTests.values + WrongFileTests.structure.dropFirst(3) where Self.isOfShape(wrong.error) {
            #expect(try validator.objections(to: wrong.yaml) != [], "\(wrong.error)")
        }
    }

    /// The validator overlooks nothing the schema says.
    @Test func validatorKnowsEveryKeyword() throws {
        let schema = try JSONSerialization.jsonObject(with: Data(ClaimsSchema.json.utf8))
        let unknown = SchemaValidator.keywords(of: schema).subtracting(SchemaValidator.known)
        #expect(unknown.isEmpty)
    }

    /// One field of each shipped statement spoiled at a time.
    @Test(arguments: [
        ("claims: 1", "claims: 2"), ("product:", "produkt:"), ("entities:", "entities: {}\nx:"),
        ("accepts: true", "accepts: perhaps"), ("default: 16384", "default: many"),
        ("roles: SCP", "roles: PROVIDER"), ("max_associations:", "max_association:"),
    ])
    func schemaRefusesSpoiledStatements(_ sound: String, _ spoiled: String) throws {
        let validator = try SchemaValidator(ClaimsSchema.json)
        let texts = ShippedStatements.names.compactMap { ShippedStatements.text(of: $0) }
            .filter { $0.contains(sound) }
        #expect(!texts.isEmpty)
        for text in texts {
            #expect(try !validator.objections(to: text.replacing(sound, with: spoiled)).isEmpty)
        }
    }

    /// Errors that a schema can tell: not those between two places of a file, nor those of what text means, nor what YAML
    /// 1.1 takes for true.
    private static func isOfShape(_ error: String) -> Bool {
        !["already", "is no address", "no application context", "needed here", "'name'", "'yes'"].contains {
            error.contains($0)
        }
    }
}
