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
        guard let wanted = entity.association.rejections[at: index] else { return .notExercised() }
        var weighing = Weighing()
        var situations = RejectionSituations(statement, entity, evidence, product)
        for (observation, rejections) in zip(evidence.observations, evidence.rejections) where !rejections.isEmpty {
            situations.look(at: observation, of: product)
            for (rejection, use) in rejections {
                let certain = situations.certain(rejection, use)
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

    private func acceptedAllTheSame(_ situation: RejectionClaim.Situation, _ weighing: inout Weighing) {
        switch situation {
        case .calledAETitleUnknown:
            guard let accepted = product.acceptanceByAnyTitle(of: statement) else { return }
            weighing.contradicts(accepted.tally, "called by \(accepted.titles) different AE titles and accepted")
        case .callingAETitleUnknown:
            for (title, tally) in evidence.tallies(\.acceptedCallers) where statement.knowsCaller(title) == false {
                weighing.contradicts(tally, "\(title) accepted")
            }
        case .applicationContextWrong:
            for (name, tally) in evidence.tallies(\.acceptedContextNames) where name != .applicationContext {
                weighing.contradicts(tally, "\(name) accepted")
            }
        case .protocolVersionWrong:
            weighing.contradicts(
                Tally.sum(evidence.observations.compactMap(\.acceptedOtherVersion)), "another version accepted")
        case .noContext:
            weighing.contradicts(
                Tally.sum(evidence.observations.compactMap(\.acceptedWithoutContext)),
                "accepted without a presentation context")
        case .limit:
            guard case .of(let bound)? = entity.association.associationsAsAcceptor?.value.default,
                let reached = evidence.mostAtOnce(as: .acceptor), reached.count > bound
            else { return }
            weighing.contradicts(Tally(reached.sighting), "\(reached.count) at once accepted")
        case .busy, .userIdentityRefused, .refuseOption, .other: break
        }
    }
}
