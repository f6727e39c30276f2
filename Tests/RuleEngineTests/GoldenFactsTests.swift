import Foundation
import RuleExpression
import Testing

@testable import RuleEngine

/// Every fact that rules can speak of has a value somewhere in Captures/, and a truth is true in one place and false in
/// another. Which values, and where, is kept beside what a person has read and found right.
@Suite struct GoldenFactsTests {
    /// Facts no capture shows, and why.
    private static let exceptions = [
        "Anomaly.decoded": "of a PDU larger than the decoder takes, and than a capture here may be",
        "Item.TransferSyntaxUID": "an element of group 0002 has no place in a sequence",
    ]

    private static let survey: Result<[String: FactSurvey.Seen], any Error> = Result {
        let survey = FactSurvey()
        for file in CheckedCaptures.files {
            try survey.survey(CheckedCaptures.path(file), as: String(file.prefix { $0 != "." }))
        }
        try survey.survey(CheckedCaptures.path("department.pcap"), as: "department", claims: ClaimsOfAnArchive())
        return survey.facts
    }

    private static var fields: [(name: String, type: ValueType)] {
        SchemaDocumentation.reachable(RuleSchema.schema).flatMap { type in
            type.fields.map { ("\(type.name).\($0.name)", $0.type()) }
        }
    }

    @Test func everyFactIsSeen() throws {
        let facts = try Self.survey.get()
        for (name, type) in Self.fields {
            let seen = facts[name]
            #expect((seen == nil) == (Self.exceptions[name] != nil), "\(name)")
            if type == .boolean, let seen { #expect(seen.truths.count == 2, "\(name) is always \(seen.truths)") }
        }
    }

    @Test func everyExceptionIsAFact() {
        let names = Set(Self.fields.map(\.name))
        for name in Self.exceptions.keys { #expect(names.contains(name)) }
    }

    @Test func values() throws {
        let facts = try Self.survey.get()
        let lines = Self.fields.compactMap { name, _ -> String? in
            guard let seen = facts[name], !seen.samples.isEmpty else { return nil }
            return name + ": " + seen.samples.map { "\($0.value) (\($0.capture))" }.joined(separator: "; ")
        }
        try Golden.compare(lines, with: "golden/facts.txt")
    }
}
