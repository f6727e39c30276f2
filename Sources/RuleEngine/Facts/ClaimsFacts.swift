import AssociationTimeline
import DICOMDictionary
import Evidence
import RuleExpression

/// What is claimed of a product that may be an end of an association.
final class ClaimsFacts: FactRecord {
    let claims: (any ProductClaims)?
    let sides: [AssociationSide]

    init(_ claims: (any ProductClaims)?, _ association: Association) {
        self.claims = claims
        sides = claims?.sides(of: association) ?? []
    }

    func isProduct(_ side: AssociationSide) -> Bool? { claims == nil ? nil : sides.contains(side) }

    /// Of one of the product's ends; `nil` where it has none in the association, or the statement is silent.
    func isDeclared(_ context: PresentationContext) -> Bool? {
        all(sides.compactMap { claims?.isDeclared(context, transferSyntax: nil, on: $0) })
    }

    /// Those the product proposes, or the one it accepted, that its statement does not have for the SOP class.
    func undeclaredTransferSyntaxes(of context: PresentationContext) -> [UID]? {
        guard isDeclared(context) == true else { return nil }
        var undeclared: [UID] = []
        for side in sides {
            let syntaxes =
                side == .requestor
                ? context.proposedTransferSyntaxes : context.acceptedTransferSyntax.map { [$0] } ?? []
            undeclared += syntaxes.filter { claims?.isDeclared(context, transferSyntax: $0, on: side) == false }
        }
        return undeclared
    }

    private func all(_ answers: [Bool]) -> Bool? { answers.isEmpty ? nil : answers.allSatisfy { $0 } }
}

/// The same for one presentation context.
final class ContextClaimsFacts: FactRecord {
    let claims: ClaimsFacts
    let context: PresentationContext

    init(_ claims: ClaimsFacts, _ context: PresentationContext) {
        self.claims = claims
        self.context = context
    }
}

extension RecordType {
    static let claims: RecordType = RecordType(
        "Claims", "The conformance statement of a product that may be an end of the association (`--claims`; PS3.2).",
        [
            .fact("given", .boolean, "A statement was given.") { (r: ClaimsFacts) in Value(r.claims != nil) },
            .fact("product", .text, "The product's name; absent without a statement.") { (r: ClaimsFacts) in
                Value(r.claims?.product)
            },
            .fact("isRequestor", .boolean, "The requestor is the product; absent without a statement.") {
                (r: ClaimsFacts) in Value(r.isProduct(.requestor))
            },
            .fact("isAcceptor", .boolean, "The acceptor is the product; absent without a statement.") {
                (r: ClaimsFacts) in Value(r.isProduct(.acceptor))
            },
        ])

    static let contextClaims: RecordType = RecordType(
        "ContextClaims", "What the product's conformance statement has to say to a presentation context (PS3.2).",
        [
            .fact(
                "isDeclared", .boolean,
                "It has the SOP class in the product's role; absent without a statement, or where neither end is the product."
            ) { (r: ContextClaimsFacts) in Value(r.claims.isDeclared(r.context)) },
            .fact(
                "undeclaredTransferSyntaxes", .list(.uid),
                "Those the product proposes, or accepted, that the statement lacks for the SOP class; absent where that is not declared."
            ) { (r: ContextClaimsFacts) in
                r.claims.undeclaredTransferSyntaxes(of: r.context).map { Value($0) } ?? .absent
            },
        ])
}
