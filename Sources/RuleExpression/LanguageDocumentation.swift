/// The grammar, operators, literals and functions as Markdown, written from what the parser itself uses.
enum LanguageDocumentation {
    static var markdown: String {
        ([
            "## Grammar", "", "```", grammar, "```", "",
            "An expression has at most \(Parser.maximumTokens) words and is nested at most \(Parser.maximumDepth) deep.",
            "", "## Operators", "", "Those with a higher number bind more closely, those of one number from the left.",
            "",
            "| | operators | between | gives |", "|---|---|---|---|",
        ] + operators + ["", "## Literals", "", "| literal | is |", "|---|---|"] + literals
            + ["", "## Functions", ""] + quantifiers.map { "- \($0)" }
            + ExpressionFunction.allCases.map { "- \($0.documentation)" }).joined(separator: "\n") + "\n"
    }

    /// Rules of the grammar for the operators of each level.
    private static let levels = ["expression", "conjunction", "comparison", "sum", "product"]

    /// In the notation of ISO/IEC 14977: `{ }` any number of times, `[ ]` once or not at all.
    static var grammar: String {
        var lines = levels.enumerated().map { level, name in
            let next = level + 1 < levels.count ? levels[level + 1] : "unary"
            let written = quoted(BinaryOperator.allCases.filter { $0.level == level }.flatMap(\.spellings))
            // Comparisons do not chain.
            let rest = level == BinaryOperator.comparisonLevel ? "[ \(written) \(next) ]" : "{ \(written) \(next) }"
            return (name, "\(next) \(rest)")
        }
        lines += [
            ("unary", "\"not\" comparison | \"!\" unary | \"-\" unary | primary"),
            ("primary", "literal | path | set | call | quantifier | \"(\" expression \")\""),
            ("path", "name { \".\" name }"),
            ("set", "\"{\" member { \",\" member } \"}\""),
            ("member", "sum [ \"..\" sum ]"),
            ("call", quoted(ExpressionFunction.allCases.map(\.rawValue)) + " \"(\" expression \")\""),
            (
                "quantifier",
                quoted(Node.Quantifier.allCases.map(\.rawValue))
                    + " \"(\" [ name \"in\" ] sum [ \"where\" expression ] \")\""
            ),
            ("literal", "integer | number | duration | size | text | \"true\" | \"false\""),
            ("integer", "digit { digit } | \"0x\" hexdigit { hexdigit }"),
            ("number", "digit { digit } \".\" digit { digit }"),
            ("duration", "( integer | number ) " + quoted(byValue(Lexer.durations))),
            ("size", "( integer | number ) " + quoted(byValue(Lexer.sizes))),
            ("text", #"'"' { character } '"' | "'" { character } "'""#),
            ("name", #"letter { letter | digit | "_" | "-" letter }"#),
        ]
        return lines.map { name, body in
            name + String(repeating: " ", count: max(1, 12 - name.count)) + "= " + body + " ;"
        }.joined(separator: "\n")
    }

    private static func quoted(_ words: [String]) -> String {
        let list = words.map { "\"\($0)\"" }.joined(separator: " | ")
        return words.count == 1 ? list : "( \(list) )"
    }

    private static func byValue(_ units: [String: some Comparable]) -> [String] {
        units.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
    }

    private static var operators: [String] {
        var rows: [String] = []
        for symbol in BinaryOperator.allCases {
            let (operands, result) = operands(of: symbol)
            let written = symbol.spellings.map { "`\($0.replacing("|", with: "\\|"))`" }.joined(separator: " ")
            rows.append("| \(symbol.level + 1) | \(written) | \(operands) | \(result) |")
        }
        return rows + [
            "| 3 | `not` | before a boolean | boolean |", "| 6 | `!` | before a boolean | boolean |",
            "| 6 | `-` | before a number or duration | its kind |",
        ]
    }

    private static func operands(of symbol: BinaryOperator) -> (operands: String, result: String) {
        switch symbol {
        case .or, .and: ("booleans", "boolean; unknown only where the known side does not settle it")
        case .equal, .notEqual: ("values of one type, text and UIDs, integers and numbers", "boolean")
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            ("numbers, durations, texts (by code points)", "boolean")
        case .contains: ("a text and a text in it, a list and a value", "boolean")
        case .matches: ("a text and a regular expression in quotes", "boolean: it is found somewhere in the text")
        case .within: ("a value and a set or list", "boolean")
        case .plus, .minus: ("numbers, durations", "their kind")
        case .times: ("numbers, a duration and a number", "their kind")
        case .divided: ("numbers, durations", "number; of a duration by a number a duration; by 0 absent")
        case .remainder: ("integers", "integer; by 0 absent")
        case .bitwiseAnd: ("integers", "the bits both have")
        }
    }

    private static let quantifiers = [
        "any(list where condition): it holds for an element; any(list): there is one.",
        "all(list where condition): it holds for each; true of an empty list.",
        "count(list where condition): for how many; count(list): how many there are.",
    ]

    private static let literals = [
        ("`12` `0xB000`", "an integer"), ("`1.5`", "a number"),
        ("`30 s` `1.5 min` `40ms`", "a duration; as a number, seconds"),
        ("`16 KiB` `1 MB`", "a size, an integer of bytes"),
        (
            "`\"text\"` `'text'`",
            #"text; `\"` and `\\` stand for a quote and a backslash, before anything else a backslash stays"#
        ),
        (
            "`\"1.2.840.10008.1.1\"` `CTImageStorage`",
            "a UID, in quotes or, where one is expected, by its PS3.6 keyword"
        ),
        ("`failure` `C-MOVE`", "a name of an enumeration, where one is expected"), ("`true` `false`", "a boolean"),
        ("`{1, 3..5}`", "a set: values, and ranges with both ends"),
    ].map { "| \($0.0) | \($0.1) |" }
}
