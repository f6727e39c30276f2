import DICOMDictionary
import DICOMUpperLayer
import Evidence

/// Judges what a statement says of an entity's associations.
struct AssociationJudge {
    let entity: ApplicationEntityClaims
    let evidence: EntityEvidence
    let claim: StatedClaim

    private var isConfigurable: Bool { claim.isConfigurable }

    /// Each value that was seen either is what the statement says or is not.
    private func compare<Key>(_ seen: [(key: Key, tally: Tally)], _ name: (Key) -> String, _ fits: (Key) -> Bool)
        -> Judgement
    {
        var weighing = Weighing()
        for (key, tally) in seen {
            if fits(key) { weighing.supports(tally, name(key)) } else { weighing.contradicts(tally, name(key)) }
        }
        return weighing.judgement(isConfigurable: isConfigurable)
    }

    /// The titles it calls by, and those by which it was called and accepted. One that is as stated suffices: what it
    /// does with other titles is another claim.
    var aeTitle: Judgement {
        guard let wanted = entity.aeTitle?.value else { return .notExercised() }
        var fitting: Tally?
        var weighing = Weighing()
        for observation in evidence.observations {
            guard let title = observation.aeTitle else { continue }
            let calls = observation.associations[.requestor]?.values.map { $0 } ?? []
            let seen = Tally.sum(calls + [observation.accepted[.acceptor]].compactMap { $0 })
            if title == wanted { fitting.add(seen) } else { weighing.contradicts(seen, title) }
        }
        if let fitting { return Judgement(.confirmed, fitting, wanted) }
        return weighing.judgement(isConfigurable: isConfigurable)
    }

    var port: Judgement {
        guard let wanted = entity.port?.value else { return .notExercised() }
        let seen = evidence.tallies(\.endpoints)
        if let fitting = Tally.sum(seen.filter { $0.key.port == wanted }.map(\.tally)) {
            return Judgement(.confirmed, fitting, "\(wanted)")
        }
        return compare(seen, { "\($0.port)" }, { $0.port == wanted })
    }

    var initiates: Judgement { does(entity.initiates?.value, AssociationSide.requestor, "opened an association") }
    var accepts: Judgement { does(entity.accepts?.value, AssociationSide.acceptor, "accepted an association") }

    private func does(_ wanted: Bool?, _ side: AssociationSide, _ deed: String) -> Judgement {
        guard let wanted else { return .notExercised() }
        let done = side == .requestor ? evidence.associations(as: side) : evidence.acceptances(as: side)
        var weighing = Weighing()
        if wanted {
            weighing.supports(done, deed)
        } else {
            weighing.contradicts(done, deed)
            // It was seen at work, and not doing this.
            let other = side == .requestor ? "was called" : "called others"
            weighing.supports(evidence.associations(as: side.other), "\(other) and never \(deed)")
        }
        return weighing.judgement(isConfigurable: isConfigurable)
    }

    var applicationContext: Judgement {
        compare(evidence.tallies(\.applicationContexts), \.rawValue) {
            $0 == entity.association.applicationContext?.value
        }
    }

    var implementationClassUID: Judgement {
        let pattern = entity.association.implementationClassUID?.value
        return compare(evidence.tallies(\.implementationClassUIDs), Self.orNone) { pattern?.matches($0) == true }
    }

    var implementationVersionName: Judgement {
        let pattern = entity.association.implementationVersionName?.value
        return compare(evidence.tallies(\.implementationVersionNames), Self.orNone) { pattern?.matches($0) == true }
    }

    private static func orNone(_ text: String) -> String { text.isEmpty ? "none" : text }

    /// What its Maximum Length items say (PS3.8 §D.1): the default, or what a site may have made of it.
    var maximumLengthReceived: Judgement {
        limit(
            entity.association.maximumLengthReceived?.value,
            evidence.tallies(\.maximumLengths).map { ($0.key == 0 ? .unlimited : .of(Int($0.key)), $0.tally) })
    }

