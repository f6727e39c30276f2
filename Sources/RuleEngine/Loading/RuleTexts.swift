import RuleExpression

/// What a rule says where its condition holds, and of what.
struct RuleTexts: Sendable {
    let title: String
    let message: MessageTemplate
    /// With a gap for what the occurrences differ in.
    let change: MessageTemplate?
    let responsible: Expression?
    let evidence: [Expression]
    let fold: [MessageTemplate]
    /// What occurrences that fold into one finding differ in.
    let each: MessageTemplate?
    /// The side it is about, whomever that speaks with.
    let party: Expression?

    init(_ file: RuleFile, _ compiler: RuleCompiler) throws(RuleError) {
        title = try compiler.required(.title)
        guard let text = try file.scalar(.message) else { throw compiler.missing(.message) }
        message = try compiler.template(text)
        if let scalar = try file.scalar(.responsible) {
            responsible = try compiler.expression(scalar, .side)
        } else {
            responsible = nil
        }
        var evidence: [Expression] = []
        for scalar in try file.scalars(.evidence) { evidence.append(try compiler.record(scalar)) }
        self.evidence = evidence
        var fold: [MessageTemplate] = []
        for scalar in try file.scalars(.fold) { fold.append(try compiler.display(scalar)) }
        self.fold = fold
        if let scalar = try file.scalar(.each) { each = try compiler.display(scalar) } else { each = nil }
        if let scalar = try file.scalar(.change) {
            change = try compiler.template(scalar, gap: each == nil ? nil : "these")
        } else {
            change = nil
        }
        if let scalar = try file.scalar(.party) { party = try compiler.expression(scalar, .side) } else { party = nil }
    }

    /// As of an expression.
    var isSettled: Bool {
        ([message] + fold + [change, each].compactMap { $0 }).allSatisfy(\.isSettled)
            && (evidence + [responsible, party].compactMap { $0 }).allSatisfy(\.isSettled)
    }

    /// Of a rule whose texts cannot be read: what it finds is told all the same.
    init(refused error: RuleError, id: String) {
        title = id
        message = MessageTemplate(verbatim: error.description)
        change = nil
        responsible = nil
        evidence = []
        fold = []
        each = nil
        party = nil
    }
}
