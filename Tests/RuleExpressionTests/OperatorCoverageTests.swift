import Testing

@testable import RuleExpression

/// No operator, function or quantifier is without an expression that holds by it and one that does not.
struct OperatorCoverageTests {
    @Test(arguments: BinaryOperator.allCases)
    func everyOperator(_ symbol: BinaryOperator) throws {
        let (holds, fails) = Self.expressions(symbol)
        for spelling in symbol.spellings {
            try check(holds.replacing("§", with: spelling), fails.replacing("§", with: spelling))
        }
    }

    @Test(arguments: ExpressionFunction.allCases)
    func everyFunction(_ function: ExpressionFunction) throws {
        switch function {
        case .exists: try check("exists(subject.count)", "exists(subject.none)")
        case .known: try check("known(subject.none)", "known(subject.lost)")
        case .length: try check("length(subject.name) == 7", "length(subject.name) == 6")
        case .lower: try check("lower(subject.name) == 'archive'", "lower(subject.name) == 'ARCHIVE'")
        case .hex: try check("hex(subject.count) == '0x0005'", "hex(subject.count) == '5'")
        case .min: try check("min(subject.numbers) == 1", "min(subject.numbers) == 3")
        case .max: try check("max(subject.numbers) == 3", "max(subject.numbers) == 1")
        case .sum: try check("sum(subject.numbers) == 6", "sum(subject.numbers) == 5")
        }
    }

    @Test(arguments: Node.Quantifier.allCases)
    func everyQuantifier(_ quantifier: Node.Quantifier) throws {
        switch quantifier {
        case .any: try check("any(subject.numbers where it == 2)", "any(subject.numbers where it == 4)")
        case .all: try check("all(n in subject.numbers where n < 4)", "all(n in subject.numbers where n < 3)")
        case .count: try check("count(subject.numbers where it > 1) == 2", "count(subject.numbers) == 2")
        }
    }

    @Test func everyUnaryOperator() throws {
        try check("not subject.count == 6", "not subject.count == 5")
        try check("!(subject.count == 6)", "!subject.isOpen")
        try check("-subject.count == -5", "-subject.count == 5")
    }

    @Test func theGrammarNamesThemAll() {
        let words =
            BinaryOperator.allCases.flatMap(\.spellings) + ExpressionFunction.allCases.map(\.rawValue)
            + Node.Quantifier.allCases.map(\.rawValue) + Lexer.durations.keys + Lexer.sizes.keys
        for word in words { #expect(LanguageDocumentation.grammar.contains("\"\(word)\""), "\(word)") }
    }

    private func check(_ holds: String, _ fails: String) throws {
        #expect(try Subject().truth(holds) == .yes, "\(holds)")
        #expect(try Subject().truth(fails) == .no, "\(fails)")
    }

    private static func expressions(_ symbol: BinaryOperator) -> (holds: String, fails: String) {
        switch symbol {
        case .or: ("subject.isOpen § false", "false § false")
        case .and: ("subject.isOpen § true", "subject.isOpen § false")
        case .equal: ("subject.count § 5", "subject.count § 6")
        case .notEqual: ("subject.count § 6", "subject.count § 5")
        case .less: ("subject.count § 6", "subject.count § 5")
        case .lessOrEqual: ("subject.count § 5", "subject.count § 4")
        case .greater: ("subject.count § 4", "subject.count § 5")
        case .greaterOrEqual: ("subject.count § 5", "subject.count § 6")
        case .contains: ("subject.name § 'CHI'", "subject.name § 'CHA'")
        case .matches: ("subject.name § '^A.*E$'", "subject.name § '^E'")
        case .within: ("subject.count § {1, 4..5}", "subject.count § {1, 6..7}")
        case .plus: ("subject.count § 2 == 7", "subject.count § 2 == 3")
        case .minus: ("subject.count § 2 == 3", "subject.count § 2 == 7")
        case .times: ("subject.count § 2 == 10", "subject.count § 2 == 7")
        case .divided: ("subject.count § 2 == 2.5", "subject.count § 2 == 2")
        case .remainder: ("subject.count § 2 == 1", "subject.count § 2 == 0")
        case .bitwiseAnd: ("subject.count § 4 == 4", "subject.count § 2 == 2")
        }
    }
}
