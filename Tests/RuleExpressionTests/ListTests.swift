import Testing

@testable import RuleExpression

struct ListTests {
    @Test(arguments: [
        "any(subject.numbers)", "any(subject.numbers where it == 2)", "all(subject.numbers where it > 0)",
        "count(subject.numbers) == 3", "count(subject.numbers where it > 1) == 2",
        "any(n in subject.numbers where n == 3)",
        "any(subject.parts where id == 2 and name == \"b\")", "all(p in subject.parts where p.id < 3)",
        "any(p in subject.parts where any(n in subject.numbers where n == p.id))",
        "count(p in subject.parts where count(subject.numbers where it >= p.id) == 2) == 1",
        "min(subject.numbers) == 1", "max(subject.numbers) == 3", "sum(subject.numbers) == 6",
        "max(subject.waits) == 3 s", "sum(subject.waits) == 4 s", "not any(subject.noList)",
        "all(subject.noList where it == 1)",
        "count(subject.noList) == 0", "exists(subject.count)", "not exists(subject.none)", "known(subject.none)",
        "not known(subject.lost)", "length(subject.name) == 7", "lower(subject.name) == \"archive\"",
        "hex(subject.count) == \"0x0005\"", "hex(45056) == \"0xB000\"", "not exists(subject.nobody.name)",
        // What settles the answer is not touched by what is lost.
        "any(subject.partly where it == 1)", "not all(subject.partly where it == 2)",
    ])
    func holds(_ source: String) throws { #expect(try Subject().truth(source) == .yes, "\(source)") }

    @Test func lostLists() throws {
        let subject = Subject()
        subject.lostList = true
        for source in [
            "any(subject.numbers)", "count(subject.numbers) == 0", "2 in subject.numbers", "sum(subject.numbers) == 0",
        ] {
            #expect(try subject.truth(source) == .unknown, "\(source)")
        }
        #expect(try subject.truth("exists(subject.lost)") == .unknown)
    }

    @Test func emptyLists() throws {
        let subject = Subject()
        subject.numbers = []
        #expect(try subject.truth("any(subject.numbers)") == .no)
        #expect(try subject.truth("all(subject.numbers where false)") == .yes)
        #expect(try subject.truth("exists(max(subject.numbers))") == .no)
        #expect(try subject.truth("sum(subject.numbers) == 0") == .yes)
    }

    @Test func definitionsBuildOnEachOther() throws {
        let definitions = [Definition("limit", "subject.count + 1"), Definition("isLarge", "limit > 5")]
        let expression = try Expression("isLarge and limit == 6", schema: Subject.schema, definitions: definitions)
        #expect(expression.truth([Subject(), Subject()]) == .yes)
        #expect(throws: ExpressionError.self) {
            try Expression("true", schema: Subject.schema, definitions: [Definition("subject", "1")])
        }
        let inner = try Expression(
            "any(subject.parts where id == limit - 4)", schema: Subject.schema, definitions: definitions)
        #expect(inner.truth([Subject(), Subject()]) == .yes)
    }
}
