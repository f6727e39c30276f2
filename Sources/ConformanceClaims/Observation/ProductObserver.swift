import AssociationTimeline
import Evidence
import NetworkLayers

/// Gathers what a product does in the traffic. It receives associations; what data sets are made of has to be seen
/// while they pass, by `dataSets`.
public final class ProductObserver: AssociationReceiver {
    /// To be given to the analysis as its observer.
    public let dataSets: DataSetObserver
    private let identity: ProductIdentity
    private let budget: ObservationBudget
    private var entities: [String?: EntityObservation] = [:]
    private var workflow = WorkflowMemory()
    private var reasons: [ProductIdentity.Reason: Int] = [:]
    /// Rejections by acceptors that nothing but their endpoint can tell for the product's, once it is known.
    private var strangers: [Endpoint: [Rejection: Tally]] = [:]
    private var strangersCount = 0
    /// Connections without an A-ASSOCIATE-RQ, silent or in TLS, by where they went: the same holds for them.
    private var untitled: [Endpoint: EntityObservation] = [:]
    private let untitledBudget = ObservationBudget(bytes: 4 << 20)
    private var unansweredCalls: [(call: UnansweredCall, entity: EntityObservation)] = []
    /// The last moment anything of the capture's associations was seen.
    private var latest: Timestamp?
    private var associations = 0
    private var associationsWithoutElements = 0

    private static let mostEntities = 64
    private static let mostStrangers = 10_000
    private static let mostUnansweredCalls = 10_000

    /// - Parameters:
    ///   - nested: attributes inside sequences whose presence in instances is wanted.
    ///   - bytes: about what may be kept of the product.
    public init(_ identity: ProductIdentity, nested: [AttributePath] = [], bytes: Int = 64 << 20) {
        self.identity = identity
        dataSets = DataSetObserver(nested: nested)
        budget = ObservationBudget(bytes: bytes)
    }

    /// How a timeline is to be kept for it.
    public static var timelineOptions: TimelineOptions {
        var options = TimelineOptions()
        options.checksElements = true
        return options
    }

    /// With an eye on what the statement says of attributes inside sequences.
    public convenience init(_ identity: ProductIdentity, for statement: ConformanceStatement) {
        let paths = statement.entities.flatMap(\.services).flatMap { service in
            service.attributes.presences.flatMap { $0.1.map(\.value) }
        }
        self.init(identity, nested: Array(Set(paths.filter { $0.tags.count > 1 }).prefix(Self.mostNested)))
    }

    private static let mostNested = 1_000

    public func ended(_ association: Association) {
        associations += 1
        latest = max(latest ?? association.end, association.end)
        let passing = dataSets.take(serial: association.serial)
        let sides = identity.sides(of: association)
        if !sides.contains(where: { $0.side == .acceptor }) {
            if let rejection = Rejection(association) { remember(rejection, association) }
            rememberUntitled(association)
        }
        for (side, reason) in sides {
            reasons[reason, default: 0] += 1
            let title = side == .requestor ? association.callingAETitle : association.calledAETitle
            guard let entity = entity(title?.bounded) else { continue }
            if passing == nil { associationsWithoutElements += 1 }
            entity.note(association, as: side)
            if let longest = passing?.longest[side] { entity.longestSent.note(longest.value, longest.sighting) }
            entity.noteSilence(association, as: side)
            entity.notePatience(association, as: side)
            if side == .requestor, unansweredCalls.count < Self.mostUnansweredCalls,
                let call = UnansweredCall(association)
            {
                unansweredCalls.append((call, entity))
            }
            let failed = entity.note(operationsOf: association, passing?.statistics, as: side)
            workflow.note(association, as: side, entity, failed: failed)
        }
    }

    private func entity(_ title: String?) -> EntityObservation? {
        if let known = entities[title] { return known }
        guard entities.count < Self.mostEntities, budget.take(4096) else { return nil }
        let entity = EntityObservation(aeTitle: title, budget: budget)
        entities[title] = entity
        return entity
    }

    private func remember(_ rejection: Rejection, _ association: Association) {
        guard strangersCount < Self.mostStrangers, let reject = association.reject else { return }
        strangersCount += 1
        strangers[association.acceptor, default: [:]][rejection].note(
            Sighting(reject.evidence, from: .acceptor, of: association))
    }

    private func rememberUntitled(_ association: Association) {
        guard association.request == nil, association.operations.isEmpty,
            association.foreignProtocol.map({ $0.value == .tls }) ?? true
        else { return }
        if untitled[association.acceptor] == nil {
            guard untitled.count < Self.mostStrangers, untitledBudget.take(4096) else { return }
            untitled[association.acceptor] = EntityObservation(aeTitle: nil, budget: untitledBudget)
        }
        untitled[association.acceptor]?.note(association, as: .acceptor)
        untitled[association.acceptor]?.noteSilence(association, as: .acceptor)
    }

    /// When every association has ended.
    public func finish() -> ProductObservation {
        workflow.finish()
        for (call, entity) in unansweredCalls { entity.note(call, until: latest ?? call.last) }
        unansweredCalls = []
        let found = entities.values.sorted { ($0.aeTitle ?? "") < ($1.aeTitle ?? "") }
        // Of several that listen there the one that is called most.
        for entity in found.sorted(by: { $0.associations(as: .acceptor) > $1.associations(as: .acceptor) }) {
            for endpoint in entity.endpoints.entries.keys {
                guard let more = untitled.removeValue(forKey: endpoint) else { continue }
                reasons[.endpoint, default: 0] += more.associations(as: .acceptor)
                entity.noteConnections(of: more)
            }
        }
        for entity in found {
            for endpoint in entity.endpoints.entries.keys {
                for (rejection, tally) in strangers.removeValue(forKey: endpoint) ?? [:] {
                    entity.note(rejection, tally)
                }
            }
        }
        return ProductObservation(
            entities: found, reasons: reasons, associations: associations,
            associationsWithoutElements: associationsWithoutElements, notKept: budget.notKept)
    }
}
