import Evidence
import RuleExpression

/// How grave a finding is.
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    case note, warning, error

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
}

/// What the capture must have of an association for a rule to be evaluated.
enum RuleNeed: String, CaseIterable {
    case handshake
    case gapFree = "gap-free"
    case bothDirections = "both-directions"
    case payload, timing
}

/// A rule: a condition over facts, and what to say where it holds.
public final class Rule: Sendable {
    public let id: String
    public let title: String
    public let severity: Severity
    public let scope: RuleScope
    let subjects: Set<String>
    let needs: [RuleNeed]
    /// Always true without one.
    let condition: Expression?
    let message: MessageTemplate
    let change: MessageTemplate?
    let responsible: Expression?
    let evidence: [Expression]
    let fold: [MessageTemplate]
    /// What occurrences that fold into one finding differ in.
    let each: MessageTemplate?
    /// Ids of rules, or `section/*`, whose findings explain this rule's.
    public let consequenceOf: [String]
    /// What is read only when it is wanted.
    private let documentationSource: RuleSource
    public let isBuiltIn: Bool

    /// The condition as written.
    public var when: String? {
        condition.map { $0.source.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    /// The first part of the id.
    public var section: String { id.split(separator: "/").first.map(String.init) ?? id }

    /// - Throws: `RuleError` where the documentation's fields are not as they should be.
    public func documentation() throws(RuleError) -> RuleDocumentation {
        try RuleDocumentation(RuleFile(id: id, source: documentationSource))
    }

    init(
        _ file: RuleFile, documentation: RuleSource, override: RuleFile?, isBuiltIn: Bool, sharing facts: SharedFacts
    ) throws(RuleError) {
        let compiler = try RuleCompiler(file, sharing: facts)
        id = file.id
        self.isBuiltIn = isBuiltIn
        documentationSource = documentation
        title = try compiler.required(.title)
        severity =
            if let changed = try override?.choice(.severity, Severity.self) { changed } else { try compiler.severity() }
        scope = compiler.scope
        subjects = try compiler.subjects()
        needs = try file.choices(.needs, RuleNeed.self)
        condition = try compiler.condition()
        guard let text = try file.scalar(.message) else { throw compiler.missing(.message) }
        message = try compiler.template(text)
        if let scalar = try file.scalar(.change) { change = try compiler.template(scalar) } else { change = nil }
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
        consequenceOf = try file.scalars(.consequenceOf).map(\.string)
    }
}
