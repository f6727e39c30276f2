import AssociationTimeline
import NetworkLayers
import Troubleshooting
import Wording

/// Two application entities and how it went between them, in the words the map and the tables share.
struct PageRelation {
    let relation: Relation
    let requestor: ApplicationEntity?
    let acceptor: ApplicationEntity?

    init(_ relation: Relation, in peers: PeerMap) {
        self.relation = relation
        requestor = peers.entity(relation.requestor)
        acceptor = peers.entity(relation.acceptor)
    }

    /// `CT1 → ARCHIVE`
    var between: String { "\(requestor?.name ?? "?") → \(acceptor?.name ?? "?")" }

    var requestorAddress: String { requestor.map { "\($0.address)" } ?? "" }
    var acceptorAddress: String { acceptor.map { Endpoint(address: $0.address, port: relation.port).text } ?? "" }

    /// Where one is told by its address, that is not told twice.
    var requestorPlace: String? { requestorAddress == requestor?.name ? nil : requestorAddress }
    var acceptorPlace: String? { acceptorAddress == acceptor?.name ? nil : acceptorAddress }

    /// `9 released`, gravest first.
    var outcomes: [PageMark] {
        relation.outcomeCounts.map { PageMark(PageMark.Tone($0.style), $0.text) }.sorted {
            $0.tone.gravity > $1.tone.gravity
        }
    }

    /// `24 C-STORE`, `1 C-STORE failure`, gravest first.
    var services: [PageMark] {
        relation.services.flatMap { service in
            var counts = DIMSEOperation.Outcome.allCases.map { outcome in
                (
                    (service.outcomes[outcome] ?? 0) - (outcome == .incomplete ? service.notKnown : 0),
                    PageMark.Tone(outcome.style), outcome == .success ? "" : " \(outcome.rawValue)"
                )
            }
            counts.append((service.notKnown, .doubtful, " not captured to the end"))
            return counts.filter { $0.0 > 0 }.map { count, tone, how in
                PageMark(tone, "\(grouped(count)) \(service.service)\(how)")
            }
        }.sorted { $0.tone.gravity > $1.tone.gravity }
    }

    /// How it went on the whole.
    var tone: PageMark.Tone {
        let tones = (outcomes + services).map(\.tone)
        return [.bad, .doubtful, .good].first(where: tones.contains) ?? .plain
    }
}

extension PeerMap {
    func entity(_ index: Int) -> ApplicationEntity? { entities.indices.contains(index) ? entities[index] : nil }

    /// `CT1 → ARCHIVE`; `nil` beyond the map's limits.
    func between(_ relation: Int?) -> String? {
        guard let relation, relations.indices.contains(relation) else { return nil }
        return PageRelation(relations[relation], in: self).between
    }
}

extension PageMark.Tone {
    var gravity: Int {
        switch self {
        case .bad: 3
        case .doubtful: 2
        case .note: 1
        case .good, .plain: 0
        }
    }
}
