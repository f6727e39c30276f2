import AssociationTimeline
import DICOMDictionary
import Evidence

/// What a vendor says of a product (PS3.2), as far as rules can speak of it.
public protocol ProductClaims: Sendable {
    /// The product's name, for messages.
    var product: String { get }

    /// The ends of the association that are the product's.
    func sides(of association: Association) -> [AssociationSide]

    /// Whether the product has the context's SOP class in the roles that end has in it, with that transfer syntax or, for
    /// `nil`, with any. `nil` where the statement is silent, or the context tells no SOP class.
    func isDeclared(_ context: PresentationContext, transferSyntax: UID?, on side: AssociationSide) -> Bool?
}
