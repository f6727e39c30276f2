import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence
import NetworkLayers

/// What one application entity of a product did, in as much room as the budget it shares with the others allows.
public final class EntityObservation {
    /// As the associations have it; `nil` where they lack it.
    public let aeTitle: String?
    let budget: ObservationBudget

    /// By the side the product was, and how they ended.
    public internal(set) var associations: [AssociationSide: [Association.Outcome: Tally]] = [:]
    /// Those that were accepted, by the side the product was.
    var accepted: [AssociationSide: Tally] = [:]
    /// Where it listens.
    var endpoints: Ledger<Endpoint, Tally> = .init()
    /// Those of them at which it spoke TLS.
    var secureEndpoints: Ledger<Endpoint, Tally> = .init()
    /// Where it calls from.
    var addresses: Ledger<IPAddress, Tally> = .init()
    /// Those that called it and were accepted.
    var acceptedCallers: Ledger<String, Tally> = .init()

    /// Application contexts it accepted when called.
    var acceptedContextNames: Ledger<UID, Tally> = .init()

    var offers: Ledger<ContextOffer, Tally> = .init()
    /// All that one of its A-ASSOCIATE-RQs proposes.
    var proposals: Ledger<Proposal, Tally> = .init()
    var uses: Ledger<OperationUse.Key, OperationUse> = .init()
    var queries: Ledger<ServiceKey, QueryUse> = .init()
    var instances: Ledger<ServiceKey, InstanceUse> = .init()
    var priorities: Ledger<PriorityKey, Tally> = .init()
    /// C-STOREs of one association: how often one, how often more.
    var objects: Ledger<ObjectsKey, Tally> = .init()

    var applicationContexts: Ledger<UID, Tally> = .init()
    var implementationClassUIDs: Ledger<String, Tally> = .init()
    /// `""` for those without the sub-item.
    var implementationVersionNames: Ledger<String, Tally> = .init()
    var maximumLengths: Ledger<UInt32, Tally> = .init()
    /// The longest P-DATA-TF it sent.
    var longestSent: Extreme?
    /// As the product sees it: what it may invoke and perform.
    var windows: Ledger<AsynchronousOperationsWindow, Tally> = .init()
    /// The most operations that waited for their response at once.
    var mostInvoked: Extreme?
    var mostPerformed: Extreme?
    /// By User-Identity-Type; `nil` for requests without.
    var userIdentities: Ledger<UInt8?, Tally> = .init()
    /// Those sent to it that asked for a positive response.
    var userIdentitiesReceived: Ledger<UserIdentityKey, Tally> = .init()
    /// `kind` is `nil` for associations without any.
    var extendedNegotiations: Ledger<ExtendedNegotiationKey, Tally> = .init()
    var reach: [AssociationSide: Reach] = [:]
    var rejections: Ledger<Rejection, RejectionUse> = .init()
    /// By source and reason.
    var aborts: Ledger<[UInt8], Tally> = .init()
    var silences: [TimeoutClaim.Kind: [Silence]] = [:]
    var failures: Ledger<FailureKey, Tally> = .init()

    /// Values of Specific Character Set (0008,0005) in data sets it sent; `""` for none.
    var characterSets: Ledger<String, Tally> = .init()
    /// Those of data sets with bytes that are none of its characters.
    var foreignText: Ledger<String, Tally> = .init()
    /// Data sets whose elements are not in the statistics.
    var dataSetsNotCounted = 0
    var commitmentReplies: [CommitmentReply] = []
    var performedSteps: [PerformedStep] = []
    var tls: Ledger<TLSUse, Tally> = .init()
    /// Accepted without one context being accepted.
    var acceptedWithoutContext: Tally?
    /// Accepted although the request lacks the protocol version of PS3.8 §9.3.2.
    var acceptedOtherVersion: Tally?
    /// The longest it waited for what came after all, and for the next operation.
    var longestWaits: [TimeoutClaim.Kind: Silence] = [:]
    /// Associations over TLS, and those without.
    var secure: [Bool: Tally] = [:]

    init(aeTitle: String?, budget: ObservationBudget) {
        self.aeTitle = aeTitle
        self.budget = budget
    }

    public func associations(as side: AssociationSide) -> Int {
        associations[side, default: [:]].values.reduce(0) { $0 + $1.count }
    }
}
