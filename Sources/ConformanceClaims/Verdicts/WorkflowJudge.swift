/// Judges storage commitment and performed procedure steps (PS3.4 Annexes J and F).
struct WorkflowJudge {
    let entity: ApplicationEntityClaims
    let evidence: EntityEvidence
    let claim: StatedClaim

    private var replies: [CommitmentReply] { evidence.observations.flatMap(\.commitmentReplies) }
    private var steps: [PerformedStep] { evidence.observations.flatMap(\.performedSteps) }

    /// Of the SCP how it replies; of the SCU, which takes what comes, what came.
    var storageCommitmentReply: Judgement {
        guard let wanted = entity.storageCommitment?.reply?.value else { return .notExercised() }
        var weighing = Weighing()
        var kinds: Set<Bool> = []
        for reply in replies {
            let tally = Tally(reply.sighting)
            let seen = reply.isOnSameAssociation ? "on the same association" : "on a new association"
            kinds.insert(reply.isOnSameAssociation)
            if wanted == .either || (wanted == .same) == reply.isOnSameAssociation {
                weighing.supports(tally, seen)
            } else if reply.role == .scp {
                weighing.contradicts(tally, seen)
            } else {
                weighing.deviates(tally, seen + ", which the peer chose")
            }
        }
        let isPartly = wanted == .either && kinds.count == 1
        return weighing.judgement(
            isConfigurable: claim.isConfigurable,
            partly: isPartly
                ? (kinds.contains(true) ? "on the same association only" : "on a new association only") : nil)
    }

    var storageCommitmentDelay: Judgement {
        guard let range = entity.storageCommitment?.maximumDelay?.value, let most = range.maximum ?? range.default
        else { return .notExercised() }
        var weighing = Weighing()
        for reply in replies where reply.role == .scp {
            let tally = Tally(reply.sighting)
            let seen = "after \(AssociationJudge.duration(max(0, reply.delay)))"
            if most == .unlimited || .of(Int(min(max(0, reply.delay), 1e12).rounded(.up))) <= most {
                weighing.supports(tally, seen)
            } else {
                weighing.contradicts(tally, seen)
            }
        }
        return weighing.judgement(isConfigurable: claim.isConfigurable)
    }

    var procedureStepCreation: Judgement {
        guard let wanted = entity.performedProcedureStep?.creation?.value else { return .notExercised() }
        var weighing = Weighing()
        for step in steps {
            let tally = Tally(step.sighting)
            if step.wasCreatedMeanwhile {
                weighing.contradicts(tally, "between the instances of its study")
            } else if let creation = step.creation {
                let seen = creation == .start ? "before the first instance" : "after the last instance"
                if creation == wanted { weighing.supports(tally, seen) } else { weighing.contradicts(tally, seen) }
            }
        }
        return weighing.judgement(
            isConfigurable: claim.isConfigurable,
            otherwise: steps.isEmpty ? nil : "no instances of its study were stored")
    }

    func procedureStepFinalStatus(_ status: PerformedProcedureStepClaims.FinalStatus) -> Judgement {
        var weighing = Weighing()
        for step in steps where step.finalStatus == status.rawValue { weighing.supports(Tally(step.sighting)) }
        return weighing.judgement(isConfigurable: claim.isConfigurable)
    }

    var procedureStepSetsInProgress: Judgement {
        guard let wanted = entity.performedProcedureStep?.setsInProgress?.value else { return .notExercised() }
        var weighing = Weighing()
        let never = steps.allSatisfy { $0.setsInProgress == 0 }
        for step in steps {
            let tally = Tally(step.sighting)
            switch (wanted, step.setsInProgress > 0) {
            case (true, true): weighing.supports(tally)
            case (false, true): weighing.contradicts(tally, "N-SET in progress")
            case (false, false) where step.finalStatus != nil: weighing.supports(tally)
            case (true, false) where never && step.finalStatus != nil:
                weighing.contradicts(tally, "no N-SET in progress before \(step.finalStatus ?? "")")
            default: break
            }
        }
        return weighing.judgement(isConfigurable: claim.isConfigurable)
    }
}
