import DICOMDictionary

/// What one service says of its presentation contexts.
extension StatementLint {
    mutating func checkContexts(_ service: ServiceClaims, of entity: ApplicationEntityClaims) {
        let roles = Set(service.roles.map(\.value))
        if service.sopClasses.isEmpty { warn("no SOP classes: nothing is claimed", at: service.place) }
        if service.roles.isEmpty { warn("no roles: nothing is claimed", at: service.place) }
        if let syntaxes = service.transferSyntaxes, syntaxes.isEmpty {
            warn(
                "no transfer syntaxes: nothing could be negotiated; leave the field out where the statement is silent",
                at: service.place)
        }
        checkRetired(service)
        if let syntaxes = service.transferSyntaxes {
            let names = Set(syntaxes.map(\.value))
            for preferred in service.prefers where !names.contains(preferred.value) {
                warn(
                    "\(preferred.value.claimName) is preferred, yet not among the transfer syntaxes",
                    at: preferred.place)
            }
        }
        if !roles.contains(.scp), let first = service.prefers.first {
            warn("'prefers' is what an SCP chooses, and this is none", at: first.place)
        }
        if !roles.contains(.scu) {
            let places = [
                service.proposal?.place, service.oneTransferSyntaxPerContext?.place,
                service.objectsPerAssociation?.place, service.priorities.first?.place,
                service.failures.first?.behaviour.place,
            ]
            for place in places.compactMap({ $0 }) { warn("this is what an SCU does, and this is none", at: place) }
        }
        checkNumber(service)
        checkNegotiation(service, roles, of: entity)
    }

    private mutating func checkRetired(_ service: ServiceClaims) {
        for (claims, noun) in [
            (service.sopClasses, "SOP classes"), (service.transferSyntaxes ?? [], "transfer syntaxes"),
        ] {
            let retired = claims.filter(\.value.isRetired)
            guard let first = retired.first else { continue }
            warn("retired \(noun): \(listed(retired.map(\.value.claimName)))", at: first.place)
        }
    }

    /// Identifiers of presentation contexts are odd numbers of one byte (PS3.8 §9.3.2.2).
    private mutating func checkNumber(_ service: ServiceClaims) {
        guard let proposal = service.proposal, proposal.value == .exact else { return }
        let each = service.oneTransferSyntaxPerContext?.value == true ? max(1, service.transferSyntaxes?.count ?? 1) : 1
        let count = service.sopClasses.count * each
        if count > 128 {
            warn(
                "exactly \(count) presentation contexts, and an association has 128 at most (PS3.8 §9.3.2.2)",
                at: proposal.place)
        }
    }

    private mutating func checkNegotiation(
        _ service: ServiceClaims, _ roles: Set<ServiceRole>, of entity: ApplicationEntityClaims
    ) {
        if let selection = service.roleSelection {
            let foreign = selection.value.filter { !roles.contains($0) }
            if !foreign.isEmpty {
                warn(
                    "selects the role \(foreign.map(\.rawValue).joined(separator: ", ")), yet does not claim it",
                    at: selection.place)
            }
        }
        if let kinds = service.extendedNegotiation, !kinds.value.isEmpty,
            let none = entity.association.extendedNegotiation, none.value.isEmpty
        {
            warn("line \(none.place.line) says that there is no extended negotiation", at: kinds.place)
        }
    }

    mutating func checkAttributes(_ service: ServiceClaims) {
        var seen: [AttributePath: (presence: ClaimAspect.Presence, line: Int)] = [:]
        for (presence, paths) in service.attributes.presences {
            for path in paths {
                if let other = seen[path.value] {
                    warn("\(path.value) is '\(other.presence.rawValue)' in line \(other.line)", at: path.place)
                } else {
                    seen[path.value] = (presence, path.place.line)
                }
            }
        }
        if let first = service.attributes.presences.flatMap(\.1).first,
            !service.roles.contains(where: { $0.value == .scu })
        {
            warn("'attributes' are of objects the product makes, and it only receives these", at: first.place)
        }
    }
}
