import DICOMUpperLayer
import Evidence
import NetworkLayers
import StreamReassembly

/// Joins both directions of every connection into associations. Give it to a `StreamReassembler` as its consumer.
public struct TimelineBuilder: StreamConsumer {
    /// What a connection is, as far as known.
    private enum Connection {
        case probed(ConnectionProbe)
        case dicom(DICOMConnection)
        /// Something else was spoken where DICOM is, or may turn out to be, expected.
        case foreign(ConnectionProbe, Located<ForeignProtocol>)
        case ignored
    }

    private let options: TimelineOptions
    private let registry: AssociationRegistry
    private var ports: DICOMPorts
    /// By `TCPConnection.slot`.
    private var connections: [Connection] = []
    private var candidates: [Candidate] = []
    /// Failed connections not looked at again because `TimelineOptions.candidates` was reached.
    public private(set) var candidatesNotKept = 0
    /// Connections that carry no DICOM, and their payload bytes.
    public private(set) var otherConnections = 0
    public private(set) var otherBytes: UInt64 = 0

    public init(
        options: TimelineOptions = TimelineOptions(), receiver: any AssociationReceiver,
        observer: (any AssociationObserver)? = nil
    ) {
        self.options = options
        registry = AssociationRegistry(options: options, receiver: receiver, observer: observer)
        ports = DICOMPorts(given: options.decodeAsPorts)
    }

    /// Associations begun so far.
    public var associationCount: Int { registry.count }

    /// The number users see, once it is certain; `nil` before.
    public func number(serial: Int) -> Int? { registry.numbering.number(serial: serial) }

    /// Whether DICOM is spoken on a connection; `nil` while that is not known, `false` also once it has ended.
    public func carriesDICOM(_ connection: TCPConnection) -> Bool? {
        guard connection.slot < connections.count else { return nil }
        switch connections[connection.slot] {
        case .dicom: return true
        case .probed, .foreign: return nil
        case .ignored: return false
        }
    }

    /// Nobody will ask for this association's number again.
    public mutating func forget(serial: Int) { registry.numbering.forget(serial: serial) }

    public mutating func connectionBegan(_ connection: TCPConnection, origin: ByteOrigin) {
        while connections.count <= connection.slot { connections.append(.ignored) }
        connections[connection.slot] = .probed(ConnectionProbe(place: registry.numbering.reserve()))
    }

    public mutating func received(
        _ bytes: Span<UInt8>, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        switch connections[connection.slot] {
        case .dicom(let dicom): dicom.received(bytes, from: direction, origin: origin)
        case .foreign(let probe, let foreign) where foreign.from == .acceptor && direction == .fromInitiator:
            guard bytes.count > 0, bytes[0] == PDUType.associateRQ.rawValue, DICOMRecognition.recognise(bytes) == .yes
            else {
                otherBytes &+= UInt64(bytes.count)
                return
            }
            // Whoever greets first, the other side may still ask for an association.
            let recognised = ConnectionProbe.Recognised(
                requestorDirection: .fromInitiator, startsInMiddle: (false, true))
            let dicom = adopt(recognised, probe, connection)
            dicom.tracker.found(foreign.value, from: foreign.from, evidence: foreign.evidence)
            dicom.received(bytes, from: direction, origin: origin)
        case .ignored, .foreign: otherBytes &+= UInt64(bytes.count)
        case .probed(let probe):
            let verdict = probe.received(
                bytes, from: direction, of: connection, origin: origin, limit: options.searchedBytes,
                expects: ports.expects)
            decide(verdict, probe, connection, direction: direction, bytes: bytes, origin: origin)
        }
    }

    public mutating func lost(
        _ length: UInt64, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        switch connections[connection.slot] {
        case .dicom(let dicom): dicom.lost(length, from: direction, origin: origin)
        case .probed(let probe): probe.lost(length, from: direction, origin: origin)
        case .ignored, .foreign: break
        }
    }

    public mutating func happened(
        _ event: TCPEvent, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        switch connections[connection.slot] {
        case .dicom(let dicom): dicom.happened(event, from: direction, origin: origin)
        case .probed(let probe), .foreign(let probe, _): probe.happened(event, from: direction, origin: origin)
        case .ignored: break
        }
    }

    /// A router or host reported that a segment of that direction did not arrive.
    public mutating func unreachable(
        _ error: ICMPError, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        switch connections[connection.slot] {
        case .dicom(let dicom): dicom.unreachable(error, from: direction, origin: origin)
        case .probed(let probe), .foreign(let probe, _): probe.unreachable(error, origin: origin)
        case .ignored: break
        }
    }

