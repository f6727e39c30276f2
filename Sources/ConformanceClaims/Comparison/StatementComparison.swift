import DICOMDictionary

/// Two statements against each other: whether the products will work together, before anybody connects them.
public struct StatementComparison: Sendable {
    public enum Verdict: String, Hashable, Sendable, CaseIterable {
        /// All that one of them asks of the other works.
        case yes
        /// Some of it works.
        case partly
        case no
    }

    /// Of the products, told apart where both have the same.
    public let names: [String]
    public let verdict: Verdict
    /// What the first asks of the second, and what the second asks of the first.
    public let directions: [ComparisonDirection]
    /// What holds for all of their associations, what breaks first.
    public let points: [ComparisonPoint]
    /// The smallest changes that would make everything that is asked work, without repetition.
    public let changes: [String]

    public init(_ first: ConformanceStatement, _ second: ConformanceStatement) {
        let names = Self.names(first, second)
        let sides = [ComparedProduct(first, names[0]), ComparedProduct(second, names[1])]
        let directions = [
            ComparisonDirection(scu: sides[0], scp: sides[1]), ComparisonDirection(scu: sides[1], scp: sides[0]),
        ]
        var points: [ComparisonPoint] = []
        for (one, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
            points += AssociationComparison(requestor: one, acceptor: other).points()
            points += WorkflowComparison(scu: one, scp: other).points()
        }
        points += SecurityComparison(first: sides[0], second: sides[1]).points()
        self.names = names
        self.directions = directions
        self.points = points.enumerated().sorted { left, right in
            (left.element.effect, left.offset) < (right.element.effect, right.offset)
        }.map(\.element)
        verdict = Self.verdict(directions, points)
        var seen: Set<String> = []
        changes =
            (points.filter { $0.effect == .breaks }.compactMap(\.change)
            + directions.flatMap(\.rows).compactMap(\.change)).filter { seen.insert($0).inserted }
    }

    private static func verdict(_ directions: [ComparisonDirection], _ points: [ComparisonPoint]) -> Verdict {
        if points.contains(where: { $0.effect == .breaks && $0.isForAll }) { return .no }
        let busy = directions.filter { !$0.rows.isEmpty && !$0.isIdle }
        let asked = busy.isEmpty ? directions.filter { !$0.rows.isEmpty } : busy
        guard asked.contains(where: { $0.working > 0 }) else { return .no }
        let isWhole = asked.contains { $0.working == $0.asked }
        return isWhole && !points.contains { $0.effect == .breaks } ? .yes : .partly
    }

    private static func names(_ first: ConformanceStatement, _ second: ConformanceStatement) -> [String] {
        let names = [first.product.name, second.product.name]
        guard names[0] == names[1] else { return names }
        let versions = [first, second].map {
            [$0.product.name, $0.product.version].compactMap { $0 }.joined(separator: " ")
        }
        return versions[0] == versions[1] ? [names[0] + " (A)", names[1] + " (B)"] : versions
    }
}

/// One of the two products.
struct ComparedProduct: Sendable {
    let statement: ConformanceStatement
    let name: String

    init(_ statement: ConformanceStatement, _ name: String) {
        self.statement = statement
        self.name = name
    }

    var entities: [ApplicationEntityClaims] { statement.entities }

    /// Services of SOP classes of a kind in a role.
    func services(_ role: ServiceRole, _ matches: (UID) -> Bool) -> [(
        entity: ApplicationEntityClaims, service: ServiceClaims
    )] {
        entities.flatMap { entity in
            entity.services.filter { service in
                service.roles.contains { $0.value == role } && service.sopClasses.contains { matches($0.value) }
            }.map { (entity, $0) }
        }
    }

    func sopClasses(_ role: ServiceRole, _ matches: (UID) -> Bool) -> Set<UID> {
        Set(services(role, matches).flatMap { $0.service.sopClasses.map(\.value).filter(matches) })
    }
}
