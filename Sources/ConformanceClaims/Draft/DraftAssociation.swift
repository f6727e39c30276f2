import DICOMDictionary
import DICOMUpperLayer
import Evidence

/// The association policies and parameters an entity was seen with.
struct DraftAssociation {
    let observation: EntityObservation
    let evidence: EntityEvidence

    private func claim<Value>(_ value: Value) -> Claim<Value> { DraftStatement.claim(value) }

    var claims: AssociationClaims {
        let windows = evidence.tallies(\.windows).map(\.key)
        return AssociationClaims(
            place: DraftStatement.place,
            applicationContext: only(\.applicationContexts)
                .flatMap { UIDVocabulary.applicationContext.uid($0.rawValue) }.map(claim),
            implementationClassUID: only(\.implementationClassUIDs).map { claim(GlobPattern($0)) },
            implementationVersionName: only(\.implementationVersionNames).map { claim(GlobPattern($0)) },
            maximumLengthReceived: maximumLength, maximumLengthSent: nil,
            associationsAsRequestor: reach(.requestor), associationsAsAcceptor: reach(.acceptor),
            operationsInvoked: window(windows.map(\.invoked)), operationsPerformed: window(windows.map(\.performed)),
            extendedNegotiation: extendedNegotiation, userIdentity: userIdentity, timeouts: timeouts,
            rejections: rejections, failures: failures)
    }

    /// Where there were several, nobody knows which is the rule.
    private func only<Key>(_ ledger: KeyPath<EntityObservation, Ledger<Key, Tally>>) -> Key? {
        let seen = evidence.tallies(ledger)
        guard seen.count == 1, let first = seen.first?.key else { return nil }
        return (first as? String)?.isEmpty == true ? nil : first
    }

    /// The one seen most is the default; others make the range.
    private var maximumLength: Claim<LimitRange>? {
        let seen = evidence.tallies(\.maximumLengths)
        func limit(_ length: UInt32) -> Limit { length == 0 ? .unlimited : .of(Int(length)) }
        guard let most = seen.max(by: { $0.tally.count < $1.tally.count }) else { return nil }
        let limits = seen.map { limit($0.key) }
        let range =
            limits.count == 1
            ? LimitRange(default: limit(most.key))
            : LimitRange(default: limit(most.key), minimum: limits.min(), maximum: limits.max())
        return Claim(range, at: DraftStatement.place, isConfigurable: limits.count > 1)
    }

    private func reach(_ side: AssociationSide) -> Claim<LimitRange>? {
        observation.reach[side]?.most.map { claim(LimitRange(default: .of($0.count))) }
    }

    private func window(_ seen: [UInt16]) -> Claim<LimitRange>? {
        let limits = seen.map { $0 == 0 ? Limit.unlimited : .of(Int($0)) }
        guard let least = limits.min(), let most = limits.max() else { return nil }
        return claim(
            least == most ? LimitRange(default: most) : LimitRange(default: most, minimum: least, maximum: most))
    }

    private var extendedNegotiation: Claim<[ExtendedNegotiationKind]>? {
        let seen = evidence.tallies(\.extendedNegotiations)
        guard !seen.isEmpty else { return nil }
        let kinds = Set(seen.compactMap(\.key.kind))
        return claim(ExtendedNegotiationKind.allCases.filter(kinds.contains))
    }

    private var userIdentity: Claim<[UserIdentityKind]>? {
        let seen = evidence.tallies(\.userIdentities).map(\.key)
        guard !seen.isEmpty else { return nil }
        return claim(UserIdentityKind.allCases.filter { seen.contains($0.code) })
    }

    /// Only where it waited about as long each time.
    private var timeouts: [TimeoutClaim] {
        TimeoutClaim.Kind.allCases.compactMap { kind in
            let seconds = (observation.silences[kind] ?? []).map(\.seconds)
            guard let least = seconds.min(), let most = seconds.max(), least >= 1.5, most < 1e6,
                most - least <= max(0.5, least / 10)
            else { return nil }
            return TimeoutClaim(kind: kind, seconds: claim(LimitRange(default: .of(Int(least.rounded())))))
        }
    }

    /// By situation, as far as the reason tells it. A situation with several codes proves nothing of either.
    private var rejections: [RejectionClaim] {
        let codes = Set(observation.rejections.entries.keys.map(\.code)).sorted { $0.description < $1.description }
        let listed = codes.prefix(Self.mostRejections)
        let situations = Dictionary(grouping: listed) { RejectionJudge.meaning($0) ?? .other }
        return listed.map { code in
            let situation = RejectionJudge.meaning(code) ?? .other
            let isAlone = situations[situation]?.count == 1
            return RejectionClaim(situation: isAlone ? situation : .other, code: claim(code))
        }
    }

    /// Several times what PS3.8 Table 9-21 knows. Who answers with all numbers there are has no table of them.
    private static let mostRejections = 64

    private var failures: [CommunicationFailureClaim] {
        CommunicationFailureClaim.Situation.allCases.compactMap { situation in
            let next = Set(evidence.tallies(\.failures).filter { $0.key.situation == situation }.map(\.key.next))
            guard next == [.retried] else { return nil }
            return CommunicationFailureClaim(situation: situation, behaviour: claim(.retry))
        }
    }
}
