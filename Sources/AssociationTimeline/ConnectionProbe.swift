import ByteReading
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import NetworkLayers
import StreamReassembly

/// Decides whether a connection carries DICOM, by content. Bytes that cannot be decided upon yet are held, to be decoded
/// when they can.
final class ConnectionProbe {
    /// Bytes as they came, or a gap.
    struct Piece {
        enum Content {
            case bytes([UInt8])
            case lost(UInt64)
        }
        var content: Content
        var direction: StreamDirection
        var origin: ByteOrigin
    }

    enum Verdict {
        case undecided
        case dicom(Recognised)
        /// Another protocol, or nothing that could be DICOM.
        case foreign(ForeignProtocol)
    }

    /// How a connection was recognised.
    struct Recognised {
        var requestorDirection: StreamDirection
        /// Of each direction: whether what comes first may be the middle of a PDU.
        var startsInMiddle: (requestor: Bool, acceptor: Bool)
    }

    /// What was seen of one direction.
    private struct Direction {
        /// The first bytes, as many as recognition needs.
        var start: [UInt8] = []
        var hasGap = false
        var sawBytes = false
    }

    let place: AssociationNumbering.Place
    private(set) var held: [Piece] = []
    private var heldBytes = 0
    private var initiator = Direction()
    private var responder = Direction()
    private var searched: UInt64 = 0
    /// Until it is decided who is the requestor, whoever opened the connection counts as such.
    private(set) var tcpEvents: [LocatedTCPEvent] = []
    private(set) var unreachable: [Anomaly] = []

    /// More than any recognition needs, in bytes and in pieces.
    private static let maximumStart = 256

    init(place: AssociationNumbering.Place) { self.place = place }

    private func seen(_ direction: StreamDirection) -> Direction {
        direction == .fromInitiator ? initiator : responder
    }

    private func update(_ direction: StreamDirection, _ body: (inout Direction) -> Void) {
        if direction == .fromInitiator { body(&initiator) } else { body(&responder) }
    }

    func lost(_ length: UInt64, from direction: StreamDirection, origin: ByteOrigin) {
        update(direction) { $0.hasGap = true }
        if held.count < Self.maximumStart {
            held.append(Piece(content: .lost(length), direction: direction, origin: origin))
        }
    }

    func happened(_ event: TCPEvent, from direction: StreamDirection, origin: ByteOrigin) {
        guard tcpEvents.count < Self.maximumStart else { return }
        let side: AssociationSide = direction == .fromInitiator ? .requestor : .acceptor
        tcpEvents.append(LocatedTCPEvent(event: event, from: side, origin: origin))
    }

    func unreachable(_ error: ICMPError, origin: ByteOrigin) {
        if unreachable.count < Self.maximumStart { unreachable.append(error.anomaly(origin)) }
    }

    /// The bytes of a connection that ended before they could be told from DICOM.
    var fragment: Located<ForeignProtocol>? {
        guard let first = held.first else { return nil }
        return Located(
            .unknown, from: first.direction == .fromInitiator ? .requestor : .acceptor,
            evidence: EvidenceRange(first.origin, length: UInt64(heldBytes)))
    }

    /// `expects` tells of an endpoint whether DICOM is expected there; `limit` is how many bytes of a connection whose
    /// beginning was not captured are searched.
    func received(
        _ bytes: Span<UInt8>, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin,
        limit: UInt64, expects: (Endpoint) -> Bool
    ) -> Verdict {
        let before = seen(direction)
        update(direction) { seen in
            seen.sawBytes = true
            if !seen.hasGap { seen.start += bytes.array(0..<(Self.maximumStart - seen.start.count)) }
        }
        let handshake = connection.statistics.handshake
        let sawOpening = handshake.syn != nil || handshake.synAcknowledged != nil
        if !before.hasGap {
            let start = seen(direction).start
            switch DICOMRecognition.recognise(start.span) {
            case .yes:
                switch PDUType(rawValue: start[0]) {
                case .associateRQ: return .dicom(opened(by: direction, sender: direction, sawOpening))
                case .associateAC, .associateRJ:
                    return .dicom(opened(by: direction.other, sender: direction, sawOpening))
                default: break
                }
            case .maybe:
                hold(bytes, from: direction, origin: origin)
                return .undecided
            case .no where expects(connection.responder) && Self.mayBeAssociateRQ(start.span):
                return .dicom(opened(by: direction, sender: direction, sawOpening))
            case .no:
                if let foreign = ForeignProtocol.recognise(start.span) { return .foreign(foreign) }
                // Who opened the connection speaks first in DICOM; the other side's bytes alone prove nothing.
                if sawOpening, direction == .fromInitiator { return .foreign(.unknown) }
            }
        }
        return search(bytes, from: direction, of: connection, sawOpening: sawOpening, limit: limit, expects: expects)
    }

