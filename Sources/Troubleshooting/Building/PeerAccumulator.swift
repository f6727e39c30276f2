import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence
import NetworkLayers
import RuleEngine

/// Gathers who talks to whom while associations pass.
struct PeerAccumulator {
    private struct EntityKey: Hashable {
        var title: String?
        var address: IPAddress
    }

    private struct RelationKey: Hashable {
        var requestor: Int
        var acceptor: Int
        var port: UInt16
    }

    private(set) var entities: [ApplicationEntity] = []
    private(set) var relations: [RelationTally] = []
    private(set) var associationsNotKept = 0
    private var entityPlaces: [EntityKey: Int] = [:]
    private var relationPlaces: [RelationKey: Int] = [:]
    private let limits: ReportOptions.Limits

    private static let mostPorts = 64
    private static let mostImplementations = 8

    init(limits: ReportOptions.Limits) { self.limits = limits }

    /// The association's relation with one association more; `nil` beyond the limits.
    mutating func add(_ association: Association) -> Int? {
        guard let requestor = entity(association.callingAETitle, association.requestor.address),
            let acceptor = entity(association.calledAETitle, association.acceptor.address),
            let place = relation(RelationKey(requestor: requestor, acceptor: acceptor, port: association.acceptor.port))
        else {
            associationsNotKept += 1
            return nil
        }
        entities[requestor].requests = true
        if association.acceptorSpoke { entities[acceptor].accepts = true }
        if !entities[acceptor].ports.contains(association.acceptor.port),
            entities[acceptor].ports.count < Self.mostPorts
        {
            entities[acceptor].ports.append(association.acceptor.port)
        }
        learn(association.request?.value.userInformation, of: requestor)
        learn(association.accept?.value.userInformation, of: acceptor)
        relations[place].add(association)
        return place
    }

    mutating func withRelation(_ place: Int, _ body: (inout RelationTally) -> Void) { body(&relations[place]) }

    private mutating func entity(_ title: String?, _ address: IPAddress) -> Int? {
        let key = EntityKey(title: title, address: address)
        if let place = entityPlaces[key] { return place }
        guard entities.count < limits.entities else { return nil }
        let place = entities.count
        entityPlaces[key] = place
        entities.append(
            ApplicationEntity(
                id: place, title: title, address: address, ports: [], requests: false, accepts: false,
                implementations: []))
        return place
    }

    private mutating func relation(_ key: RelationKey) -> Int? {
        if let place = relationPlaces[key] { return place }
        guard relations.count < limits.relations else { return nil }
        let place = relations.count
        relationPlaces[key] = place
        relations.append(RelationTally(requestor: key.requestor, acceptor: key.acceptor, port: key.port))
        return place
    }

    private mutating func learn(_ information: UserInformation?, of place: Int) {
        guard let information,
            information.implementationClassUID != nil || information.implementationVersionName != nil,
            entities[place].implementations.count < Self.mostImplementations
        else { return }
        let said = ApplicationEntity.Implementation(
            classUID: information.implementationClassUID, versionName: information.implementationVersionName,
            known: nil)
        let isKnown = entities[place].implementations.contains {
            $0.classUID == said.classUID && $0.versionName == said.versionName
        }
        guard !isKnown else { return }
        var found = said
        found.known = KnownImplementation(classUID: said.classUID, versionName: said.versionName)
        entities[place].implementations.append(found)
    }
}
