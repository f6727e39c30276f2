import RuleExpression

/// What rules can speak of, for their authors.
public enum RuleSchema {
    /// Grammar, operators, scopes and facts as Markdown, written from what the checker itself uses.
    public static var markdown: String {
        var text = "# The language of rules and filters\n\n"
        text += "Written by `auscult rules schema`; README.md beside this file tells how to write a rule.\n\n"
        text += "## Scopes\n\n| scope | names |\n|---|---|\n"
        for scope in RuleScope.allCases {
            text +=
                "| \(scope.rawValue) | "
                + scope.variables.map { "`\($0.name)`: \($0.type.name)" }.joined(separator: ", ") + " |\n"
        }
        return text + "\n" + SchemaDocumentation.markdown(schema)
    }

    /// The names of every scope together, which lead to every record there is.
    static var schema: FactSchema {
        var variables: [FactSchema.Variable] = []
        for scope in RuleScope.allCases {
            for variable in scope.variables where !variables.contains(where: { $0.name == variable.name }) {
                variables.append(variable)
            }
        }
        return FactSchema(variables)
    }
}