    /// Where DICOM is expected, a PDU of that type and a sensible length is enough: one that is wrong in its fields should
    /// be told as what it is.
    private static func mayBeAssociateRQ(_ start: Span<UInt8>) -> Bool {
        guard start.count >= PDUHeader.size, let length = start.uint32BigEndian(at: 2) else { return false }
        return start[0] == PDUType.associateRQ.rawValue && start[1] == 0 && length >= 68 && length < 1 << 20
    }

    private func hold(_ bytes: Span<UInt8>, from direction: StreamDirection, origin: ByteOrigin) {
        guard heldBytes + bytes.count <= Self.maximumStart * 4, held.count < Self.maximumStart else { return }
        heldBytes += bytes.count
        held.append(Piece(content: .bytes(bytes.array(0..<bytes.count)), direction: direction, origin: origin))
    }

    /// By a PDU of the association's establishment at the very beginning of the sender's direction.
    private func opened(
        by requestorDirection: StreamDirection, sender: StreamDirection, _ sawOpening: Bool
    ) -> Recognised {
        let other = seen(sender.other)
        // Where the connection's opening was captured, so was each direction's beginning, unless it was lost.
        let otherStartsInMiddle = other.hasGap || !sawOpening && other.sawBytes
        return Recognised(
            requestorDirection: requestorDirection,
            startsInMiddle: requestorDirection == sender ? (false, otherStartsInMiddle) : (otherStartsInMiddle, false))
    }
}

extension ConnectionProbe {
    /// Looks for a PDU anywhere in the bytes of a connection whose beginning is not in the capture.
    private func search(
        _ bytes: Span<UInt8>, from direction: StreamDirection, of connection: TCPConnection, sawOpening: Bool,
        limit: UInt64, expects: (Endpoint) -> Bool
    ) -> Verdict {
        if let position = DICOMRecognition.firstPDU(in: bytes) {
            let requestor = requestorDirection(
                bytes, at: position, from: direction, of: connection, sawOpening: sawOpening, expects: expects)
            return .dicom(Recognised(requestorDirection: requestor, startsInMiddle: (true, true)))
        }
        searched &+= UInt64(bytes.count)
        return searched > limit ? .foreign(.unknown) : .undecided
    }

    private func requestorDirection(
        _ bytes: Span<UInt8>, at position: Int, from direction: StreamDirection, of connection: TCPConnection,
        sawOpening: Bool, expects: (Endpoint) -> Bool
    ) -> StreamDirection {
        if sawOpening { return .fromInitiator }
        let responderIsExpected = expects(connection.responder)
        if responderIsExpected != expects(connection.initiator) {
            return responderIsExpected ? .fromInitiator : .fromResponder
        }
        if let sender = senderOfCommand(bytes, at: position) {
            return sender == .requestor ? direction : direction.other
        }
        return connection.responder.port <= connection.initiator.port ? .fromInitiator : .fromResponder
    }

    /// Which side sends the command that begins there, as far as its kind shows: requests come from the requestor, but
    /// for notifications.
    private func senderOfCommand(_ bytes: Span<UInt8>, at position: Int) -> AssociationSide? {
        let command = position + PDUHeader.size + PresentationDataValue.headerSize
        guard command < bytes.count, bytes[position] == PDUType.dataTF.rawValue, bytes[command - 1] & 1 == 1,
            let field = CommandSet(bytes: bytes.array(command..<bytes.count)).commandField, field.service != nil
        else { return nil }
        let fromRequestor = field.isResponse == (field.request == .nEventReportRQ)
        return fromRequestor ? .requestor : .acceptor
    }
}
