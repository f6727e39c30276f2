import AssociationTimeline
import DICOMDictionary
import Evidence

/// All that was seen of one entity of the statement, under whatever AE titles, with the contexts by SOP class.
struct EntityEvidence {
    let observations: [EntityObservation]
    private let offersByClass: [UID: [(offer: ContextOffer, tally: Tally)]]
    /// By observation, in order of time.
    let rejections: [[(rejection: Rejection, use: RejectionUse)]]
    private let usesByClass: [UID: [(key: OperationUse.Key, use: OperationUse)]]
    /// Every service asks for the same ledgers, and a statement may have a thousand services.
    private let merged = MergedLedgers()

    private final class MergedLedgers {
        var tallies: [PartialKeyPath<EntityObservation>: Any] = [:]
    }

    init(_ observations: [EntityObservation]) {
        self.observations = observations
        rejections = observations.map { observation in
            observation.rejections.entries.map { (rejection: $0.key, use: $0.value) }
                .sorted { $0.use.time < $1.use.time }
        }
        offersByClass = Dictionary(
            grouping: observations.flatMap { $0.offers.inOrder.map { (offer: $0.key, tally: $0.tally) } },
            by: \.offer.sopClass)
        usesByClass = Dictionary(
            grouping: observations.flatMap { observation in
                observation.uses.entries.map { (key: $0.key, use: $0.value) }
                    .sorted { $0.use.seen.first.frame < $1.use.seen.first.frame }
            }, by: \.key.sopClass)
    }

    var isEmpty: Bool { observations.isEmpty }
    var sopClassesOffered: [UID] { offersByClass.keys.sorted { $0.rawValue < $1.rawValue } }
    var sopClassesUsed: [UID] { usesByClass.keys.sorted { $0.rawValue < $1.rawValue } }

    func offers(of sopClass: UID) -> [(offer: ContextOffer, tally: Tally)] { offersByClass[sopClass] ?? [] }

    func offers(of sopClass: UID, as role: ServiceRole, on sides: [AssociationSide]) -> [(
        offer: ContextOffer, tally: Tally
    )] {
        offers(of: sopClass).filter { sides.contains($0.offer.side) && $0.offer.roles.contains(role) }
    }

    func uses(of sopClass: UID) -> [(key: OperationUse.Key, use: OperationUse)] { usesByClass[sopClass] ?? [] }

    func uses(of sopClass: UID, as role: ServiceRole, on sides: [AssociationSide]) -> [(
        key: OperationUse.Key, use: OperationUse
    )] {
        uses(of: sopClass).filter { sides.contains($0.key.side) && $0.key.role == role }
    }

    /// By where they were seen first, over all AE titles.
    func tallies<Key>(_ ledger: KeyPath<EntityObservation, Ledger<Key, Tally>>) -> [(key: Key, tally: Tally)] {
        if let known = merged.tallies[ledger] as? [(key: Key, tally: Tally)] { return known }
        var all: [Key: Tally] = [:]
        for observation in observations {
            all.merge(observation[keyPath: ledger].entries) { first, second in
                Tally.sum([first, second]) ?? first
            }
        }
        let sorted = all.inOrder
        merged.tallies[ledger] = sorted
        return sorted
    }

    /// The most associations it had open, under all its AE titles.
    func mostAtOnce(as side: AssociationSide) -> (count: Int, sighting: Sighting)? {
        Reach(observations.compactMap { $0.reach[side] }).most
    }

    func associations(as side: AssociationSide) -> Tally? {
        Tally.sum(observations.flatMap { ($0.associations[side] ?? [:]).values })
    }

    /// Those that were accepted.
    func acceptances(as side: AssociationSide) -> Tally? { Tally.sum(observations.compactMap { $0.accepted[side] }) }

    /// Where the product was called by more titles than it has entities, or by another beside that of an entity, and
    /// accepted all the same: it does not look at them.
    func acceptanceByAnyTitle(of statement: ConformanceStatement) -> (tally: Tally, titles: Int)? {
        let accepted = observations.compactMap { observation in
            observation.accepted[.acceptor].map { (title: observation.aeTitle, tally: $0) }
        }
        let own = Set(statement.entities.compactMap(\.aeTitle?.value))
        let isOwn = accepted.map { $0.title.map(own.contains) ?? true }
        let isAny = accepted.count > max(1, statement.entities.count) || isOwn.contains(true) && isOwn.contains(false)
        guard isAny, let tally = Tally.sum(accepted.map(\.tally)) else { return nil }
        return (tally, accepted.count)
    }
}
