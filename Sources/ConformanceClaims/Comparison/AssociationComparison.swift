/// One product opening associations to the other.
struct AssociationComparison {
    let requestor: ComparedProduct
    let acceptor: ComparedProduct

    func points() -> [ComparisonPoint] {
        guard
            let one = requestor.entities.first(where: { $0.initiates?.value != false && opens($0) }),
            let other = acceptor.entities.first(where: { $0.accepts?.value != false && answers($0) })
        else { return [] }
        return [
            length(one.association, other.association), number(one.association, other.association),
            window(one.association, other.association),
        ].compactMap { $0 }
    }

    private func opens(_ entity: ApplicationEntityClaims) -> Bool {
        entity.services.contains { service in
            service.roles.contains { service.sides(as: $0.value).contains(.requestor) }
        }
    }

    private func answers(_ entity: ApplicationEntityClaims) -> Bool {
        entity.services.contains { service in service.roles.contains { service.sides(as: $0.value).contains(.acceptor) }
        }
    }

    private func length(_ one: AssociationClaims, _ other: AssociationClaims) -> ComparisonPoint? {
        let subject = "maximum PDU length"
        guard let received = other.maximumLengthReceived, let most = received.value.default ?? received.value.maximum
        else {
            return ComparisonPoint(
                subject: subject, effect: .unknown, message: "\(acceptor.name) does not say what it receives")
        }
        if let sent = one.maximumLengthSent?.value, let least = sent.minimum ?? sent.default, most < least {
            return ComparisonPoint(
                subject: subject, effect: one.maximumLengthSent?.isConfigurable == true ? .limits : .breaks,
                message:
                    "\(requestor.name) sends PDUs of \(least) bytes, and \(acceptor.name) receives \(most) at most",
                change: "\(acceptor.name): receive PDUs of \(least) bytes")
        }
        return ComparisonPoint(
            subject: subject, effect: .agrees,
            message: "\(requestor.name) sends PDUs of \(Self.bytes(most)) to \(acceptor.name)")
    }

    private static func bytes(_ limit: Limit) -> String {
        limit == .unlimited ? "any length" : "\(limit) bytes at most"
    }

    private func number(_ one: AssociationClaims, _ other: AssociationClaims) -> ComparisonPoint? {
        let subject = "number of associations"
        guard let opened = one.associationsAsRequestor, let taken = other.associationsAsAcceptor,
            let count = opened.value.default ?? opened.value.maximum,
            let most = taken.value.default ?? taken.value.maximum
        else { return nil }
        guard count > most else {
            return ComparisonPoint(
                subject: subject, effect: .agrees,
                message: "\(requestor.name) opens \(count) at the same time, \(acceptor.name) takes \(most)")
        }
        let change =
            taken.isConfigurable || !opened.isConfigurable
            ? "\(acceptor.name): take \(count) associations"
            : "\(requestor.name): open no more than \(most) associations"
        return ComparisonPoint(
            subject: subject, effect: .limits,
            message: "\(requestor.name) opens \(count) at the same time, \(acceptor.name) takes only \(most)",
            change: change)
    }

    private func window(_ one: AssociationClaims, _ other: AssociationClaims) -> ComparisonPoint? {
        guard let invoked = one.operationsInvoked?.value.default,
            let performed = other.operationsPerformed?.value.default,
            invoked > performed
        else { return nil }
        return ComparisonPoint(
            subject: "asynchronous operations", effect: .limits,
            message:
                "\(requestor.name) would have \(invoked) operations outstanding, \(acceptor.name) performs \(performed)"
        )
    }
}
