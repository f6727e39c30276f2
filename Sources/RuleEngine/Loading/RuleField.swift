/// The fields of a rule file. Those up to `consequenceOf` are needed to evaluate a rule; those from `standard` on are
/// read only when the rule has something to say, or is shown.
enum RuleField: String, CaseIterable {
    case title, severity, enabled, scope, needs, `let`, when, message, responsible, evidence, change, each, fold,
        party, consequenceOf
    case subjects = "for"
    case standard, rationale, cause, remedy, examples

    var isDocumentation: Bool {
        switch self {
        case .standard, .rationale, .cause, .remedy, .examples: true
        default: false
        }
    }
}
