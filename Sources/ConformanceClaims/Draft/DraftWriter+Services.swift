import DICOMDictionary

extension DraftWriter {
    mutating func write(_ service: ServiceClaims, _ number: Int, of entity: Int) {
        let role = service.roles.first?.value ?? .scu
        func key(_ aspect: ClaimAspect, _ role: ServiceRole?, _ sopClass: UID? = nil) -> Key {
            Key(entity: entity, service: number, sopClass: sopClass, role: role, aspect: aspect)
        }
        let classes = service.sopClasses.map { (uid: $0.value, claim: judged[key(.sopClass, role, $0.value)]) }
        let isUseful = classes.contains { $0.claim.map(isContradicted) != true }
        add(
            (isUseful ? "      - " : "      # ") + "id: " + YAMLScalar.text(service.id)
                + (isUseful ? "" : ": refused as well as accepted, or never of use"))
        guard isUseful else { return }
        add("        roles: [\(role.rawValue)]")
        if !service.sides.isEmpty { add("        side: " + list(service.sides.map(\.value.name))) }
        add("        sop:")
        for (uid, _) in classes {
            let name = YAMLScalar.text(uid.claimName)
            add(10, "- " + name, of: key(.sopClass, role, uid), name: name)
        }
        syntaxes(service, role, key)
        func note(_ name: String, _ value: String?, _ aspect: ClaimAspect, _ role: ServiceRole?) {
            guard let value else { return }
            add(8, "\(name): \(value)", of: key(aspect, role), name: name)
        }
        note(
            "one_ts_per_context", service.oneTransferSyntaxPerContext.map { "\($0.value)" },
            .oneTransferSyntaxPerContext, .scu)
        let prefers = service.prefers.map(\.value.claimName)
        note("prefers", prefers.isEmpty ? nil : list(prefers), .preference, .scp)
        note("role_selection", service.roleSelection.map { orNone($0.value) }, .roleSelection, nil)
        note(
            "objects_per_association", service.objectsPerAssociation.map(\.value.rawValue), .objectsPerAssociation,
            .scu)
        group(8, "keys") { writer in
            for (use, paths) in service.keys.uses {
                writer.items(10, use.rawValue, paths.map { ($0.value.description, key(.key(use, $0.value), role)) })
            }
        }
        items(8, "levels", service.levels.map { ($0.value.rawValue, key(.level($0.value), role)) })
        group(8, "status") { writer in
            for (row, status) in service.statuses.enumerated() {
                let code = status.code.value.description
                let behaviour = status.behaviour?.value.name.map { ", behaviour: \($0)" } ?? ""
                writer.add(
                    10, "- {code: \(YAMLScalar.text(code)), role: \(status.role.rawValue)\(behaviour)}",
                    of: key(.status(row), status.role), name: code)
            }
        }
        items(8, "priority", service.priorities.map { ($0.value.rawValue, key(.priority($0.value), .scu)) })
        attributes(service, key)
    }

    /// A list, an item a line.
    private mutating func items(_ indent: Int, _ name: String, _ items: [(text: String, key: Key)]) {
        group(indent, name) { writer in
            for item in items {
                let text = YAMLScalar.text(item.text)
                writer.add(indent + 2, "- " + text, of: item.key, name: text)
            }
        }
    }

    /// Each with all SOP classes of the service together.
    private mutating func syntaxes(
        _ service: ServiceClaims, _ role: ServiceRole, _ key: (ClaimAspect, ServiceRole?, UID?) -> Key
    ) {
        group(8, "transfer_syntaxes") { writer in
            for syntax in service.transferSyntaxes ?? [] {
                let claims = service.sopClasses.compactMap { sopClass in
                    writer.judged[key(.transferSyntax(syntax.value), role, sopClass.value)]
                }
                let name = YAMLScalar.text(syntax.value.claimName)
                if claims.contains(where: writer.isContradicted) {
                    writer.add("          # \(name): accepted and refused, or never of use")
                    continue
                }
                let negotiated = writer.evidence(claims.map(\.judgement)).map { "negotiated " + $0 }
                let used = writer.evidence(claims.compactMap(\.use)).map { "; used " + $0 } ?? "; never used"
                writer.add("          - " + name, negotiated.map { $0 + used })
            }
        }
    }

    private func evidence(_ judgements: [Judgement]) -> String? {
        guard
            var all = judgements.filter({ $0.evidence != nil }).min(by: {
                ($0.evidence?.frame.rawValue ?? .max) < ($1.evidence?.frame.rawValue ?? .max)
            })
        else { return nil }
        all.count = judgements.reduce(0) { $0 + $1.count }
        return evidence(all)
    }

    /// In one line each: there may be a hundred.
    private mutating func attributes(_ service: ServiceClaims, _ key: (ClaimAspect, ServiceRole?, UID?) -> Key) {
        group(8, "attributes") { writer in
            for (presence, paths) in service.attributes.presences where !paths.isEmpty {
                let claims = paths.map { ($0.value, writer.judged[key(.attribute(presence, $0.value), nil, nil)]) }
                let kept = claims.filter { $0.1.map(writer.isContradicted) != true }
                guard !kept.isEmpty else { continue }
                let count = kept.compactMap { $0.1?.judgement.count }.max() ?? 0
                writer.add(
                    "          \(presence.rawValue): " + writer.list(kept.map(\.0.description)),
                    count == 1 ? "of one object" : "of \(count) objects")
            }
            guard let creators = service.attributes.privateCreators else { return }
            let names = creators.value.map(\.description)
            writer.add(
                10, "private_creators: " + (names.isEmpty ? "none" : writer.list(names)),
                of: key(.privateCreators, nil, nil), name: "private_creators")
        }
    }
}
