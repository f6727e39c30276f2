import DICOMDictionary

/// A statement against what its product did in a capture.
public struct ClaimsCheck: Sendable {
    public var statement: ConformanceStatement
    /// In the order of the statement; those its `ignore` names are left out.
    public var claims: [JudgedClaim]
    /// Claims that `ignore` names.
    public var ignored: Int
    public var undeclared: [UndeclaredBehaviour]
    public var coverage: Coverage
    /// What would exercise the rest, most first.
    public var steps: [TestStep]
    public var product: ObservedProduct

    /// - Parameter observation: what `ProductObserver.finish` gave.
    public init(_ statement: ConformanceStatement, _ observation: ProductObservation) {
        let judge = Judge(statement, observation)
        let all = statement.claims()
        let patterns = statement.ignored.map(\.value)
        let judged = all.filter { claim in !patterns.contains { $0.matches(claim.id.rawValue) } }
        self.statement = statement
        claims = judged.map(judge.judge)
        ignored = all.count - judged.count
        undeclared = UndeclaredSearch(judge: judge).found.filter { behaviour in
            !patterns.contains { $0.matches(behaviour.id.rawValue) }
        }
        coverage = Coverage(claims)
        steps = TestPlan(statement: statement, entities: judge.entities, claims: claims).steps
        product = ObservedProduct(observation)
    }

    /// Claims that traffic contradicts, and undeclared behaviour that does.
    public var contradictions: Int {
        claims.reduce(0) { $0 + $1.judgements.count { $0.verdict == .contradicted } }
            + undeclared.count { $0.contradicts }
    }
}
