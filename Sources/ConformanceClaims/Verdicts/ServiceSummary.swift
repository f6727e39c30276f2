/// The verdicts of one service in one role, by number.
public struct ServiceSummary: Hashable, Sendable {
    public var entity: String
    public var service: String
    public var role: ServiceRole
    public var sopClasses = 0
    /// Of its SOP classes.
    public var negotiated = Coverage.Counts()
    public var used = Coverage.Counts()
    /// Of its SOP classes with each of their transfer syntaxes.
    public var transferSyntaxesNegotiated = Coverage.Counts()
    public var transferSyntaxesUsed = Coverage.Counts()

    /// Of the service as a whole.
    public var verdict: Verdict { (negotiated + transferSyntaxesNegotiated + used + transferSyntaxesUsed).verdict }
}

extension ClaimsCheck {
    /// Each service in each of its roles, in the order of the statement.
    public var services: [ServiceSummary] {
        struct Key: Hashable {
            var entity: Int?
            var service: Int?
            var role: ServiceRole?
        }
        var summaries: [ServiceSummary] = []
        var places: [Key: Int] = [:]
        for judged in claims {
            guard let use = judged.use, let entity = judged.claim.entity, let service = judged.claim.service,
                let role = judged.claim.role
            else { continue }
            let key = Key(entity: entity, service: service, role: role)
            let place = places[key] ?? summaries.count
            if places[key] == nil {
                places[key] = place
                summaries.append(
                    ServiceSummary(
                        entity: statement.entities[entity].name,
                        service: statement.entities[entity].services[service].id, role: role))
            }
            if case .transferSyntax = judged.claim.aspect {
                summaries[place].transferSyntaxesNegotiated.note(judged.judgement.verdict)
                summaries[place].transferSyntaxesUsed.note(use.verdict)
            } else {
                summaries[place].sopClasses += 1
                summaries[place].negotiated.note(judged.judgement.verdict)
                summaries[place].used.note(use.verdict)
            }
        }
        return summaries
    }
}
