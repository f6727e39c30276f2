import AssociationTimeline
import DICOMDictionary
import Evidence
import RuleEngine

/// A statement for rules to speak of. What any of its entities declares is declared.
public struct StatementClaims: ProductClaims {
    public let product: String
    private let identity: ProductIdentity
    /// `nil` for a SOP class whose transfer syntaxes the statement does not tell.
    private let declared: [ServiceKey: Set<UID>?]

    /// - Parameter identity: who the product is, where not by what the statement says.
    public init(_ statement: ConformanceStatement, identity: ProductIdentity? = nil) {
        product = [statement.product.vendor, statement.product.name, statement.product.version].compactMap { $0 }
            .joined(separator: " ")
        self.identity = identity ?? ProductIdentity(statement)
        var declared: [ServiceKey: Set<UID>?] = [:]
        for service in statement.entities.flatMap(\.services) {
            let syntaxes = service.transferSyntaxes.map { Set($0.map(\.value)) }
            for role in service.roles.map(\.value) {
                for side in service.sides(as: role) {
                    for sopClass in service.sopClasses {
                        let key = ServiceKey(sopClass: sopClass.value, role: role, side: side)
                        guard let known = declared[key] else {
                            declared[key] = .some(syntaxes)
                            continue
                        }
                        declared[key] = .some(known.flatMap { known in syntaxes.map { known.union($0) } })
                    }
                }
            }
        }
        self.declared = declared
    }

    public func sides(of association: Association) -> [AssociationSide] {
        identity.sides(of: association).map(\.side)
    }

    public func isDeclared(
        _ context: PresentationContext, transferSyntax: UID?, on side: AssociationSide
    ) -> Bool? {
        guard let offer = ContextOffer(context, side: side) else { return nil }
        let answers = offer.roles.compactMap { role -> Bool? in
            guard let syntaxes = declared[ServiceKey(sopClass: offer.sopClass, role: role, side: side)] else {
                return false
            }
            guard let transferSyntax else { return true }
            return syntaxes.map { $0.contains(transferSyntax) }
        }
        return answers.isEmpty ? nil : answers.allSatisfy { $0 }
    }
}
