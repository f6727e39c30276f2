import Testing

@testable import RuleExpression

struct DocumentationTests {
    @Test func everyFactAndFunctionIsDocumented() {
        let text = SchemaDocumentation.markdown(Subject.schema)
        for type in [Subject.type, Part.type] {
            #expect(text.contains("## \(type.name)\n"))
            for field in type.fields { #expect(text.contains("| `\(field.name)` |"), "\(field.name)") }
        }
        for function in ExpressionFunction.allCases { #expect(text.contains("\(function.rawValue)(")) }
        #expect(text.contains("Outcome: `success` `user-rejection` `failure`"))
        #expect(text.contains("list of record Part") || text.contains("list of Part"))
    }

    @Test func nearestNames() {
        #expect(nearestName(to: "calledAETitel", among: ["callingAETitle", "calledAETitle"]) == "calledAETitle")
        #expect(nearestName(to: "x", among: ["completely", "different"]) == nil)
        #expect(nearestName(to: "", among: ["a"]) == "a" || nearestName(to: "", among: ["a"]) == nil)
        #expect(nearestName(to: "abc", among: [] as [String]) == nil)
    }
}
