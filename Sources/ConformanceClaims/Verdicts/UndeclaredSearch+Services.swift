import DICOMDictionary
import Evidence

extension UndeclaredSearch {
    func services(
        _ service: ServiceClaims, _ entity: ApplicationEntityClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        statuses(service, evidence, index) + priorities(service, evidence, index) + queries(service, evidence, index)
            + privateCreators(service, evidence, index)
    }

    /// Failures and warnings the product returned; success, pending and cancel need no saying.
    private func statuses(
        _ service: ServiceClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        guard service.roles.contains(where: { $0.value == .scp }) else { return [] }
        let listed = service.statuses.filter { $0.role == .scp }.map(\.code)
        let declared = listed.map(\.value)
        let isOpen = listed.isEmpty || service.isConfigurable || listed.contains(where: \.isConfigurable)
        var seen: [UInt16: Tally] = [:]
        var kinds: [UInt16: String] = [:]
        for sopClass in service.sopClasses.map(\.value) {
            for (key, use) in evidence.uses(of: sopClass, as: .scp, on: service.sides(as: .scp))
            where !key.isInvoker {
                for (code, status) in use.statuses where !declared.contains(where: { $0.matches(Status(code)) }) {
                    switch Status(code).category {
                    case .success, .pending, .cancel: continue
                    case .warning, .failure, .unknown: break
                    }
                    seen[code] = Tally.sum([seen[code], status.seen].compactMap { $0 })
                    kinds[code] = key.service.service ?? "an operation"
                }
            }
        }
        return seen.inOrder.map { code, tally in
            undeclared(
                .status, index, service.id, Status(code).description,
                message: "answers \(kinds[code] ?? "") with %", of: Status(code).description, tally,
                against: isOpen ? nil : .status(.scp))
        }
    }

    private func priorities(
        _ service: ServiceClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        guard !service.priorities.isEmpty else { return [] }
        let declared = Set(service.priorities.map(\.value.code))
        let classes = Set(service.sopClasses.map(\.value))
        var seen: [UInt16: Tally] = [:]
        for (key, tally) in evidence.tallies(\.priorities)
        where classes.contains(key.sopClass) && !declared.contains(key.code) {
            seen[key.code] = Tally.sum([seen[key.code], tally].compactMap { $0 })
        }
        return seen.inOrder.map { code, tally in
            let priority = ClaimedPriority.allCases.first { $0.code == code }
            let name = priority?.rawValue ?? "\(code)"
            // What the standard has not no statement can list.
            let isOpen = priority == nil || service.priorities.contains(where: \.isConfigurable)
            return undeclared(
                .priority, index, service.id, name, message: "asks with priority %", tally,
                against: isOpen ? nil : .priority)
        }
    }

    private func queries(
        _ service: ServiceClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        service.roles.map(\.value).flatMap { role -> [UndeclaredBehaviour] in
            let uses = service.sopClasses.flatMap { sopClass in
                service.sides(as: role).flatMap { side in
                    evidence.observations.compactMap {
                        $0.queries[ServiceKey(sopClass: sopClass.value, role: role, side: side)]
                    }
                }
            }
            return levels(service, role, uses, index) + keys(service, role, uses, index)
        }
    }

    private func levels(
        _ service: ServiceClaims, _ role: ServiceRole, _ uses: [QueryUse], _ index: Int
    ) -> [UndeclaredBehaviour] {
        // A worklist query has no level.
        guard !service.levels.isEmpty else { return [] }
        let declared = Set(service.levels.map(\.value.rawValue))
        var seen: [String: Tally] = [:]
        for use in uses {
            // What an SCP is asked for proves nothing, only what it answers.
            for (level, tally) in role == .scu ? use.levels : use.answeredLevels where !declared.contains(level) {
                seen[level] = Tally.sum([seen[level], tally].compactMap { $0 })
            }
        }
        return seen.inOrder.map { level, tally in
            let isOpen =
                QueryLevel(rawValue: level) == nil || service.levels.contains(where: \.isConfigurable)
            return undeclared(
                .level, index, service.id, role.rawValue, level.isEmpty ? "none" : level,
                message: (role == .scu ? "queries " : "answers queries ")
                    + (level.isEmpty ? "without a level" : "at level %"), of: level, tally,
                against: isOpen ? nil : .level(role))
        }
    }

    /// Those of a service together: a statement that lists keys seldom lists one alone.
    private func keys(
        _ service: ServiceClaims, _ role: ServiceRole, _ uses: [QueryUse], _ index: Int
    ) -> [UndeclaredBehaviour] {
        let declared = Set(service.keys.uses.flatMap { $0.1.map(\.value) })
        guard role == .scu, !declared.isEmpty else { return [] }
        var seen: [AttributePath: Tally] = [:]
        for use in uses {
            for (path, key) in use.keys {
                guard let requested = key.requested, !declared.contains(path),
                    !declared.contains(where: { $0.tags.count > path.tags.count && $0.tags.starts(with: path.tags) })
                else { continue }
                seen[path] = Tally.sum([seen[path], requested].compactMap { $0 })
            }
        }
        guard let tally = Tally.sum(seen.values) else { return [] }
        let names = seen.keys.map(\.description).sorted()
        return [
            undeclared(
                .key, index, service.id, role.rawValue, message: "asks for %", of: Self.some(names, most: 8), tally)
        ]
    }

    private func privateCreators(
        _ service: ServiceClaims, _ evidence: EntityEvidence, _ index: Int
    ) -> [UndeclaredBehaviour] {
        // Where the statement lists them it is the claim that is contradicted.
        guard service.attributes.privateCreators == nil, service.roles.contains(where: { $0.value == .scu }) else {
            return []
        }
        var seen: [String: Tally] = [:]
        for sopClass in service.sopClasses {
            for side in [AssociationSide.requestor, .acceptor] {
                let key = ServiceKey(sopClass: sopClass.value, role: .scu, side: side)
                for use in evidence.observations.compactMap({ $0.instances[key] }) {
                    for (creator, tally) in use.privateCreators {
                        seen[creator] = Tally.sum([seen[creator], tally].compactMap { $0 })
                    }
                }
            }
        }
        return seen.inOrder.map { creator, tally in
            undeclared(
                .privateCreator, index, service.id, creator, message: "writes private elements of %", of: creator, tally
            )
        }
    }
}
