import DICOMDictionary

extension StatementReader {
    func association(_ entity: ClaimNode) -> AssociationClaims {
        let node = entity["association"]
        let number = node?["max_associations"]
        let window = node?["async"]
        let timeouts = node?["timeouts"]
        return AssociationClaims(
            place: (node ?? entity).place, reference: node?["ref"]?.text,
            applicationContext: node?.claim("application_context") { $0.text.map { UID(rawValue: $0) } },
            implementationClassUID: node?.claim("implementation_class_uid", \.pattern),
            implementationVersionName: node?.claim("implementation_version_name", \.pattern),
            maximumLengthReceived: node?.amount("max_pdu_receive", zeroIsUnlimited: true),
            maximumLengthSent: node?.amount("max_pdu_send", zeroIsUnlimited: true),
            associationsAsRequestor: number?.amount("initiator"), associationsAsAcceptor: number?.amount("acceptor"),
            operationsInvoked: window?.amount("invoked", zeroIsUnlimited: true),
            operationsPerformed: window?.amount("performed", zeroIsUnlimited: true),
            extendedNegotiation: node?.claim("extended_negotiation") { $0.choices() },
            userIdentity: node?.claim("user_identity") { $0.choices() },
            timeouts: TimeoutClaim.Kind.allCases.compactMap { kind in
                timeouts?.amount(kind.rawValue).map { TimeoutClaim(kind: kind, seconds: $0) }
            },
            rejections: (node?.items(of: "rejects") ?? []).compactMap { rejection($0) },
            failures: node?.failures() ?? [])
    }

    private func rejection(_ node: ClaimNode) -> RejectionClaim? {
        guard let situation: RejectionClaim.Situation = node["when"]?.choice() else { return nil }
        let numbers = node.items(of: "code").compactMap { $0.text.flatMap { UInt8($0) } }
        let code =
            numbers.count == 3
            ? RejectionClaim.Code(result: numbers[0], source: numbers[1], reason: numbers[2]) : nil
        return RejectionClaim(situation: situation, code: node.qualified(code), note: node["note"]?.text)
    }
}
