import DICOMDictionary

extension ConformanceStatement {
    /// Every claim the statement makes, in the order of its entities and services, each with an identifier of its own:
    /// where two would have the same, the later one gets `#2`.
    public func claims() -> [StatedClaim] {
        var list = ClaimList()
        for (index, entity) in entities.enumerated() { list.add(entity, index) }
        list.addProduct(self)
        return list.claims
    }
}

/// Collects claims with what they have from the service and entity they stand in.
struct ClaimList {
    private(set) var claims: [StatedClaim] = []
    private var counts: [String: Int] = [:]

    mutating func append(_ claim: StatedClaim) {
        var claim = claim
        let count = counts[claim.id.rawValue, default: 0] + 1
        counts[claim.id.rawValue] = count
        if count > 1 { claim.id.rawValue += "#\(count)" }
        claims.append(claim)
    }

    mutating func add<Value>(
        _ claim: Claim<Value>?, _ aspect: ClaimAspect, _ id: ClaimID, entity: Int? = nil, reference: String? = nil
    ) {
        guard let claim else { return }
        append(
            StatedClaim(
                id: id, aspect: aspect, place: claim.place, entity: entity, isConfigurable: claim.isConfigurable,
                condition: claim.condition, reference: claim.reference ?? reference))
    }

    mutating func addProduct(_ statement: ConformanceStatement) {
        for term in statement.characterSets {
            add(term, .characterSet(term.value), ClaimID("character_sets", term.value))
        }
        if let security = statement.security {
            let reference = security.reference
            func id(_ name: String, _ value: String? = nil) -> ClaimID { ClaimID("security", name, value) }
            add(security.tls, .tls, id("tls"), reference: reference)
            for profile in security.profiles {
                add(profile, .tlsProfile(profile.value), id("profiles", profile.value.rawValue), reference: reference)
            }
            add(security.port, .tlsPort, id("port"), reference: reference)
            add(security.checksCalledAETitle, .checksCalledAETitle, id("aet_check", "called"), reference: reference)
            add(security.checksCallingAETitle, .checksCallingAETitle, id("aet_check", "calling"), reference: reference)
            add(security.userIdentity, .userIdentity, id("user_identity"), reference: reference)
        }
        for (index, claim) in statement.unobservable.enumerated() {
            add(claim, .unobservable(index), ClaimID("unobservable", String(index + 1)))
        }
    }

    mutating func add(_ entity: ApplicationEntityClaims, _ index: Int) {
        func add<Value>(_ claim: Claim<Value>?, _ aspect: ClaimAspect, _ name: String, _ detail: String? = nil) {
            self.add(
                claim, aspect, ClaimID(entity.name, name, detail), entity: index, reference: entity.reference)
        }
        add(entity.aeTitle, .aeTitle, "ae_title")
        add(entity.port, .port, "port")
        add(entity.initiates, .initiates, "initiates")
        add(entity.accepts, .accepts, "accepts")
        self.add(entity.association, of: entity, index)
        for (number, service) in entity.services.enumerated() { self.add(service, number, of: entity, index) }
        if let commitment = entity.storageCommitment {
            add(commitment.reply, .storageCommitmentReply, "storage_commitment", "reply")
            add(commitment.maximumDelay, .storageCommitmentDelay, "storage_commitment", "max_delay")
        }
        if let step = entity.performedProcedureStep {
            add(step.creation, .procedureStepCreation, "mpps", "create_at")
            for status in step.finalStatuses {
                add(status, .procedureStepFinalStatus(status.value), "mpps", status.value.rawValue)
            }
            add(step.setsInProgress, .procedureStepSetsInProgress, "mpps", "sets_in_progress")
        }
    }

    private mutating func add(_ association: AssociationClaims, of entity: ApplicationEntityClaims, _ index: Int) {
        func add<Value>(_ claim: Claim<Value>?, _ aspect: ClaimAspect, _ name: String, _ detail: String? = nil) {
            self.add(
                claim, aspect, ClaimID(entity.name, "association", name, detail), entity: index,
                reference: association.reference ?? entity.reference)
        }
        add(association.applicationContext, .applicationContext, "application_context")
        add(association.implementationClassUID, .implementationClassUID, "implementation_class_uid")
        add(association.implementationVersionName, .implementationVersionName, "implementation_version_name")
        add(association.maximumLengthReceived, .maximumLengthReceived, "max_pdu_receive")
        add(association.maximumLengthSent, .maximumLengthSent, "max_pdu_send")
        add(association.associationsAsRequestor, .associations(.requestor), "max_associations", "initiator")
        add(association.associationsAsAcceptor, .associations(.acceptor), "max_associations", "acceptor")
        add(association.operationsInvoked, .operationsInvoked, "async", "invoked")
        add(association.operationsPerformed, .operationsPerformed, "async", "performed")
        add(association.extendedNegotiation, .extendedNegotiation, "extended_negotiation")
        add(association.userIdentity, .userIdentity, "user_identity")
        for (number, timeout) in association.timeouts.enumerated() {
            add(timeout.seconds, .timeout(number), "timeouts", timeout.kind.rawValue)
        }
        for (number, rejection) in association.rejections.enumerated() {
            add(rejection.code, .rejection(number), "rejects", rejection.situation.rawValue)
        }
        for (number, failure) in association.failures.enumerated() {
            add(failure.behaviour, .failure(number), "failures", failure.situation.rawValue)
        }
    }
}
