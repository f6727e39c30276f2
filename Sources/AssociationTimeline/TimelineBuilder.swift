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
        case foreign(ForeignConnection)
        case ignored
    }

    private let options: TimelineOptions
    private let registry: AssociationRegistry
    private var ports: DICOMPorts
    /// By `TCPConnection.slot`.
    private var connections: [Connection] = []
    private var candidates: WaitingCandidates
    /// Failed connections given up because `TimelineOptions.candidates` was reached.
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
        candidates = WaitingCandidates(limit: options.candidates)
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
        case .foreign(let other) where other.foreign.from == .acceptor && direction == .fromInitiator:
            guard bytes.count > 0, bytes[0] == PDUType.associateRQ.rawValue, DICOMRecognition.recognise(bytes) == .yes
            else {
                otherBytes &+= UInt64(bytes.count)
                other.received(bytes, from: direction, origin: origin)
                return
            }
            // Whoever greets first, the other side may still ask for an association.
            let recognised = ConnectionProbe.Recognised(
                requestorDirection: .fromInitiator, startsInMiddle: (false, true))
            let dicom = adopt(recognised, other.probe, connection)
            dicom.tracker.found(other.foreign.value, from: other.foreign.from, evidence: other.foreign.evidence)
            dicom.received(bytes, from: direction, origin: origin)
        case .foreign(let other):
            otherBytes &+= UInt64(bytes.count)
            other.received(bytes, from: direction, origin: origin)
        case .ignored: otherBytes &+= UInt64(bytes.count)
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
        case .foreign(let other): other.lost(from: direction)
        case .ignored: break
        }
    }

    public mutating func happened(
        _ event: TCPEvent, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        switch connections[connection.slot] {
        case .dicom(let dicom): dicom.happened(event, from: direction, origin: origin)
        case .probed(let probe): probe.happened(event, from: direction, origin: origin)
        case .foreign(let other): other.probe.happened(event, from: direction, origin: origin)
        case .ignored: break
        }
    }

    /// A router or host reported that a segment of that direction did not arrive.
    public mutating func unreachable(
        _ error: ICMPError, from direction: StreamDirection, of connection: TCPConnection, origin: ByteOrigin
    ) {
        switch connections[connection.slot] {
        case .dicom(let dicom): dicom.unreachable(error, from: direction, origin: origin)
        case .probed(let probe): probe.unreachable(error, origin: origin)
        case .foreign(let other): other.probe.unreachable(error, origin: origin)
        case .ignored: break
        }
    }

    public mutating func connectionEnded(
        _ connection: TCPConnection, reason: TCPConnection.End, origin: ByteOrigin
    ) {
        switch connections[connection.slot] {
        case .dicom(let dicom): dicom.ended(reason, origin: origin)
        case .probed(let probe): fail(probe, connection, reason: reason, at: origin.time)
        case .foreign(let other): fail(other.probe, connection, reason: reason, at: origin.time, foreign: other)
        case .ignored: break
        }
        connections[connection.slot] = .ignored
    }

    /// The capture is over, and so is every connection: those that failed where no DICOM was seen were something else's.
    public mutating func finish() {
        for candidate in candidates.takeAll() { dismiss(candidate.place) }
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
            let other = ForeignConnection(
                probe, Located(foreign, from: side, evidence: EvidenceRange(origin, length: UInt64(bytes.count))))
            for piece in probe.held {
                if case .bytes(let held) = piece.content {
                    other.received(held.span, from: piece.direction, origin: piece.origin)
                }
            }
            other.received(bytes, from: direction, origin: origin)
            connections[connection.slot] = .foreign(other)
        }
    }

    /// A connection has ended without a DICOM byte.
    private mutating func fail(
        _ probe: ConnectionProbe, _ connection: TCPConnection, reason: TCPConnection.End, at end: Timestamp,
        foreign: ForeignConnection? = nil
    ) {
        let statistics = connection.statistics
        // Of a connection begun before the capture, on which nothing was said, nothing can be told.
        guard foreign != nil || statistics.handshake.syn != nil else { return dismiss(probe.place) }
        let candidate = Candidate(
            place: probe.place, tcpStream: connection.number, requestor: connection.initiator,
            acceptor: connection.responder, statistics: statistics,
            outcome: Candidate.outcome(
                statistics, reason, isUnreachable: !probe.unreachable.isEmpty, at: end),
            foreignProtocol: foreign?.foreign ?? probe.fragment, tls: foreign?.tls, tcpEvents: probe.tcpEvents,
            unreachable: probe.unreachable)
        if ports.expects(candidate.acceptor) { return registry.deliver(candidate) }
        // What follows is to have its number before this one's port is known.
        if options.numbersAtOnce { registry.numbering.dismiss(candidate.place) }
        guard let givenUp = candidates.add(candidate) else { return }
        candidatesNotKept += 1
        dismiss(givenUp.place)
    }

    private mutating func dismiss(_ place: AssociationNumbering.Place) {
        otherConnections += 1
        registry.numbering.dismiss(place)
    }

    /// DICOM is spoken there, so connections that failed there were attempts at it.
    private mutating func learn(_ acceptor: Endpoint) {
        guard ports.learn(acceptor) else { return }
        for candidate in candidates.take(at: acceptor) { registry.deliver(candidate) }
    }

    private mutating func adopt(
        _ recognised: ConnectionProbe.Recognised, _ probe: ConnectionProbe, _ connection: TCPConnection
    ) -> DICOMConnection {
        learn(connection.sender(of: recognised.requestorDirection.other))
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
