import DICOMDictionary
import Evidence

/// What to do next to exercise what a capture did not: claims that one and the same step exercises are put together.
struct TestPlan {
    let statement: ConformanceStatement
    let entities: [EntityEvidence]
    private var groups: [Group: [JudgedClaim]] = [:]
    private var order: [Group] = []
    private var used: Set<Line> = []

    private struct Line: Hashable {
        var entity: Int?
        var service: Int?
        var role: ServiceRole?
        var syntax: UID

        init(_ claim: StatedClaim, _ syntax: UID) {
            (entity, service, role, self.syntax) = (claim.entity, claim.service, claim.role, syntax)
        }
    }

    /// What one step is for.
    enum Subject: Hashable {
        case negotiate, use, transferSyntaxes
        case aspect(ClaimAspect)
    }

    struct Group: Hashable {
        var entity: Int?
        var service: Int?
        var role: ServiceRole?
        var subject: Subject
    }

    init(statement: ConformanceStatement, entities: [EntityEvidence], claims: [JudgedClaim]) {
        self.statement = statement
        self.entities = entities
        for claim in claims {
            if case .transferSyntax(let syntax) = claim.claim.aspect, claim.use?.verdict.isExercised == true {
                used.insert(Line(claim.claim, syntax))
            }
            add(claim)
        }
    }

    private mutating func add(_ judged: JudgedClaim) {
        let claim = judged.claim
        func note(_ subject: Subject) {
            let group = Group(entity: claim.entity, service: claim.service, role: claim.role, subject: subject)
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(judged)
        }
        func lacks(_ judgement: Judgement) -> Bool {
            judgement.verdict == .notExercised || judgement.verdict == .partlyExercised
        }
        switch claim.aspect {
        case .sopClass:
            if lacks(judged.judgement) {
                note(.negotiate)
            } else if judged.judgement.verdict != .contradicted, let use = judged.use, lacks(use) {
                note(.use)
            }
        case .transferSyntax:
            if lacks(judged.judgement) || judged.use.map(lacks) == true { note(.transferSyntaxes) }
        default: if lacks(judged.judgement) { note(.aspect(claim.aspect)) }
        }
    }

    private static let most = 100

    var steps: [TestStep] {
        let steps = order.compactMap { group -> TestStep? in
            guard let claims = groups[group], let first = claims.first else { return nil }
            return step(group, claims, first)
        }
        // Those that say the same, of several claims, are one.
        var merged: [TestStep] = []
        var places: [String: Int] = [:]
        for step in steps {
            let key = step.action + "\n" + (step.command ?? "")
            if let place = places[key] {
                merged[place].claims += step.claims
            } else {
                places[key] = merged.count
                merged.append(step)
            }
        }
        let ranked = merged.enumerated().sorted { ($1.element.claims, $0.offset) < ($0.element.claims, $1.offset) }
        return ranked.prefix(Self.most).map(\.element)
    }

    private func step(_ group: Group, _ claims: [JudgedClaim], _ first: JudgedClaim) -> TestStep? {
        let peer = Peer(statement, entities, group.entity)
        guard let entity = group.entity.flatMap({ statement.entities[at: $0] }),
            let service = group.service.flatMap({ entity.services[at: $0] })
        else {
            return AssociationStep(statement: statement, peer: peer).step(first.claim)
        }
        let role = group.role ?? service.roles.first?.value ?? .scu
        let isAsked = service.sides(as: role) == [.acceptor]
        let steps = ServiceStep(product: peer, service: service, role: role, isAsked: isAsked)
        return switch group.subject {
        case .negotiate, .use: steps.use(claims.compactMap(\.claim.sopClass), isNegotiated: group.subject == .use)
        case .transferSyntaxes: steps.use(syntaxes: untouched(claims), sopClass: first.claim.sopClass)
        case .aspect(let aspect): steps.step(aspect)
        }
    }

    /// The transfer syntaxes that were used with none of the SOP classes, in the order of the statement.
    private func untouched(_ claims: [JudgedClaim]) -> [UID] {
        var syntaxes: [UID] = []
        for claim in claims {
            if case .transferSyntax(let syntax) = claim.claim.aspect, !syntaxes.contains(syntax),
                !used.contains(Line(claim.claim, syntax))
            {
                syntaxes.append(syntax)
            }
        }
        return syntaxes
    }
}

extension TestPlan {
    /// How the entity is called by a tester.
    struct Peer {
        var name: String
        /// `-aec STORE`
        var title: String
        var host: String
        var port: String
        /// `-aec STORE 192.0.2.1 104`
        var address: String { "\(title) \(endpoint)" }
        var endpoint: String { "\(host) \(port)" }

        init(_ statement: ConformanceStatement, _ entities: [EntityEvidence], _ index: Int?) {
            let entity = index.flatMap { statement.entities[at: $0] } ?? statement.entities.first
            let evidence = index.flatMap { entities[at: $0] } ?? entities.first
            let endpoint = evidence?.tallies(\.endpoints).first?.key
            let title = entity.flatMap { Self.title($0, evidence) } ?? "AETITLE"
            name = entity?.name ?? statement.product.name
            host = endpoint.map { "\($0.address)" } ?? "HOST"
            port = endpoint.map { "\($0.port)" } ?? entity?.port.map { "\($0.value)" } ?? "PORT"
            self.title = "-aec \(Self.quoted(title))"
        }

        /// Its own where it was called so, otherwise that by which it was called and accepted most.
        private static func title(_ entity: ApplicationEntityClaims, _ evidence: EntityEvidence?) -> String? {
            let accepted = (evidence?.observations ?? []).compactMap { observation in
                observation.aeTitle.flatMap { title in
                    EntityEvidence([observation]).acceptances(as: .acceptor).map { (title: title, count: $0.count) }
                }
            }
            let own = entity.aeTitle?.value
            let most = accepted.max { ($0.count, $1.title) < ($1.count, $0.title) }?.title
            return accepted.contains { $0.title == own } ? own : most ?? own
        }

        /// For a shell: a title may be anything somebody sent.
        static func quoted(_ text: String) -> String {
            let isPlain =
                !text.isEmpty
                && text.utf8.allSatisfy { byte in
                    byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
                        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                }
            return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
        }
    }
}
