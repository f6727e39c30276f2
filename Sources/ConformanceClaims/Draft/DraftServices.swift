import DICOMDictionary
import Evidence

/// The services an entity was seen with: SOP classes that agree in role, side and transfer syntaxes are one.
struct DraftServices {
    let observation: EntityObservation
    let evidence: EntityEvidence

    private struct Group: Hashable {
        var role: ServiceRole
        var side: AssociationSide
        var syntaxes: [UID]
        /// `nil`: shared by storage SOP classes.
        var sopClass: UID?
    }

    /// As far as a claims file can say so: what was proposed may be anything.
    private static func isSOPClass(_ uid: UID) -> Bool { UIDVocabulary.sopClass.uid(uid.rawValue) != nil }

    private static let mostClasses = 1_000
    /// SOP classes of which attributes are listed.
    private static let mostObjects = 30

    var services: [ServiceClaims] {
        var classes: [Group: [UID]] = [:]
        var order: [Group] = []
        for sopClass in evidence.sopClassesOffered.filter(Self.isSOPClass).prefix(Self.mostClasses) {
            for role in ServiceRole.allCases {
                for side in [AssociationSide.requestor, .acceptor] {
                    guard let group = group(sopClass, role, side) else { continue }
                    if classes[group] == nil { order.append(group) }
                    classes[group, default: []].append(sopClass)
                }
            }
        }
        var names: [String: Int] = [:]
        var objects = 0
        return order.map { group in
            let name = name(group)
            let number = names[name, default: 0] + 1
            names[name] = number
            let members = classes[group] ?? []
            let hasObjects = instances(members, group) != nil && objects < Self.mostObjects
            if hasObjects { objects += 1 }
            return service(group, members, id: number == 1 ? name : "\(name)-\(number)", hasObjects: hasObjects)
        }
    }

    /// `nil` where the entity was not seen so, or nothing came of it.
    private func group(_ sopClass: UID, _ role: ServiceRole, _ side: AssociationSide) -> Group? {
        let offers = evidence.offers(of: sopClass, as: role, on: [side])
        var syntaxes: [UID] = []
        var refused: Set<UID> = []
        var isDone = false
        for offer in offers.map(\.offer) {
            if side == .requestor {
                isDone = true
                for syntax in offer.syntaxes where !syntaxes.contains(syntax) { syntaxes.append(syntax) }
            } else if offer.isAccepted {
                isDone = true
                if let chosen = offer.chosen, !syntaxes.contains(chosen) { syntaxes.append(chosen) }
            } else if offer.result == .transferSyntaxesNotSupported {
                refused.formUnion(offer.syntaxes)
            }
        }
        guard isDone else { return nil }
        syntaxes.removeAll { UIDVocabulary.transferSyntax.uid($0.rawValue) == nil || refused.contains($0) }
        let hasObjects =
            role == .scu && observation.instances[ServiceKey(sopClass: sopClass, role: role, side: side)] != nil
        let isAlone = sopClass.serviceClass != .storage || hasObjects
        return Group(role: role, side: side, syntaxes: syntaxes, sopClass: isAlone ? sopClass : nil)
    }

    private func name(_ group: Group) -> String {
        let isUsual = (group.side == .requestor) == (group.role == .scu)
        return (group.sopClass?.claimName ?? "storage") + "-" + group.role.rawValue.lowercased()
            + (isUsual ? "" : "-\(group.side.name)")
    }

    private func claim<Value>(_ value: Value) -> Claim<Value> { DraftStatement.claim(value) }

    private func service(_ group: Group, _ members: [UID], id: String, hasObjects: Bool) -> ServiceClaims {
        let isUsual = (group.side == .requestor) == (group.role == .scu)
        return ServiceClaims(
            id: id, place: DraftStatement.place, sopClasses: members.map(claim), roles: [claim(group.role)],
            sides: isUsual ? [] : [claim(group.side)], proposal: nil,
            oneTransferSyntaxPerContext: oneSyntax(members, group),
            transferSyntaxes: group.syntaxes.isEmpty ? nil : group.syntaxes.map(claim),
            prefers: preferred(members, group),
            roleSelection: roleSelection(members, group), extendedNegotiation: nil,
            objectsPerAssociation: objects(members, group), keys: keys(members, group), levels: levels(members, group),
            statuses: statuses(members, group), failures: [], priorities: priorities(members, group),
            attributes: hasObjects ? attributes(members, group) : AttributeClaims(), isConfigurable: false, options: [])
    }

    private func offers(_ members: [UID], _ group: Group) -> [ContextOffer] {
        members.flatMap { evidence.offers(of: $0, as: group.role, on: [group.side]).map(\.offer) }
    }

    private func oneSyntax(_ members: [UID], _ group: Group) -> Claim<Bool>? {
        guard group.role == .scu, group.side == .requestor else { return nil }
        return claim(offers(members, group).allSatisfy { $0.syntaxes.count == 1 })
    }

    /// What it chose first of several, if it always did so where it could.
    private func preferred(_ members: [UID], _ group: Group) -> [Claim<UID>] {
        guard group.role == .scp, group.side == .acceptor else { return [] }
        var counts: [UID: Int] = [:]
        for offer in offers(members, group) where offer.isAccepted && offer.syntaxes.count > 1 {
            if let chosen = offer.chosen { counts[chosen, default: 0] += 1 }
        }
        let first = group.syntaxes.max { counts[$0, default: 0] < counts[$1, default: 0] }
        return first.flatMap { counts[$0] == nil ? nil : [claim($0)] } ?? []
    }

