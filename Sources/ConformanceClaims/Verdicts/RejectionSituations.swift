import Evidence

/// Tells in which situation a rejection was, whatever reason it gives, from what else was accepted.
struct RejectionSituations {
    private let statement: ConformanceStatement
    /// Calling AE titles that were accepted.
    private let callers: Set<String>
    /// Called AE titles that were accepted at the same port; at another may be another program with other settings.
    private var called: Set<String> = []
    private let bound: Int?
    private let openAt: (Timestamp) -> Int

    init(
        _ statement: ConformanceStatement, _ entity: ApplicationEntityClaims, _ evidence: EntityEvidence,
        _ product: EntityEvidence
    ) {
        self.statement = statement
        callers = Set(product.tallies(\.acceptedCallers).map(\.key))
        if case .of(let bound)? = entity.association.associationsAsAcceptor?.value.default {
            self.bound = bound
        } else {
            bound = nil
        }
        openAt = Reach(evidence.observations.compactMap { $0.reach[.acceptor] }).openAt
    }

    /// What follows is about its rejections.
    mutating func look(at observation: EntityObservation, of product: EntityEvidence) {
        let own = Set(observation.endpoints.entries.keys)
        called = Set(
            product.observations.filter { other in
                other.accepted[.acceptor] != nil && !own.isDisjoint(with: other.endpoints.entries.keys)
            }.compactMap(\.aeTitle))
    }

    /// The situation, where only one can be meant.
    func certain(_ rejection: Rejection, _ use: RejectionUse) -> RejectionClaim.Situation? {
        if let version = rejection.protocolVersion, version & 1 == 0 { return .protocolVersionWrong }
        if let name = rejection.applicationContext, name != .applicationContext { return .applicationContextWrong }
        let told = rejection.callingAETitle.flatMap(statement.knowsCaller)
        let wasAccepted = rejection.callingAETitle.map(callers.contains) ?? false
        let knowsCaller = told == true || wasAccepted
        let knowsCalled = rejection.calledAETitle.map(called.contains) ?? false
        if knowsCaller, !knowsCalled, !called.isEmpty { return .calledAETitleUnknown }
        if knowsCalled, told == false, !wasAccepted { return .callingAETitleUnknown }
        guard knowsCalled else { return nil }
        let isAtLimit = bound.map { openAt(use.time) >= $0 } ?? false
        if knowsCaller { return isAtLimit ? .limit : nil }
        // Whom it has never accepted it may know, and be at its limit.
        return callers.isEmpty || isAtLimit ? nil : .callingAETitleUnknown
    }
}
