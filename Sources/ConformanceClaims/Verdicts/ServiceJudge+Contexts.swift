import AssociationTimeline
import DICOMDictionary

/// How contexts are proposed and chosen.
extension ServiceJudge {
    private func allOffers(as role: ServiceRole) -> [(offer: ContextOffer, tally: Tally)] {
        service.sopClasses.flatMap { evidence.offers(of: $0.value, as: role, on: sides(as: role)) }
    }

    /// All contexts of one A-ASSOCIATE-RQ against all claimed.
    var proposal: Judgement {
        guard let wanted = service.proposal?.value, let syntaxes = service.transferSyntaxes?.map(\.value) else {
            return .notObservable("the statement lists no transfer syntaxes")
        }
        let claimed = Set(syntaxes)
        var weighing = Weighing()
        for (proposal, tally) in evidence.tallies(\.proposals) {
            let found = service.sopClasses.compactMap { sopClass in
                proposal.syntaxes[sopClass.value].map { (sopClass.value, $0) }
            }
            guard !found.isEmpty else { continue }
            if let more = found.first(where: { !$0.1.isSubset(of: claimed) }) {
                let extra = more.1.subtracting(claimed).map(\.claimName).sorted()
                weighing.contradicts(tally, "\(more.0.claimName) with \(extra.joined(separator: ", "))")
            } else if wanted == .atLeast {
                weighing.supports(tally)
            } else if found.count < service.sopClasses.count {
                weighing.contradicts(tally, "\(found.count) of \(service.sopClasses.count) SOP classes proposed")
            } else if let less = found.first(where: { $0.1 != claimed }) {
                let missing = claimed.subtracting(less.1).map(\.claimName).sorted()
                weighing.contradicts(tally, "\(less.0.claimName) without \(missing.joined(separator: ", "))")
            } else {
                weighing.supports(tally)
            }
        }
        return weighing.judgement(isConfigurable: isConfigurable)
    }

    var oneTransferSyntaxPerContext: Judgement {
        guard let one = service.oneTransferSyntaxPerContext?.value else { return .notExercised() }
        var weighing = Weighing()
        for (offer, tally) in allOffers(as: .scu) where offer.side == .requestor {
            if offer.syntaxes.count > 1 {
                let seen = "\(offer.syntaxes.count) transfer syntaxes in a context"
                if one { weighing.contradicts(tally, seen) } else { weighing.supports(tally, seen) }
            } else if one {
                weighing.supports(tally)
            }
        }
        return weighing.judgement(isConfigurable: isConfigurable)
    }

    /// The acceptor chooses the first of its order among those that were proposed; those the order does not name come
    /// after, in any.
    var preference: Judgement {
        let order = service.prefers.map(\.value)
        var weighing = Weighing()
        for (offer, tally) in allOffers(as: .scp) where offer.side == .acceptor && offer.isAccepted {
            guard Set(offer.syntaxes).count > 1, let chosen = offer.chosen,
                let best = order.first(where: offer.syntaxes.contains)
            else { continue }
            if chosen == best {
                weighing.supports(tally)
            } else {
                weighing.contradicts(tally, "\(chosen.claimName) chosen though \(best.claimName) was proposed")
            }
        }
        return weighing.judgement(
            isConfigurable: isConfigurable, otherwise: "never more than one to choose from")
    }

    /// Of the requestor, in its role selection sub-items; of the acceptor, in its answers to them (PS3.7 §D.3.3.4).
    var roleSelection: Judgement {
        guard let wanted = service.roleSelection?.value else { return .notExercised() }
        var weighing = Weighing()
        var found: Set<ServiceRole> = []
        for sopClass in service.sopClasses {
            for (offer, tally) in evidence.offers(of: sopClass.value) {
                let own = offer.side == .requestor ? offer.proposedRoles : offer.acceptedRoles
                guard let own else {
                    let wasAsked = offer.side == .requestor || offer.proposedRoles != nil
                    if wanted.isEmpty, wasAsked { weighing.supports(tally, "without role selection") }
                    // Without an answer the requestor is SCU and nothing else.
                    if offer.side == .acceptor, offer.isAccepted, offer.proposedRoles?.scp == true,
                        wanted.contains(.scu)
                    {
                        weighing.contradicts(tally, "asked for and not answered")
                    }
                    continue
                }
                // The sub-item speaks of the requestor's roles.
                let isSCU = offer.side == .requestor ? own.scu : own.scp
                let isSCP = offer.side == .requestor ? own.scp : own.scu
                let roles: Set<ServiceRole> = Set((isSCU ? [.scu] : []) + (isSCP ? [.scp] : []))
                if roles.isSubset(of: wanted), !wanted.isEmpty {
                    found.formUnion(roles)
                    weighing.supports(tally, Self.names(roles))
                } else {
                    weighing.contradicts(tally, Self.names(roles) + " for \(sopClass.value.claimName)")
                }
            }
        }
        return weighing.judgement(
            isConfigurable: isConfigurable, partly: found == Set(wanted) ? nil : Self.names(found) + " only")
    }

    private static func names(_ roles: Set<ServiceRole>) -> String {
        roles.isEmpty ? "no role" : roles.sorted().map(\.rawValue).joined(separator: " and ")
    }

    var extendedNegotiation: Judgement {
        let classes = Set(service.sopClasses.map(\.value))
        let sides = Set(service.roles.flatMap { self.sides(as: $0.value) })
        let found = evidence.tallies(\.extendedNegotiations).filter { key, _ in
            sides.contains(key.side) && key.sopClass.map(classes.contains) == true
        }
        let without = Tally.sum(
            classes.flatMap { sopClass in
                evidence.offers(of: sopClass).filter { sides.contains($0.offer.side) }.map(\.tally)
            })
        return AssociationJudge.extendedNegotiation(
            service.extendedNegotiation?.value ?? [], found, without: without, isConfigurable: isConfigurable)
    }

    var objectsPerAssociation: Judgement {
        let classes = Set(service.sopClasses.map(\.value))
        var weighing = Weighing()
        for (key, tally) in evidence.tallies(\.objects) where classes.contains(key.sopClass) {
            switch (service.objectsPerAssociation?.value, key.areMany) {
            case (.one, true): weighing.contradicts(tally, "more than one")
            case (.one, false), (.many, true): weighing.supports(tally)
            default: break
            }
        }
        return weighing.judgement(isConfigurable: isConfigurable, otherwise: "never more than one")
    }
}
