import RuleExpression

/// What rules can speak of, for their authors.
public enum RuleSchema {
    /// Names in scope, functions and facts as Markdown, written from what the checker itself uses.
    public static var markdown: String {
        var text = "# Facts\n\n| scope | names |\n|---|---|\n"
        for scope in RuleScope.allCases {
            text +=
                "| \(scope.rawValue) | "
                + scope.variables.map { "`\($0.name)`: \($0.type.name)" }.joined(separator: ", ") + " |\n"
        }
        // Together the scopes name every record.
        var variables: [FactSchema.Variable] = []
        for scope in RuleScope.allCases {
            for variable in scope.variables where !variables.contains(where: { $0.name == variable.name }) {
                variables.append(variable)
            }
        }
        return text + "\n" + SchemaDocumentation.markdown(FactSchema(variables))
    }
}
