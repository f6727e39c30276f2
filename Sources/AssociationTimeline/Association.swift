import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import NetworkLayers
import StreamReassembly

/// One association, or the attempt at one, with all that was seen of it (PS3.8 §7).
public struct Association: Sendable {
    /// Counted from 0 in the order recognised; `AssociationNumbering` turns it into the number users see.
    public var serial: Int
    /// Wireshark's `tcp.stream`.
    public var tcpStream: Int
    /// Which association of its connection this is, from 0. The standard allows one (PS3.8 §9.1.1).
    public var indexOnConnection: Int

    public var requestor: Endpoint
    public var acceptor: Endpoint
    /// In which direction of the connection the requestor sends.
    public var requestorDirection: StreamDirection = .fromInitiator
    /// When the connection's first packet was captured (for a further association on the connection: its first PDU).
    public var start: Timestamp
    public var firstFrame: FrameNumber
    public var end: Timestamp
    public var lastFrame: FrameNumber
    public var outcome: Outcome

    public var request: Located<PDU.AssociateRQ>?
    public var accept: Located<PDU.AssociateAC>?
    public var reject: Located<PDU.AssociateRJ>?
    /// Every A-ABORT seen, in order.
    public var aborts: [Located<PDU.Abort>] = []
    /// An A-RELEASE-RP was seen.
    public internal(set) var wasReleased = false
    /// An A-RELEASE-RQ was seen.
    public internal(set) var releaseWasRequested = false
    /// What ended it first, of A-ASSOCIATE-RJ, A-RELEASE-RP and A-ABORT.
    var ending: Outcome?
    /// At least one PDU of the acceptor's was seen.
    public internal(set) var acceptorSpoke = false
    public var pdus: PDULog = .init()
    public var presentationContexts: [PresentationContext] = []
    /// In order of their first message.
    public var operations: [DIMSEOperation] = []
    /// Operations left out of `operations` because the limit on kept ones was reached.
    public var operationsNotKept: Int = 0
    public var anomalies: [Anomaly] = []
    public var anomaliesNotKept: Int = 0
    public var quality: Quality = .init()
    /// The connection's; final when the association has ended with it, as far as seen otherwise.
    public var tcp: ConnectionStatistics
    public var tcpEvents: [LocatedTCPEvent] = []
    /// What the peer that should have spoken DICOM spoke instead, when recognised.
    public var foreignProtocol: Located<ForeignProtocol>?
    /// Where that was TLS: what its handshake shows.
    public var tls: TLSHandshake?

    public init(
        serial: Int, tcpStream: Int, indexOnConnection: Int = 0, requestor: Endpoint, acceptor: Endpoint,
        start: Timestamp,
        firstFrame: FrameNumber, outcome: Outcome = .open, tcp: ConnectionStatistics
    ) {
        self.serial = serial
        self.tcpStream = tcpStream
        self.indexOnConnection = indexOnConnection
        self.requestor = requestor
        self.acceptor = acceptor
        self.start = start
        self.firstFrame = firstFrame
        self.end = start
        self.lastFrame = firstFrame
        self.outcome = outcome
        self.tcp = tcp
    }

    /// The request and its answer were seen.
    public var isNegotiated: Bool { request != nil && (accept != nil || reject != nil) }

    /// As the A-ASSOCIATE-RQ has them, without padding; `nil` where the capture lacks a part.
    public var callingAETitle: String? {
        guard let request = request?.value, request.isComplete || request.callingAETitleBytes.count == 16 else {
            return nil
        }
        return request.callingAETitle
    }

    public var calledAETitle: String? {
        guard let request = request?.value, request.isComplete || request.calledAETitleBytes.count == 16 else {
            return nil
        }
        return request.calledAETitle
    }
}

extension Association {
    /// How it ended.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case released, aborted, rejected
        /// RST in answer to SYN.
        case refused
        /// No SYN-ACK, or no PDU in answer to the A-ASSOCIATE-RQ.
        case unanswered
        /// FIN without release.
        case closed
        case reset
        /// Still going when the capture ended.
        case open
    }

    /// What the capture lacks of it.
    public struct Quality: Hashable, Sendable {
        /// A-ASSOCIATE-RQ and its answer were both captured whole; or the request was, and no answer was sent.
        public var sawHandshake = false
        public var gaps = 0
        public var lostBytes: UInt64 = 0
        /// Only one direction's bytes were captured although the other must have sent some.
        public var isOneSided = false

        public init() {}
    }
}

/// A value with where it was seen and who sent it. A class, as an A-ASSOCIATE PDU has a dozen parts that would be counted
/// one by one with every copy of its association.
public final class Located<Value: Sendable>: Sendable {
    public let value: Value
    public let from: AssociationSide
    public let evidence: EvidenceRange

    public init(_ value: Value, from: AssociationSide, evidence: EvidenceRange) {
        self.value = value
        self.from = from
        self.evidence = evidence
    }
}

/// Something that happened to the connection beneath.
public struct LocatedTCPEvent: Sendable {
    public var event: TCPEvent
    public var from: AssociationSide
    public var origin: ByteOrigin
}