    public mutating func connectionEnded(
        _ connection: TCPConnection, reason: TCPConnection.End, origin: ByteOrigin
    ) {
        switch connections[connection.slot] {
        case .dicom(let dicom): dicom.ended(reason, origin: origin)
        case .probed(let probe): fail(probe, connection, reason: reason, at: origin.time)
        case .foreign(let probe, let foreign):
            fail(probe, connection, reason: reason, at: origin.time, foreign: foreign)
        case .ignored: break
        }
        connections[connection.slot] = .ignored
    }

    /// The capture is over, and so is every connection: those that failed are judged by all that is known by now.
    public mutating func finish() {
        for candidate in candidates { judge(candidate) }
        candidates = []
        registry.numbering.settleAll()
    }
}

extension TimelineBuilder {
    private mutating func decide(
        _ verdict: ConnectionProbe.Verdict, _ probe: ConnectionProbe, _ connection: TCPConnection,
        direction: StreamDirection, bytes: Span<UInt8>, origin: ByteOrigin
    ) {
        switch verdict {
        case .undecided: break
        case .dicom(let recognised):
            adopt(recognised, probe, connection).received(bytes, from: direction, origin: origin)
        case .foreign where ports.forces(connection.responder):
            let forced = ConnectionProbe.Recognised(
                requestorDirection: .fromInitiator, startsInMiddle: (false, false))
            adopt(forced, probe, connection).received(bytes, from: direction, origin: origin)
        case .foreign(let foreign):
            otherBytes &+= UInt64(bytes.count)
            let side: AssociationSide = direction == .fromInitiator ? .requestor : .acceptor
            let isExpected = ports.expects(connection.responder)
            guard isExpected || foreign.isSurprising(on: connection.responder.port) else {
                connections[connection.slot] = .ignored
                dismiss(probe.place)
                return
            }
            connections[connection.slot] = .foreign(
                probe,
                Located(foreign, from: side, evidence: EvidenceRange(origin, length: UInt64(bytes.count))))
        }
    }

    /// A connection has ended without a DICOM byte.
    private mutating func fail(
        _ probe: ConnectionProbe, _ connection: TCPConnection, reason: TCPConnection.End, at end: Timestamp,
        foreign: Located<ForeignProtocol>? = nil
    ) {
        let statistics = connection.statistics
        // Of a connection begun before the capture, on which nothing was said, nothing can be told.
        guard foreign != nil || statistics.handshake.syn != nil else { return dismiss(probe.place) }
        let candidate = Candidate(
            place: probe.place, tcpStream: connection.number, requestor: connection.initiator,
            acceptor: connection.responder, statistics: statistics,
            outcome: Candidate.outcome(
                statistics, reason, isUnreachable: !probe.unreachable.isEmpty, at: end),
            foreignProtocol: foreign ?? probe.fragment, tcpEvents: probe.tcpEvents, unreachable: probe.unreachable)
        if ports.expects(candidate.acceptor) || options.decidesAtOnce {
            judge(candidate)
        } else if candidates.count < options.candidates {
            candidates.append(candidate)
        } else {
            candidatesNotKept += 1
            dismiss(probe.place)
        }
    }

    private mutating func judge(_ candidate: Candidate) {
        if ports.expects(candidate.acceptor) { registry.deliver(candidate) } else { dismiss(candidate.place) }
    }

    private mutating func dismiss(_ place: AssociationNumbering.Place) {
        otherConnections += 1
        registry.numbering.dismiss(place)
    }

    private mutating func adopt(
        _ recognised: ConnectionProbe.Recognised, _ probe: ConnectionProbe, _ connection: TCPConnection
    ) -> DICOMConnection {
        ports.learn(connection.sender(of: recognised.requestorDirection.other))
        let dicom = DICOMConnection(
            connection, requestorDirection: recognised.requestorDirection, startsInMiddle: recognised.startsInMiddle,
            place: probe.place, registry: registry)
        for located in probe.tcpEvents {
            let direction: StreamDirection = located.from == .requestor ? .fromInitiator : .fromResponder
            dicom.happened(located.event, from: direction, origin: located.origin)
        }
        for piece in probe.held {
            switch piece.content {
            case .bytes(let held): dicom.received(held.span, from: piece.direction, origin: piece.origin)
            case .lost(let length): dicom.lost(length, from: piece.direction, origin: piece.origin)
            }
        }
        connections[connection.slot] = .dicom(dicom)
        return dicom
    }
}
