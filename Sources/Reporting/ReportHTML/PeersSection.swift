import AssociationTimeline
import DICOMDictionary
import NetworkLayers
import Troubleshooting
import Wording

/// Who talks to whom: the map, the conversations, the applications with their implementations.
struct PeersSection {
    let peers: PeerMap
    let findings: PageFindings

    func object() -> PageObject {
        PageObject { page in
            page.flag("hasConversations", !peers.relations.isEmpty)
            if !peers.relations.isEmpty { page.object("map", TalkMap(peers).object()) }
            page.list("conversations", peers.relations.map(conversation))
            page.list("applications", peers.entities.flatMap(application))
            page.text(
                "note",
                peers.associationsNotKept > 0
                    ? "\(counted(peers.associationsNotKept, "association")) between others not told here." : nil)
        }
    }

    private func conversation(_ relation: Relation) -> PageObject {
        let told = PageRelation(relation, in: peers)
        return PageObject { page in
            page.text("id", "conversation-\(relation.id)")
            page.text("requestor", told.requestor?.name)
            page.text("requestorPlace", told.requestorPlace)
            page.text("acceptor", told.acceptor?.name)
            page.text("acceptorPlace", told.acceptorPlace)
            page.text("associations", grouped(relation.associationCount))
            page.list("places", VerdictSection.associations(relation.associations, most: 3))
            page.flag("hasMore", relation.associationCount > 3)
            page.list("outcomes", told.outcomes.map(\.object))
            page.list("operations", told.services.map(\.object))
            page.text("size", byteCount(relation.bytesFromRequestor &+ relation.bytesFromAcceptor))
            page.list("findings", findings.links(relation.findings))
        }
    }

    /// One row for each implementation it said it is.
    private func application(_ entity: ApplicationEntity) -> [PageObject] {
        let implementations: [ApplicationEntity.Implementation?] =
            entity.implementations.isEmpty ? [nil] : entity.implementations
        return implementations.map { implementation in
            PageObject { page in
                page.text("title", entity.title == nil ? "not told" : entity.name)
                page.text("addresses", entity.place)
                page.text("role", entity.roles)
                page.text("implementation", implementation?.classUID?.rawValue ?? "–")
                page.text("version", implementation?.versionName ?? "–")
                page.text("toolkit", implementation?.known?.words ?? "–")
            }
        }
    }
}

extension ApplicationEntity {
    /// `192.0.2.20:104`, `192.0.2.20:104, 11112`
    var place: String {
        guard let first = ports.first else { return "\(address)" }
        return ([Endpoint(address: address, port: first).text] + ports.dropFirst().map { "\($0)" }).joined(
            separator: ", ")
    }

    var roles: String {
        switch (requests, accepts) {
        case (true, true): "requestor and acceptor"
        case (true, false): "requestor"
        case (false, true): "acceptor"
        case (false, false): "called, no acceptance seen"
        }
    }
}

extension KnownImplementation {
    /// `DCMTK 3.6.7`
    var words: String { version.map { "\(name) \($0)" } ?? name }
}
