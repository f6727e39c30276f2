import DICOMDictionary

/// Verdicts that say the same of several SOP classes of one service, together; others alone.
public struct VerdictGroup: Sendable {
    /// At least one.
    public var claims: [JudgedClaim]
    /// `negotiated` or `used`; `nil` where a claim has one level only.
    public var level: String?
    /// Of all of them: what they have in common, with their counts added and the first place.
    public var judgement: Judgement

    /// The identifier of the claim, or what is left of it without the SOP class, and how many there are.
    public var name: String {
        guard claims.count > 1, let first = claims.first, let role = first.claim.role else {
            return claims.first?.claim.id.rawValue ?? ""
        }
        let parts = first.claim.id.rawValue.split(separator: "/").prefix(2).joined(separator: "/")
        var name = "\(parts)/*/\(role.rawValue)"
        if case .transferSyntax(let syntax) = first.claim.aspect { name += "/\(syntax.claimName)" }
        return name + " (\(claims.count) SOP classes)"
    }
}

extension ClaimsCheck {
    /// Those with such a verdict, in the order of the statement.
    public func groups(_ verdicts: Set<Verdict>) -> [VerdictGroup] {
        struct Key: Hashable {
            var entity: Int?
            var service: Int?
            var role: ServiceRole?
            var syntax: UID?
            var level: String
            var verdict: Verdict
            var seen: String?
        }
        var groups: [VerdictGroup] = []
        var places: [Key: Int] = [:]
        for claim in claims {
            let levels: [String?] = claim.use == nil ? [nil] : ["negotiated", "used"]
            for (level, judgement) in zip(levels, claim.judgements) where verdicts.contains(judgement.verdict) {
                guard let level else {
                    groups.append(VerdictGroup(claims: [claim], level: nil, judgement: judgement))
                    continue
                }
                var key = Key(
                    entity: claim.claim.entity, service: claim.claim.service, role: claim.claim.role, level: level,
                    verdict: judgement.verdict, seen: judgement.seen)
                if case .transferSyntax(let syntax) = claim.claim.aspect { key.syntax = syntax }
                guard let place = places[key] else {
                    places[key] = groups.count
                    groups.append(VerdictGroup(claims: [claim], level: level, judgement: judgement))
                    continue
                }
                groups[place].claims.append(claim)
                groups[place].judgement.add(judgement)
            }
        }
        return groups
    }
}

extension Judgement {
    fileprivate mutating func add(_ other: Judgement) {
        count += other.count
        if let place = other.evidence, place.frame < evidence?.frame ?? place.frame { evidence = place }
        if evidence == nil { evidence = other.evidence }
    }
}
