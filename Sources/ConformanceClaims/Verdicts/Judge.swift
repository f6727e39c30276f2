import DICOMDictionary

/// Gives every claim of a statement its verdict.
struct Judge {
    let statement: ConformanceStatement
    let entities: [EntityEvidence]
    /// Of the product as a whole.
    let product: EntityEvidence

    init(_ statement: ConformanceStatement, _ observation: ProductObservation) {
        self.statement = statement
        entities = EntityAssignment.evidence(statement, observation.entities)
        product = EntityEvidence(observation.entities)
    }

    func judge(_ claim: StatedClaim) -> JudgedClaim {
        guard let index = claim.entity, statement.entities.indices.contains(index) else {
            return JudgedClaim(claim: claim, judgement: judgementOfProduct(claim))
        }
        let entity = statement.entities[index]
        let evidence = entities[index]
        guard let number = claim.service, entity.services.indices.contains(number) else {
            return JudgedClaim(claim: claim, judgement: judgement(of: claim, entity, evidence))
        }
        let service = ServiceJudge(service: entity.services[number], evidence: evidence, claim: claim)
        switch claim.aspect {
        case .sopClass:
            return JudgedClaim(claim: claim, judgement: service.sopClassNegotiated, use: service.used(with: nil))
        case .transferSyntax(let syntax):
            return JudgedClaim(
                claim: claim, judgement: service.transferSyntaxNegotiated(syntax), use: service.used(with: syntax))
        default: return JudgedClaim(claim: claim, judgement: service.judgement)
        }
    }

    private func judgement(
        of claim: StatedClaim, _ entity: ApplicationEntityClaims, _ evidence: EntityEvidence
    ) -> Judgement {
        let association = AssociationJudge(entity: entity, evidence: evidence, claim: claim)
        let workflow = WorkflowJudge(entity: entity, evidence: evidence, claim: claim)
        return switch claim.aspect {
        case .aeTitle: association.aeTitle
        case .port: association.port
        case .initiates: association.initiates
        case .accepts: association.accepts
        case .applicationContext: association.applicationContext
        case .implementationClassUID: association.implementationClassUID
        case .implementationVersionName: association.implementationVersionName
        case .maximumLengthReceived: association.maximumLengthReceived
        case .maximumLengthSent: association.maximumLengthSent
        case .associations(let side): association.associations(side)
        case .operationsInvoked: association.operationsInvoked
        case .operationsPerformed: association.operationsPerformed
        case .extendedNegotiation: association.extendedNegotiation
        case .userIdentity: association.userIdentity
        case .timeout(let index): association.timeout(index)
        case .rejection(let index):
            RejectionJudge(statement: statement, entity: entity, evidence: evidence, product: product, claim: claim)
                .rejection(index)
        case .failure(let index): association.failure(index)
        case .storageCommitmentReply: workflow.storageCommitmentReply
        case .storageCommitmentDelay: workflow.storageCommitmentDelay
        case .procedureStepCreation: workflow.procedureStepCreation
        case .procedureStepFinalStatus(let status): workflow.procedureStepFinalStatus(status)
        case .procedureStepSetsInProgress: workflow.procedureStepSetsInProgress
        default: .notObservable("nothing here can show it")
        }
    }

    private func judgementOfProduct(_ claim: StatedClaim) -> Judgement {
        let security = SecurityJudge(statement: statement, evidence: product, claim: claim)
        return switch claim.aspect {
        case .characterSet(let term): security.characterSet(term)
        case .tls: security.tls
        case .tlsProfile(let profile): security.tlsProfile(profile)
        case .tlsPort: security.tlsPort
        case .checksCalledAETitle: security.checksCalledAETitle
        case .checksCallingAETitle: security.checksCallingAETitle
        case .userIdentity: security.userIdentity
        case .unobservable: .notObservable("the statement says so itself")
        default: .notObservable("nothing here can show it")
        }
    }
}
