import DICOMDictionary

/// Finds what the product did and its statement does not say.
struct UndeclaredSearch {
    let judge: Judge
    var statement: ConformanceStatement { judge.statement }

    var found: [UndeclaredBehaviour] {
        statement.entities.indices.flatMap { index in
            let entity = statement.entities[index]
            let evidence = judge.entities[index]
            return sopClasses(entity, evidence, index)
                + entity.services.flatMap { transferSyntaxes($0, entity, evidence, index) }
                + entity.services.flatMap { services($0, entity, evidence, index) }
                + association(entity, evidence, index)
        } + ofProduct
    }

    func undeclared(
        _ kind: UndeclaredBehaviour.Kind, _ entity: Int?, _ first: String? = nil, _ second: String? = nil,
        _ third: String? = nil, message pattern: String, of subject: String? = nil, _ tally: Tally,
        against: ClaimKind? = nil
    ) -> UndeclaredBehaviour {
        let name = entity.map { statement.entities[$0].name }
        let id = ClaimID(name, "undeclared", kind.rawValue, first, second, third)
        return UndeclaredBehaviour(
            kind: kind, entity: entity, id: id, pattern: pattern, subject: subject ?? third ?? second ?? first ?? "",
            count: tally.count, evidence: tally.first,
            against: against)
    }

    /// The first of some names, and how many more there are.
    static func some(_ names: [String], most: Int = 4) -> String {
        let more = names.count - most
        return names.prefix(most).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private func sopClasses(
        _ entity: ApplicationEntityClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        var declared: Set<ServiceKey> = []
        for service in entity.services {
            for sopClass in service.sopClasses {
                for role in service.roles.map(\.value) {
                    for side in service.sides(as: role) {
                        declared.insert(ServiceKey(sopClass: sopClass.value, role: role, side: side))
                    }
                }
            }
        }
        return evidence.sopClassesOffered.flatMap { sopClass -> [UndeclaredBehaviour] in
            var seen: [ServiceKey: Tally] = [:]
            for (offer, tally) in evidence.offers(of: sopClass) where offer.side == .requestor || offer.isAccepted {
                for role in offer.roles {
                    let key = ServiceKey(sopClass: sopClass, role: role, side: offer.side)
                    guard !declared.contains(key) else { continue }
                    seen[key] = Tally.sum([seen[key], tally].compactMap { $0 })
                }
            }
            return seen.inOrder.map { key, tally in
                let isElsewhere = declared.contains { $0.sopClass == sopClass && $0.role == key.role }
                let deed = key.side == .requestor ? "proposes" : "accepts"
                let used = Tally.sum(evidence.uses(of: sopClass, as: key.role, on: [key.side]).map(\.use.seen))
                return undeclared(
                    .sopClass, index, sopClass.claimName, key.role.rawValue,
                    isElsewhere ? key.side.name : nil,
                    message: "\(deed) % as \(key.role.rawValue)"
                        + (isElsewhere ? " being the \(key.side.name)" : "")
                        + (used.map { $0.count == 1 ? ", in 1 operation" : ", in \($0.count) operations" }
                            ?? ", without an operation"),
                    of: sopClass.claimName, tally)
            }
        }
    }

    /// Those of a service together by transfer syntax: a product has it for all SOP classes or for none.
    private func transferSyntaxes(
        _ service: ServiceClaims, _ entity: ApplicationEntityClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        service.roles.map(\.value).flatMap { role -> [UndeclaredBehaviour] in
            var seen: [UID: Tally] = [:]
            var classes: [UID: [String]] = [:]
            for sopClass in service.sopClasses.map(\.value) {
                guard let declared = declaredSyntaxes(of: sopClass, as: role, in: entity) else { continue }
                for (offer, tally) in evidence.offers(of: sopClass, as: role, on: service.sides(as: role)) {
                    let syntaxes = offer.side == .requestor ? offer.syntaxes : offer.chosen.map { [$0] } ?? []
                    for syntax in Set(syntaxes) where !declared.contains(syntax) {
                        seen[syntax] = Tally.sum([seen[syntax], tally].compactMap { $0 })
                        if classes[syntax]?.last != sopClass.claimName {
                            classes[syntax, default: []].append(sopClass.claimName)
                        }
                    }
                }
            }
            let isOpen = service.isConfigurable || (service.transferSyntaxes ?? []).contains(where: \.isConfigurable)
            return seen.inOrder.map { syntax, tally in
                undeclared(
                    .transferSyntax, index, service.id, role.rawValue, syntax.claimName,
                    message: (service.sides(as: role) == [.acceptor] ? "accepts " : "proposes ")
                        + "% for \(Self.some(classes[syntax] ?? []))",
                    of: syntax.claimName, tally,
                    // What is no UID no statement can list.
                    against: isOpen || UIDVocabulary.transferSyntax.uid(syntax.rawValue) == nil
                        ? nil : .transferSyntax(role))
            }
        }
    }

    /// By all services of the entity that have the SOP class; `nil` where one of them is silent.
    private func declaredSyntaxes(
        of sopClass: UID, as role: ServiceRole, in entity: ApplicationEntityClaims
    ) -> Set<UID>? {
        var all: Set<UID> = []
        for service in entity.services
        where service.roles.contains(where: { $0.value == role })
            && service.sopClasses.contains(where: { $0.value == sopClass })
        {
            guard let syntaxes = service.transferSyntaxes else { return nil }
            all.formUnion(syntaxes.map(\.value))
        }
        return all
    }
}
