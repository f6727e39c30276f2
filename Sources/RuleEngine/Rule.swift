import Evidence
import RuleExpression
import Synchronization

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
    public let severity: Severity
    public let scope: RuleScope
    let subjects: Set<String>
    let needs: [RuleNeed]
    /// Always true without one.
    let condition: Expression?
    /// Ids of rules, or `section/*`, whose findings explain this rule's.
    public let consequenceOf: [String]
    /// What is read only when there is something to say.
    private let source: RuleSource
    private let known: Mutex<RuleTexts?>
    /// What is read only when it is wanted.
    private let documentationSource: RuleSource
    public let isBuiltIn: Bool

    public var title: String {
        // A list of rules wants no more than that of their texts.
        if let known = known.withLock({ $0 }) { return known.title }
        return (try? RuleFile(id: id, source: source).text(.title)) ?? texts.title
    }

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

    /// Of a rule parsed when the program was built they are sound, which a test proves; of others they were read with
    /// the rule.
    var texts: RuleTexts {
        known.withLock { known in
            if let known { return known }
            let texts: RuleTexts
            do throws(RuleError) { texts = try readTexts() } catch { texts = RuleTexts(refused: error, id: id) }
            known = texts
            return texts
        }
    }

    /// Its condition asks for nothing that can still change when what it looks at is over, but its association goes on.
    var isSettled: Bool {
        !scope.isAtEnd && scope != .connection && condition?.isSettled != false
            && needs.allSatisfy { $0 == .handshake || $0 == .payload }
    }

    /// - Throws: `RuleError` where the message and what goes with it are not as they should be.
    func readTexts() throws(RuleError) -> RuleTexts {
        let file = try RuleFile(id: id, source: source)
        return try RuleTexts(file, RuleCompiler(file, sharing: nil))
    }

    init(
        _ file: RuleFile, documentation: RuleSource, override: RuleFile?, isBuiltIn: Bool, sharing facts: SharedFacts
    ) throws(RuleError) {
        let compiler = try RuleCompiler(file, sharing: facts)
        id = file.id
        self.isBuiltIn = isBuiltIn
        source = file.source
        documentationSource = documentation
        severity =
            if let changed = try override?.choice(.severity, Severity.self) { changed } else { try compiler.severity() }
        scope = compiler.scope
        subjects = try compiler.subjects()
        needs = try file.choices(.needs, RuleNeed.self)
        condition = try compiler.condition()
        consequenceOf = try file.scalars(.consequenceOf).map(\.string)
        known = Mutex(source.isParsed ? nil : try RuleTexts(file, compiler))
    }
}
