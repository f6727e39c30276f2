import DICOMDictionary
import Evidence

extension StatementReader {
    mutating func service(_ node: ClaimNode) -> ServiceClaims {
        let roles: [Claim<ServiceRole>] = node.items(of: "roles").choices()
        let options = node.items(of: "configurable").compactMap(\.text)
        let isFlag = options == ["true"] || options == ["false"]
        let service = ServiceClaims(
            id: identifier(node["id"]?.text, of: node, roles.map(\.value)), place: node.place,
            reference: node["ref"]?.text, activity: node["activity"]?.text,
            sopClasses: sets.uids(node["sop"], .sopClass) ?? [], roles: roles,
            sides: sides(node),
            proposal: node.claim("contexts") { $0.choice() },
            oneTransferSyntaxPerContext: node.claim("one_ts_per_context", \.boolean),
            transferSyntaxes: sets.uids(node["transfer_syntaxes"], .transferSyntax),
            prefers: sets.uids(node["prefers"], .transferSyntax) ?? [],
            roleSelection: node.claim("role_selection") { $0.choices() },
            extendedNegotiation: node.claim("extended_negotiation") { $0.choices() },
            objectsPerAssociation: node.claim("objects_per_association") { $0.choice() },
            keys: QueryKeys(
                required: paths(node["keys"], "required"), optional: paths(node["keys"], "optional"),
                returned: paths(node["keys"], "returned")),
            levels: node.items(of: "levels").choices(),
            statuses: node.items(of: "status").flatMap { statuses($0, roles.map(\.value)) },
            failures: node.failures(), priorities: node.items(of: "priority").choices(),
            attributes: attributes(node["attributes"]), isConfigurable: isFlag ? options == ["true"] : !options.isEmpty,
            options: isFlag ? [] : options, condition: node["requires"]?.text)
        count(service)
        return service
    }

    private func statuses(_ node: ClaimNode, _ roles: [ServiceRole]) -> [StatusClaim] {
        let behaviour = node["behaviour"].flatMap { behaviour in
            behaviour.text.map { Claim(FailureBehaviour($0), at: behaviour.place) }
        }
        let likely = behaviour != nil && roles.contains(.scu) ? .scu : roles.contains(.scp) ? ServiceRole.scp : .scu
        return node.items(of: "code").compactMap { item in
            guard let pattern = item.text.flatMap({ StatusPattern($0) }) else { return nil }
            return StatusClaim(
                role: node["role"]?.choice() ?? likely, code: node.qualified(pattern, at: item.place),
                meaning: node["when"]?.text, behaviour: behaviour)
        }
    }

    private func attributes(_ node: ClaimNode?) -> AttributeClaims {
        AttributeClaims(
            always: paths(node, "always"),
            valueNotAlwaysPresent: paths(node, "vnap") + paths(node, "may_be_empty"),
            attributeNotAlwaysPresent: paths(node, "anap"), empty: paths(node, "empty"), never: paths(node, "never"),
            privateCreators: node?.claim("private_creators") { creators in
                creators.text == "none" ? [] : creators.items.compactMap(\.pattern)
            })
    }

    private func paths(_ node: ClaimNode?, _ name: String) -> [Claim<AttributePath>] {
        (node?.items(of: name) ?? []).claims { $0.text.flatMap { AttributePath($0) } }
    }

    private func sides(_ node: ClaimNode) -> [Claim<AssociationSide>] {
        let stated: [Claim<StatedSide>] = node.items(of: "side").choices()
        return stated.map { Claim($0.value.side, at: $0.place) }
    }
}
