import Testing

@testable import RuleExpression

/// What several expressions ask of a record is found once, and anew for the next record.
struct SharedFactsTests {
    private final class Counted: FactRecord {
        let number: Int64
        private(set) var asked = 0
        init(_ number: Int64) { self.number = number }

        var counted: Value {
            asked += 1
            return .integer(number)
        }

        static let type: RecordType = RecordType(
            "Counted", "A record that knows how often it was asked.",
            [
                .fact("number", .integer, "Its number.") { (r: Counted) in r.counted },
                .fact("name", .text, "A letter.") { (r: Counted) in .text(["A", "B", "C"][Int(r.number % 3)]) },
                .fact("same", .record(type), "Itself.") { (r: Counted) in .record(r) },
                .fact("two", .list(.record(type)), "Itself, twice.") { (r: Counted) in .list([.record(r), .record(r)])
                },
            ])
    }

    private static let schema = FactSchema([.init("one", Counted.type), .init("other", Counted.type)])
    private let facts = SharedFacts()

    private func test(_ source: String, _ definitions: [Definition] = []) throws -> @Sendable (inout Scope) -> Truth {
        try Expression(
            source, schema: Self.schema, definitions: definitions, expecting: .boolean, sharing: facts
        ).test
    }

    @Test func eachFactIsFoundOncePerRecord() throws {
        let tests = [
            try test("one.number == 1"), try test("one.number != 2 and other.number == 7"),
            try test("n in {1..3}", [Definition("n", "one.number")]),
        ]
        var scope = Scope(keeping: facts.size)
        let (one, other, next) = (Counted(1), Counted(7), Counted(8))
        scope.push(one)
        scope.push(other)
        for test in tests { #expect(test(&scope) == .yes) }
        #expect(one.asked == 1)
        #expect(other.asked == 1)
        scope.pop()
        scope.push(next)
        #expect(tests[1](&scope) == .no)
        #expect(next.asked == 1)
        #expect(one.asked == 1)
    }

    @Test func elementsOfListsAreAskedEachForItself() throws {
        let test = try test("all(e in one.two where e.number == 1) and any(other.two where number == 7)")
        var scope = Scope(keeping: facts.size)
        scope.push(Counted(1))
        scope.push(Counted(7))
        #expect(test(&scope) == .yes)
        #expect(scope.records.count == 2)
        scope.removeAll()
        scope.push(Counted(2))
        scope.push(Counted(7))
        #expect(test(&scope) == .no)
    }

    @Test func aRecordReachedFromAnotherIsNotTakenForIt() throws {
        let tests = [try test("one.same.number == 1"), try test("other.same.number == 7")]
        var scope = Scope(keeping: facts.size)
        scope.push(Counted(1))
        scope.push(Counted(7))
        for test in tests { #expect(test(&scope) == .yes) }
    }

    @Test func aScopeThatKeepsNothingAnswersTheSame() throws {
        let expression = try Expression(
            "one.number == 1 and one.number < other.number", schema: Self.schema, definitions: [], expecting: .boolean,
            sharing: facts)
        #expect(expression.truth([Counted(1), Counted(7)]) == .yes)
    }

    @Test func aRegularExpressionAnswersForEachText() throws {
        let test = try test("one.name matches '^[AB]$'")
        var scope = Scope(keeping: facts.size)
        for (number, answer) in [(0, Truth.yes), (0, .yes), (1, .yes), (2, .no), (0, .yes)] {
            scope.removeAll()
            scope.push(Counted(Int64(number)))
            scope.push(Counted(7))
            #expect(test(&scope) == answer)
        }
    }
}