    private func roleSelection(_ members: [UID], _ group: Group) -> Claim<[ServiceRole]>? {
        guard group.side == .requestor else { return nil }
        let proposed = offers(members, group).map(\.proposedRoles)
        let roles = ServiceRole.allCases.filter { role in
            proposed.contains { role == .scu ? $0?.scu == true : $0?.scp == true }
        }
        return claim(roles)
    }

    private func objects(_ members: [UID], _ group: Group) -> Claim<ServiceClaims.Objects>? {
        let isMany = members.contains { observation.objects[ObjectsKey(sopClass: $0, areMany: true)] != nil }
        return group.role == .scu && isMany ? claim(.many) : nil
    }

    private func queries(_ members: [UID], _ group: Group) -> QueryUse? {
        members.first.flatMap {
            observation.queries[ServiceKey(sopClass: $0, role: group.role, side: group.side)]
        }
    }

    private func levels(_ members: [UID], _ group: Group) -> [Claim<QueryLevel>] {
        guard let queries = queries(members, group) else { return [] }
        return QueryLevel.allCases.filter { queries.levels[$0.rawValue] != nil }.map(claim)
    }

    private func keys(_ members: [UID], _ group: Group) -> QueryKeys {
        guard let queries = queries(members, group) else { return QueryKeys() }
        var keys = QueryKeys()
        for (path, key) in queries.keys.sorted(by: { $0.key.description < $1.key.description })
        where path.isWritable {
            guard let requested = key.requested else { continue }
            if group.role == .scu {
                if requested.count == queries.queries.count {
                    keys.required.append(claim(path))
                } else {
                    keys.optional.append(claim(path))
                }
            } else if key.returned != nil || key.returnedEmpty != nil {
                if key.matched != nil { keys.optional.append(claim(path)) } else { keys.returned.append(claim(path)) }
            }
        }
        return keys
    }

    private func priorities(_ members: [UID], _ group: Group) -> [Claim<ClaimedPriority>] {
        guard group.role == .scu else { return [] }
        return ClaimedPriority.allCases.filter { priority in
            members.contains { observation.priorities[PriorityKey(sopClass: $0, code: priority.code)] != nil }
        }.map(claim)
    }

    /// Returned, or met with what came next where that was always the same.
    private func statuses(_ members: [UID], _ group: Group) -> [StatusClaim] {
        var next: [UInt16: Set<NextStep>] = [:]
        for member in members {
            for (key, use) in evidence.uses(of: member, as: group.role, on: [group.side])
            where key.isInvoker == (group.role == .scu) {
                for (code, status) in use.statuses where Self.isWorthSaying(code) {
                    next[code, default: []].formUnion(status.next.keys)
                }
            }
        }
        return next.sorted { $0.key < $1.key }.prefix(100).compactMap { code, steps in
            let digits = String(code, radix: 16, uppercase: true)
            guard let pattern = StatusPattern(String(repeating: "0", count: 4 - digits.count) + digits) else {
                return nil
            }
            let behaviour = group.role == .scu && steps.count == 1 ? steps.first?.behaviour : nil
            return StatusClaim(
                role: group.role, code: claim(pattern), meaning: nil, behaviour: behaviour.map(claim))
        }
    }

    private static func isWorthSaying(_ code: UInt16) -> Bool {
        switch Status(code).category {
        case .success, .pending, .cancel: false
        case .warning, .failure, .unknown: true
        }
    }

    private func instances(_ members: [UID], _ group: Group) -> InstanceUse? {
        guard group.role == .scu, group.sopClass != nil else { return nil }
        return members.first.flatMap {
            observation.instances[ServiceKey(sopClass: $0, role: .scu, side: group.side)]
        }
    }

    private func attributes(_ members: [UID], _ group: Group) -> AttributeClaims {
        guard let instances = instances(members, group) else { return AttributeClaims() }
        var claims = AttributeClaims()
        for (tag, use) in instances.attributes.sorted(by: { $0.key < $1.key }).prefix(300) {
            let path = claim(AttributePath(tags: [tag]))
            switch (use.filled != nil, use.empty != nil, use.missing != nil) {
            case (true, false, false): claims.always.append(path)
            case (true, true, false): claims.valueNotAlwaysPresent.append(path)
            case (true, false, true): claims.attributeNotAlwaysPresent.append(path)
            case (false, true, false): claims.empty.append(path)
            default: break
            }
        }
        claims.privateCreators = claim(instances.privateCreators.inOrder.map { GlobPattern($0.key) })
        return claims
    }
}

extension AttributePath {
    /// Of standard attributes only: what a private tag means depends on its creator.
    fileprivate var isWritable: Bool { tags.allSatisfy { !$0.isPrivate } }
}

extension NextStep {
    /// `nil` where the format has no word for it.
    var behaviour: FailureBehaviour? {
        switch self {
        case .retried: .retry
        case .continued: .proceed
        case .released: .release
        case .aborted: .abort
        case .closed, .gaveUp: nil
        }
    }
}
