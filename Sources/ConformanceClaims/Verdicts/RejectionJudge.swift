import DICOMDictionary
import Evidence

/// Judges the table of association reject reasons. In which situation a rejection was is inferred: from its reason, or
/// from what else was accepted.
struct RejectionJudge {
    let statement: ConformanceStatement
    let entity: ApplicationEntityClaims
    let evidence: EntityEvidence
    let product: EntityEvidence
    let claim: StatedClaim

    func rejection(_ index: Int) -> Judgement {
        guard entity.association.rejections.indices.contains(index) else { return .notExercised() }
        let wanted = entity.association.rejections[index]
        var weighing = Weighing()
        for observation in evidence.observations {
            for (rejection, use) in observation.rejections.entries.sorted(by: { $0.value.time < $1.value.time }) {
                let certain = certain(rejection, use, observation)
                let isSituation = certain.map { $0 == wanted.situation } ?? true
                guard let code = wanted.code.value else {
                    // Without a code only what is certain, or what the reason says, tells the situation.
                    let meaning = Self.meaning(rejection.code)
                    if certain == wanted.situation || certain == nil && meaning == wanted.situation {
                        weighing.supports(use.seen, rejection.code.description)
                    }
                    continue
                }
                if rejection.code == code, isSituation {
                    weighing.supports(use.seen, rejection.code.description)
                } else if certain == wanted.situation {
                    weighing.contradicts(use.seen, rejection.code.description)
                }
            }
        }
        acceptedAllTheSame(wanted.situation, &weighing)
        return weighing.judgement(isConfigurable: claim.isConfigurable)
    }

    /// What the reason means (PS3.8 Table 9-21); `nil` for no reason given.
    static func meaning(_ code: RejectionClaim.Code) -> RejectionClaim.Situation? {
        switch (code.source, code.reason) {
        case (1, 2): .applicationContextWrong
        case (1, 3): .callingAETitleUnknown
        case (1, 7): .calledAETitleUnknown
        case (2, 2): .protocolVersionWrong
        case (3, 1): .busy
        case (3, 2): .limit
        default: nil
        }
    }

    /// The situation, where only one can be meant whatever the reason given.
    private func certain(
        _ rejection: Rejection, _ use: RejectionUse, _ observation: EntityObservation
    ) -> RejectionClaim.Situation? {
        if let version = rejection.protocolVersion, version & 1 == 0 { return .protocolVersionWrong }
        if let name = rejection.applicationContext, name != .applicationContext { return .applicationContextWrong }
        let callers = Set(product.tallies(\.acceptedCallers).map(\.key))
        // At the same port; another may be another program with other settings.
        let own = Set(observation.endpoints.entries.keys)
        let called = Set(
            product.observations.filter { other in
                EntityEvidence([other]).acceptances(as: .acceptor) != nil
                    && !own.isDisjoint(with: other.endpoints.entries.keys)
            }.compactMap(\.aeTitle))
        let knowsCaller = rejection.callingAETitle.map(callers.contains) ?? false
        let knowsCalled = rejection.calledAETitle.map(called.contains) ?? false
        if knowsCaller, !knowsCalled, !called.isEmpty { return .calledAETitleUnknown }
        if knowsCalled, !knowsCaller, !callers.isEmpty { return .callingAETitleUnknown }
        if knowsCaller, knowsCalled, isAtLimit(use) { return .limit }
        return nil
    }

    private func isAtLimit(_ use: RejectionUse) -> Bool {
        guard case .of(let bound)? = entity.association.associationsAsAcceptor?.value.default else { return false }
        return evidence.observations.reduce(0) { $0 + ($1.reach[.acceptor]?.open(at: use.time) ?? 0) } >= bound
    }

    private func acceptedAllTheSame(_ situation: RejectionClaim.Situation, _ weighing: inout Weighing) {
        if situation == .calledAETitleUnknown, let accepted = product.acceptanceByAnyTitle(of: statement) {
            weighing.contradicts(accepted.tally, "called by \(accepted.titles) different AE titles and accepted")
        }
        guard situation == .applicationContextWrong else { return }
        for (name, tally) in evidence.tallies(\.acceptedContextNames) where name != .applicationContext {
            weighing.contradicts(tally, "\(name) accepted")
        }
    }
}
