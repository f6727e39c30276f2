import AssociationTimeline
import Evidence

/// A rule's verdict on something, once for all occurrences between the same parties.
public struct Finding: Sendable {
    /// Its own among all findings of a run, consequences included.
    public var serial: Int
    public var rule: Rule
    /// Of the first occurrence; a later one differs in its numbers and frames only.
    public var message: String
    public var responsible: Responsible?
    /// The smallest change that would have made it work.
    public var change: String?
    /// Between whom, as far as known; of a rule about one side that side alone.
    public var parties: Parties
    public var count: Int
    /// What the occurrences were about, each once, the first ones: names of SOP classes.
    public var subjects: [String]
    /// Of the first occurrence and, where there were more, of the last.
    public var first: Occurrence
    public var last: Occurrence
    /// Associations it occurred in, the first ones, by the number users see.
    public var associations: [Int]
    public var associationCount: Int
    /// Findings that follow from this one.
    public var consequences: [Finding]

    /// The rule's, or that of the gravest finding that follows from this one: what made an operation fail is no less
    /// grave than the failure.
    public var severity: Severity

    /// Where it was seen.
    public struct Occurrence: Hashable, Sendable {
        public var evidence: [FactEvidence]
    }

    public struct Parties: Hashable, Sendable {
        public var callingAETitle: String?
        public var calledAETitle: String?
        public var requestorAddress: String?
        /// Address and port.
        public var acceptor: String?

        public init() {}

        init(_ association: Association) {
            callingAETitle = association.callingAETitle
            calledAETitle = association.calledAETitle
            requestorAddress = association.callingAETitle == nil ? "\(association.requestor.address)" : nil
            acceptor = "\(association.acceptor)"
        }

        /// One of them, by its address: under whatever AE titles it speaks.
        init(_ association: Association, only side: Responsible) {
            switch side {
            case .requestor: requestorAddress = "\(association.requestor.address)"
            case .acceptor: acceptor = "\(association.acceptor)"
            case .network, .capture: break
            }
        }
    }

    public enum Responsible: String, Hashable, Sendable {
        case requestor, acceptor, network, capture
    }

    /// Every place, first and last occurrence, each once.
    public var evidence: [FactEvidence] {
        var seen: Set<FactEvidence> = []
        return (first.evidence + (count > 1 ? last.evidence : [])).filter { seen.insert($0).inserted }
    }

    /// For Wireshark: `tcp.stream eq 3 and frame.number in {104, 106}`; `nil` without a frame.
    public var displayFilter: String? { evidence.displayFilter }
}
