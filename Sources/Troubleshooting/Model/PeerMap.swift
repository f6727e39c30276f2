import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import NetworkLayers
import RuleEngine

/// Who talks to whom.
public struct PeerMap: Sendable {
    /// In order of their first appearance.
    public var entities: [ApplicationEntity]
    /// In order of their first frames.
    public var relations: [Relation]
    /// Associations between others, beyond the limits.
    public var associationsNotKept: Int
}

/// An application entity: an AE title at an address. Where no title was seen, the address alone.
public struct ApplicationEntity: Sendable {
    /// Its index in `PeerMap.entities`.
    public var id: Int
    public var title: String?
    public var address: IPAddress
    /// Ports it was called on.
    public var ports: [UInt16]
    /// It asked for associations; it was asked and answered as this AE title.
    public var requests: Bool
    public var accepts: Bool
    public var implementations: [Implementation]

    /// The title, or else the address; in brackets where the title is blank.
    public var name: String { title.map { $0.isEmpty ? "(no AE title)" : $0 } ?? "\(address)" }

    /// What it said of its implementation (PS3.7 §D.3.3.2).
    public struct Implementation: Hashable, Sendable {
        public var classUID: UID?
        public var versionName: String?
        /// The toolkit or vendor that identification belongs to, where known.
        public var known: KnownImplementation?
    }
}

/// All associations one application entity asked for with another at one port.
public struct Relation: Sendable {
    /// Its index in `PeerMap.relations`.
    public var id: Int
    /// Indexes in `PeerMap.entities`.
    public var requestor: Int
    public var acceptor: Int
    public var port: UInt16
    public var outcomes: [Association.Outcome: Int]
    /// Of these, connections of TLS on which nothing is known to have failed; their outcome tells nothing.
    public var soundTLS: [Association.Outcome: Int]
    /// A-ASSOCIATE-ACs seen.
    public var accepted: Int
    public var services: [ServiceCount]
    /// Bytes of data sets sent by each.
    public var bytesFromRequestor: UInt64
    public var bytesFromAcceptor: UInt64
    public var first: FactEvidence
    public var last: Timestamp
    /// The first ones, by the number users see.
    public var associations: [Int]
    /// Serials of the leading findings between the two, gravest first.
    public var findings: [Int]
    public var gravest: Severity?

    public var associationCount: Int { outcomes.values.reduce(0, +) }
    public var operationCount: Int { services.reduce(0) { $0 + $1.total } }
    public var failedOperationCount: Int { services.reduce(0) { $0 + $1.failed } }
    public var unknownOperationCount: Int { services.reduce(0) { $0 + $1.notKnown } }

    /// Operations of one service, by their outcome.
    public struct ServiceCount: Sendable {
        /// `C-STORE`
        public var service: String
        public var outcomes: [DIMSEOperation.Outcome: Int]
        /// Of the incomplete ones those whose end the capture lacks.
        public var notKnown = 0
        public var total: Int { outcomes.values.reduce(0, +) }
        /// Failed, unanswered or incomplete, as far as is known.
        public var failed: Int {
            (outcomes[.failure] ?? 0) + (outcomes[.unanswered] ?? 0) + (outcomes[.incomplete] ?? 0) - notKnown
        }
    }
}
