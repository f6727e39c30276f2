import AssociationTimeline
import Evidence
import RuleEngine

/// What went between requestor and acceptor, in time order, for a ladder diagram.
public struct Ladder: Sendable {
    public var events: [LadderEvent]
    /// Events beyond the limit, told by none of `events`.
    public var leftOut: Int
}

/// One arrow or mark of a ladder.
public struct LadderEvent: Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A PDU other than P-DATA-TF.
        case pdu
        /// A DIMSE message, or several alike told together (`count`).
        case message
        /// SYN, RST, FIN, closed windows, retransmissions.
        case tcp
        /// Bytes that are missing from the capture.
        case gap
        /// Another protocol than DICOM.
        case foreign
        /// Something irregular that has no arrow of its own.
        case anomaly
    }

    public enum Mark: String, Hashable, Sendable, CaseIterable {
        case plain, good, doubtful, bad
    }

    public var kind: Kind
    /// `A-ASSOCIATE-RQ`, `C-STORE-RSP`, `RST`.
    public var name: String
    /// What is worth reading of it: `CT Image Storage, 524 kB`. Masked.
    public var text: String
    /// Who sent it; `nil` where nobody did, or it goes both ways (messages told together).
    public var from: AssociationSide?
    /// When its first byte and its last were captured.
    public var start: Timestamp
    public var end: Timestamp
    public var firstFrame: FrameNumber
    public var lastFrame: FrameNumber
    public var mark: Mark
    /// `OperationEntry.id`; of the first one, where several are told together.
    public var operation: Int?
    /// How many are told together; 1 for most.
    public var count: Int
    /// The bytes that decide, where there are few: the whole of an A-ASSOCIATE-RJ, A-ABORT or A-RELEASE PDU, the fixed part
    /// of an A-ASSOCIATE-RQ or -AC, Status and counters of a response. Where a finding is pinned to a message, of its
    /// P-DATA-TF the header with that of its PDV, if these are irregular; or else of a request Command Field, Message ID
    /// and Command Data Set Type.
    public var bytes: [UInt8]
    /// Serials of the findings pinned to it.
    public var findings: [Int]

    public init(
        _ kind: Kind, _ name: String, text: String = "", from: AssociationSide?, evidence: EvidenceRange,
        mark: Mark = .plain
    ) {
        self.kind = kind
        self.name = name
        self.text = text
        self.from = from
        start = evidence.firstTime
        end = evidence.time
        firstFrame = evidence.firstFrame
        lastFrame = evidence.lastFrame
        self.mark = mark
        operation = nil
        count = 1
        bytes = []
        findings = []
    }
}
