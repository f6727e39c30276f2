extension DraftWriter {
    mutating func write(entity index: Int) {
        let entity = statement.entities[index]
        add("  - name: " + YAMLScalar.text(entity.name))
        add(4, "ae_title", entity.aeTitle.map { YAMLScalar.text($0.value) }, .aeTitle, entity: index)
        add(4, "port", entity.port.map { "\($0.value)" }, .port, entity: index)
        add(4, "initiates", entity.initiates.map { "\($0.value)" }, .initiates, entity: index)
        add(4, "accepts", entity.accepts.map { "\($0.value)" }, .accepts, entity: index)
        write(entity.association, index)
        if !entity.services.isEmpty { add("    services:") }
        for number in entity.services.indices { write(entity.services[number], number, of: index) }
        if let reply = entity.storageCommitment?.reply {
            add("    storage_commitment:")
            add(6, "reply", reply.value.rawValue, .storageCommitmentReply, entity: index)
        }
        guard let step = entity.performedProcedureStep else { return }
        add("    mpps:")
        add(6, "create_at", step.creation?.value.rawValue, .procedureStepCreation, entity: index)
        if !step.finalStatuses.isEmpty { add("      set_final: " + list(step.finalStatuses.map(\.value.rawValue))) }
        add(
            6, "sets_in_progress", step.setsInProgress.map { "\($0.value)" }, .procedureStepSetsInProgress,
            entity: index)
    }

    private mutating func write(_ association: AssociationClaims, _ index: Int) {
        add("    association:")
        func text(_ pattern: Claim<GlobPattern>?) -> String? { pattern.map { YAMLScalar.text($0.value.description) } }
        add(
            6, "application_context", association.applicationContext.map { YAMLScalar.text($0.value.rawValue) },
            .applicationContext, entity: index)
        add(
            6, "implementation_class_uid", text(association.implementationClassUID), .implementationClassUID,
            entity: index)
        add(
            6, "implementation_version_name", text(association.implementationVersionName),
            .implementationVersionName, entity: index)
        add(
            6, "max_pdu_receive", association.maximumLengthReceived.map(Self.amount(zero: true)),
            .maximumLengthReceived,
            entity: index)
        group(6, "max_associations") { writer in
            writer.add(
                8, "initiator", association.associationsAsRequestor.map(Self.amount()), .associations(.requestor),
                entity: index)
            writer.add(
                8, "acceptor", association.associationsAsAcceptor.map(Self.amount()), .associations(.acceptor),
                entity: index)
        }
        group(6, "async") { writer in
            writer.add(
                8, "invoked", association.operationsInvoked.map(Self.amount(zero: true)), .operationsInvoked,
                entity: index)
            writer.add(
                8, "performed", association.operationsPerformed.map(Self.amount(zero: true)), .operationsPerformed,
                entity: index)
        }
        add(
            6, "extended_negotiation", association.extendedNegotiation.map { orNone($0.value) }, .extendedNegotiation,
            entity: index)
        add(6, "user_identity", association.userIdentity.map { orNone($0.value) }, .userIdentity, entity: index)
        group(6, "timeouts") { writer in
            for (row, timeout) in association.timeouts.enumerated() {
                writer.add(8, timeout.kind.rawValue, Self.amount()(timeout.seconds), .timeout(row), entity: index)
            }
        }
        group(6, "rejects") { writer in
            for (row, rejection) in association.rejections.enumerated() {
                guard let code = rejection.code.value else { continue }
                let name = rejection.situation.rawValue
                writer.add(
                    8, "- {when: \(name), code: [\(code.result), \(code.source), \(code.reason)]}",
                    of: Key(entity: index, aspect: .rejection(row)), name: name)
            }
        }
        group(6, "failures") { writer in
            for (row, failure) in association.failures.enumerated() {
                guard let behaviour = failure.behaviour.value.name else { continue }
                let name = failure.situation.rawValue
                writer.add(
                    8, "- {when: \(name), behaviour: \(behaviour)}", of: Key(entity: index, aspect: .failure(row)),
                    name: name)
            }
        }
    }

    private static func amount(zero: Bool = false) -> (Claim<LimitRange>) -> String {
        func text(_ limit: Limit) -> String { zero && limit == .unlimited ? "0" : limit.description }
        return { claim in
            let range = claim.value
            guard range.minimum != nil || range.maximum != nil || claim.isConfigurable else {
                return range.default.map(text) ?? "unlimited"
            }
            let parts = [("default", range.default), ("min", range.minimum), ("max", range.maximum)].compactMap {
                name, limit in
                limit.map { "\(name): \(text($0))" }
            }
            return "{" + (parts + (claim.isConfigurable ? ["configurable: true"] : [])).joined(separator: ", ") + "}"
        }
    }

    func orNone<Choice: RawRepresentable>(_ choices: [Choice]) -> String where Choice.RawValue == String {
        choices.isEmpty ? "none" : list(choices.map(\.rawValue))
    }

    mutating func product() {
        if !statement.characterSets.isEmpty {
            add("character_sets:")
            for term in statement.characterSets {
                let claim = judged[Key(aspect: .characterSet(term.value))]
                add("  - " + YAMLScalar.text(term.value), claim.flatMap(comment))
            }
        }
        guard let security = statement.security else { return }
        add("security:")
        add(2, "tls", security.tls?.value.rawValue, .tls, entity: nil)
    }
}
