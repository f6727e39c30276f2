import DICOMDictionary
import DICOMUpperLayer
import Evidence

extension UndeclaredSearch {
    func association(
        _ entity: ApplicationEntityClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        var found = rejections(entity, evidence, index) + finalStatuses(entity, evidence, index)
        let isSilent =
            entity.association.extendedNegotiation == nil
            && entity.services.allSatisfy { $0.extendedNegotiation == nil }
        if isSilent {
            var seen: [ExtendedNegotiationKind: Tally] = [:]
            for (key, tally) in evidence.tallies(\.extendedNegotiations) {
                guard let kind = key.kind, !key.isRefused else { continue }
                seen[kind] = Tally.sum([seen[kind], tally].compactMap { $0 })
            }
            found += seen.inOrder.map { kind, tally in
                undeclared(
                    .extendedNegotiation, index, kind.rawValue, message: "negotiates extended negotiation: %", tally)
            }
        }
        if entity.association.userIdentity == nil, statement.security?.userIdentity == nil {
            for (code, tally) in evidence.tallies(\.userIdentities) {
                guard let code else { continue }
                let name = UserIdentityKind.allCases.first { $0.code == code }?.rawValue ?? "type-\(code)"
                found.append(
                    undeclared(.userIdentity, index, name, message: "sends a user identity: %", tally))
            }
        }
        if entity.association.operationsInvoked == nil, entity.association.operationsPerformed == nil {
            for (window, tally) in evidence.tallies(\.windows)
            where window != AsynchronousOperationsWindow(invoked: 1, performed: 1) {
                let words = "\(window.invoked) invoked, \(window.performed) performed"
                found.append(
                    undeclared(
                        .asynchronousOperations, index, "\(window.invoked)-\(window.performed)",
                        message: "negotiates asynchronous operations: %", of: words, tally))
            }
        }
        return found
    }

    private func rejections(
        _ entity: ApplicationEntityClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        let declared = Set(entity.association.rejections.compactMap(\.code.value))
        var seen: [RejectionClaim.Code: Tally] = [:]
        for observation in evidence.observations {
            for (rejection, use) in observation.rejections.entries where !declared.contains(rejection.code) {
                seen[rejection.code] = Tally.sum([seen[rejection.code], use.seen].compactMap { $0 })
            }
        }
        return seen.inOrder.map { code, tally in
            let reject = PDU.AssociateRJ(result: code.result, source: code.source, reason: code.reason)
            return undeclared(
                .rejection, index, "\(code.result)-\(code.source)-\(code.reason)",
                message: "rejects with %", of: code.description + (reject.reasonName.map { " (\($0))" } ?? ""), tally)
        }
    }

    private func finalStatuses(
        _ entity: ApplicationEntityClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        guard let listed = entity.performedProcedureStep?.finalStatuses, !listed.isEmpty else { return [] }
        let declared = Set(listed.map(\.value.rawValue))
        var seen: [String: Tally] = [:]
        for step in evidence.observations.flatMap(\.performedSteps) {
            guard let status = step.finalStatus, !declared.contains(status) else { continue }
            seen[status].note(step.sighting)
        }
        return seen.inOrder.map { status, tally in
            undeclared(
                .finalStatus, index, status, message: "ends procedure steps as %", tally,
                against: listed.contains(where: \.isConfigurable) ? nil : .procedureStepFinalStatus)
        }
    }

    /// Character sets and security.
    var ofProduct: [UndeclaredBehaviour] {
        var found: [UndeclaredBehaviour] = []
        let declared = Set(statement.characterSets.map(\.value))
        if !declared.isEmpty {
            var seen: [String: Tally] = [:]
            for (text, tally) in judge.product.tallies(\.characterSets) {
                // The default repertoire is in all others.
                for term in Set(SecurityJudge.terms(text)) where term != "ISO_IR 6" && !declared.contains(term) {
                    seen[term] = Tally.sum([seen[term], tally].compactMap { $0 })
                }
            }
            if !declared.contains("ISO_IR 6"),
                let tally = judge.product.tallies(\.foreignText).first(where: { $0.key.isEmpty })?.tally
            {
                found.append(
                    undeclared(
                        .characterSet, nil, "none", message: "sends text beyond ASCII without a character set", tally,
                        against: .characterSet))
            }
            found += seen.inOrder.map { term, tally in
                undeclared(
                    .characterSet, nil, term, message: "sends data sets in character set %", of: term, tally,
                    against: .characterSet)
            }
        }
        if statement.security?.tls == nil,
            let secure = Tally.sum(judge.product.observations.compactMap { $0.secure[true] })
        {
            found.append(undeclared(.tls, nil, message: "speaks TLS", secure))
        }
        return found
    }
}
