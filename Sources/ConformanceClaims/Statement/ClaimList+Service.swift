import DICOMDictionary

extension ClaimList {
    mutating func add(
        _ service: ServiceClaims, _ number: Int, of entity: ApplicationEntityClaims, _ index: Int
    ) {
        let reference = service.reference ?? entity.reference
        func add<Value>(
            _ claim: Claim<Value>?, _ aspect: ClaimAspect, _ role: ServiceRole?, sop: UID? = nil, _ name: String? = nil,
            _ detail: String? = nil
        ) {
            guard let claim else { return }
            append(
                StatedClaim(
                    id: ClaimID(entity.name, service.id, sop?.claimName, role?.rawValue, name, detail), aspect: aspect,
                    place: claim.place, entity: index, service: number, sopClass: sop, role: role,
                    isConfigurable: claim.isConfigurable || service.isConfigurable,
                    condition: claim.condition ?? service.condition, reference: claim.reference ?? reference))
        }
        let roles = service.roles.map(\.value)
        let requests = roles.contains(.scu) ? ServiceRole.scu : nil
        let provides = roles.contains(.scp) ? ServiceRole.scp : nil
        for sop in service.sopClasses {
            for role in roles {
                add(sop, .sopClass, role, sop: sop.value)
                for syntax in service.transferSyntaxes ?? [] {
                    add(syntax, .transferSyntax(syntax.value), role, sop: sop.value, syntax.value.claimName)
                }
            }
        }
        add(service.proposal, .proposal, requests, "contexts")
        add(service.oneTransferSyntaxPerContext, .oneTransferSyntaxPerContext, requests, "one_ts_per_context")
        add(service.prefers.first, .preference, provides, "prefers")
        add(service.roleSelection, .roleSelection, nil, "role_selection")
        add(service.extendedNegotiation, .extendedNegotiation, nil, "extended_negotiation")
        add(service.objectsPerAssociation, .objectsPerAssociation, requests, "objects_per_association")
        for role in roles {
            for level in service.levels { add(level, .level(level.value), role, "levels", level.value.rawValue) }
            for (use, keys) in service.keys.uses {
                for key in keys { add(key, .key(use, key.value), role, "keys", key.value.description) }
            }
        }
        for (row, status) in service.statuses.enumerated() {
            add(status.code, .status(row), status.role, "status", status.code.value.description)
        }
        for (row, failure) in service.failures.enumerated() {
            add(failure.behaviour, .failure(row), requests, "failures", failure.situation.rawValue)
        }
        for priority in service.priorities {
            add(priority, .priority(priority.value), requests, "priority", priority.value.rawValue)
        }
        for (presence, paths) in service.attributes.presences {
            for path in paths {
                add(path, .attribute(presence, path.value), nil, "attributes", path.value.description)
            }
        }
        add(service.attributes.privateCreators, .privateCreators, nil, "attributes", "private_creators")
    }
}

extension QueryKeys {
    /// By use, in the order of the file format.
    var uses: [(ClaimAspect.KeyUse, [Claim<AttributePath>])] {
        [(.required, required), (.optional, optional), (.returned, returned)]
    }
}

extension AttributeClaims {
    /// By presence, in the order of the file format.
    var presences: [(ClaimAspect.Presence, [Claim<AttributePath>])] {
        [
            (.always, always), (.vnap, valueNotAlwaysPresent), (.anap, attributeNotAlwaysPresent), (.empty, empty),
            (.never, never),
        ]
    }
}