    var maximumLengthSent: Judgement {
        guard let range = entity.association.maximumLengthSent?.value, let most = range.maximum ?? range.default,
            let longest = evidence.observations.compactMap(\.longestSent).max(by: { $0.value < $1.value })
        else { return .notExercised() }
        let tally = Tally(longest.sighting)
        var weighing = Weighing()
        let seen = "a P-DATA-TF of \(longest.value) bytes"
        if .of(longest.value) <= most { weighing.supports(tally, seen) } else { weighing.contradicts(tally, seen) }
        return weighing.judgement(isConfigurable: isConfigurable)
    }

    private func limit(_ range: LimitRange?, _ seen: [(limit: Limit, tally: Tally)]) -> Judgement {
        guard let range else { return .notExercised() }
        var weighing = Weighing()
        for (limit, tally) in seen {
            let words = limit.description
            if limit == range.default || !isConfigurable && range.admits(limit) {
                weighing.supports(tally, words)
            } else if range.admits(limit) {
                weighing.deviates(tally, words)
            } else {
                weighing.contradicts(tally, words)
            }
        }
        // Even a site can set it only within the range.
        let isBounded = range.minimum != nil || range.maximum != nil
        return weighing.judgement(isConfigurable: isConfigurable && !isBounded)
    }

    /// Open at once: none more than stated, and whether the bound was reached.
    func associations(_ side: AssociationSide) -> Judgement {
        let range =
            side == .requestor
            ? entity.association.associationsAsRequestor?.value : entity.association.associationsAsAcceptor?.value
        guard let range, let most = range.default ?? range.maximum else { return .notExercised() }
        guard let reached = evidence.mostAtOnce(as: side) else { return .notExercised() }
        guard case .of(let bound) = most else { return .notObservable("a bound that is not there cannot be reached") }
        let tally = Tally(reached.sighting)
        let seen = "\(reached.count) at once"
        var weighing = Weighing()
        if reached.count > bound { weighing.contradicts(tally, seen) } else { weighing.supports(tally, seen) }
        if side == .acceptor { weighRejections(below: bound, &weighing) }
        return weighing.judgement(
            isConfigurable: isConfigurable, partly: reached.count < bound ? "\(seen), \(bound) were never reached" : nil
        )
    }

    /// It says it is at its limit, and the capture does not show so many; others it may not show.
    private func weighRejections(below bound: Int, _ weighing: inout Weighing) {
        let openAt = Reach(evidence.observations.compactMap { $0.reach[.acceptor] }).openAt
        for observation in evidence.observations {
            for (rejection, use) in observation.rejections.entries.sorted(by: { $0.value.time < $1.value.time })
            where RejectionJudge.meaning(rejection.code) == .limit {
                let open = openAt(use.time)
                if open < bound {
                    weighing.deviates(use.seen, "rejected at its limit with \(open) open in the capture")
                }
            }
        }
    }

    var operationsInvoked: Judgement {
        operations(entity.association.operationsInvoked?.value, \.invoked, evidence.observations.map(\.mostInvoked))
    }

    var operationsPerformed: Judgement {
        operations(
            entity.association.operationsPerformed?.value, \.performed, evidence.observations.map(\.mostPerformed))
    }

    /// The window it negotiates, and the operations that were really open at once (PS3.7 §D.3.3.3).
    private func operations(
        _ range: LimitRange?, _ number: KeyPath<AsynchronousOperationsWindow, UInt16>, _ open: [Extreme?]
    ) -> Judgement {
        guard let range, let most = range.maximum ?? range.default else { return .notExercised() }
        var weighing = Weighing()
        for (window, tally) in evidence.tallies(\.windows) {
            let value: Limit = window[keyPath: number] == 0 ? .unlimited : .of(Int(window[keyPath: number]))
            if range.admits(value) {
                weighing.supports(tally, "a window of \(value)")
            } else {
                weighing.contradicts(tally, "a window of \(value)")
            }
        }
        if let open = open.compactMap({ $0 }).max(by: { $0.value < $1.value }), .of(open.value) > most {
            weighing.contradicts(Tally(open.sighting), "\(open.value) operations open at once")
        }
        return weighing.judgement(isConfigurable: isConfigurable)
    }

