import DICOMDictionary
import Evidence

/// Rows of the tables of proposed or accepted presentation contexts (PS3.2 §A.4.2) that agree in all but the SOP class,
/// and what the statement says beside them: one line of the statement for many SOP classes.
public struct ServiceClaims: Sendable {
    /// How the contexts the product proposes relate to those that are claimed.
    public enum Proposal: String, Hashable, Sendable, CaseIterable {
        /// Every claimed SOP class with every claimed transfer syntax, no more and no less.
        case exact
        /// Any part of them.
        case atLeast = "at-least"
    }

    public enum Objects: String, Hashable, Sendable, CaseIterable {
        case one, many
    }

    /// By which its claims are identified: as written, or made from the first SOP class or set and the roles.
    public var id: String
    public var place: ClaimPlace
    public var reference: String?
    /// The real-world activity: `Send images`.
    public var activity: String?
    /// Without duplicates. What a set brought in has its place in the set.
    public var sopClasses: [Claim<UID>]
    /// Of the product, without duplicates.
    public var roles: [Claim<ServiceRole>]
    /// Which side of the association the product is. Not said: requestor as SCU, acceptor as SCP.
    public var sides: [Claim<AssociationSide>]
    public var proposal: Claim<Proposal>?
    public var oneTransferSyntaxPerContext: Claim<Bool>?
    /// In the order of proposal (SCU) or of preference (SCP). `nil`: the statement is silent.
    public var transferSyntaxes: [Claim<UID>]?
    /// The SCP's order of preference where it is not that of `transferSyntaxes`; those not named come after.
    public var prefers: [Claim<UID>]
    /// Roles in the role selection sub-item. Empty: it says that it negotiates none.
    public var roleSelection: Claim<[ServiceRole]>?
    /// Empty: it says that there is none.
    public var extendedNegotiation: Claim<[ExtendedNegotiationKind]>?
    public var objectsPerAssociation: Claim<Objects>?
    public var keys: QueryKeys
    public var levels: [Claim<QueryLevel>]
    public var statuses: [StatusClaim]
    public var failures: [CommunicationFailureClaim]
    public var priorities: [Claim<ClaimedPriority>]
    public var attributes: AttributeClaims
    /// Whether transfer syntaxes and SOP classes may be configured.
    public var isConfigurable: Bool
    /// The options by which they may be.
    public var options: [String]
    /// The licence, plug-in or option the service needs.
    public var condition: String?

    /// The side the product is in a role.
    public func sides(as role: ServiceRole) -> [AssociationSide] {
        sides.isEmpty ? [role == .scu ? .requestor : .acceptor] : sides.map(\.value)
    }
}