    var extendedNegotiation: Judgement {
        let all = evidence.tallies(\.extendedNegotiations)
        return Self.extendedNegotiation(
            entity.association.extendedNegotiation?.value ?? [],
            all, without: Tally.sum(all.filter { $0.key.kind == nil }.map(\.tally)), isConfigurable: isConfigurable)
    }

    /// - Parameter without: where there could have been some, and was none.
    static func extendedNegotiation(
        _ wanted: [ExtendedNegotiationKind], _ found: [(key: ExtendedNegotiationKey, tally: Tally)],
        without: Tally?, isConfigurable: Bool
    ) -> Judgement {
        var weighing = Weighing()
        var kinds: Set<ExtendedNegotiationKind> = []
        for (key, tally) in found {
            guard let kind = key.kind else { continue }
            if key.isRefused {
                let seen = "\(kind.rawValue) asked for and not answered"
                if wanted.contains(kind) {
                    weighing.contradicts(tally, seen)
                } else if wanted.isEmpty {
                    weighing.supports(tally, seen)
                }
            } else if wanted.contains(kind) {
                kinds.insert(kind)
                weighing.supports(tally, kind.rawValue)
            } else {
                weighing.contradicts(tally, kind.rawValue)
            }
        }
        if wanted.isEmpty { weighing.supports(without, "none") }
        let isPartly = kinds.count < wanted.count
        return weighing.judgement(
            isConfigurable: isConfigurable,
            partly: isPartly ? kinds.map(\.rawValue).sorted().joined(separator: ", ") + " only" : nil)
    }

    var userIdentity: Judgement {
        Self.userIdentity(entity.association.userIdentity?.value ?? [], evidence, isConfigurable: isConfigurable)
    }

    /// In its A-ASSOCIATE-RQs, and in its answers to those that ask for one (PS3.7 §D.3.3.7).
    static func userIdentity(
        _ wanted: [UserIdentityKind], _ evidence: EntityEvidence, isConfigurable: Bool
    ) -> Judgement {
        var weighing = Weighing()
        var kinds: Set<UserIdentityKind> = []
        for (code, tally) in evidence.tallies(\.userIdentities) {
            let kind = UserIdentityKind.allCases.first { $0.code == code }
            switch (code, kind) {
            case (nil, _): if wanted.isEmpty { weighing.supports(tally, "none") }
            case (_, let kind?) where wanted.contains(kind):
                kinds.insert(kind)
                weighing.supports(tally, kind.rawValue)
            case (let code?, let kind): weighing.contradicts(tally, kind?.rawValue ?? "type \(code)")
            }
        }
        for (key, tally) in evidence.tallies(\.userIdentitiesReceived) {
            let kind = UserIdentityKind.allCases.first { $0.code == key.code }
            let name = kind?.rawValue ?? "type \(key.code)"
            let isWanted = kind.map(wanted.contains) ?? false
            switch (key.isAnswered, isWanted) {
            case (true, true):
                if let kind { kinds.insert(kind) }
                weighing.supports(tally, "\(name) answered")
            case (true, false): weighing.contradicts(tally, "\(name) answered")
            case (false, true): weighing.contradicts(tally, "\(name) sent to it and not answered")
            case (false, false): if wanted.isEmpty { weighing.supports(tally, "\(name) not answered") }
            }
        }
        return weighing.judgement(
            isConfigurable: isConfigurable,
            partly: kinds.count < wanted.count ? kinds.map(\.rawValue).sorted().joined(separator: ", ") + " only" : nil)
    }
}
