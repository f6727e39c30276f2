import AssociationTimeline
import Evidence
import NetworkLayers
import RuleExpression
import StreamReassembly

/// The TCP connection of an association, or of the attempt at one.
final class ConnectionFacts: EvidencedRecord {
    let association: Association
    var statistics: ConnectionStatistics { association.tcp }

    init(_ association: Association) { self.association = association }

    lazy var fromRequestor = DirectionFacts(statistics[association.requestorDirection], side: .requestor)
    lazy var fromAcceptor = DirectionFacts(statistics[association.requestorDirection.other], side: .acceptor)

    var slowestReader: DirectionFacts? {
        [fromRequestor, fromAcceptor].filter { $0.statistics.zeroWindowTime > .zero }
            .max { $0.statistics.zeroWindowTime < $1.statistics.zeroWindowTime }
    }

    func side(_ direction: StreamDirection?) -> AssociationSide? {
        direction.map { $0 == association.requestorDirection ? .requestor : .acceptor }
    }

    var evidence: [FactEvidence] {
        let last = statistics.reset.map { at($0.origin, side($0.direction)) } ?? at(statistics.last, nil)
        return [at(statistics.first, .requestor), last]
    }

    func at(_ origin: ByteOrigin, _ side: AssociationSide?) -> FactEvidence {
        FactEvidence(frame: origin.frame, time: origin.time, from: side, tcpStream: association.tcpStream)
    }

    /// SYN retransmissions included, how long nobody answered.
    var waitedForAnswer: Double? {
        guard let syn = statistics.handshake.syn, statistics.handshake.synAcknowledged == nil else { return nil }
        return statistics.last.time.seconds(since: syn)
    }
}

/// What one side of a connection sent, as TCP saw it.
final class DirectionFacts: FactRecord {
    let statistics: DirectionStatistics
    let side: AssociationSide
    init(_ statistics: DirectionStatistics, side: AssociationSide) {
        self.statistics = statistics
        self.side = side
    }
}

/// The longest time in which nothing moved on a connection.
final class StallFacts: EvidencedRecord {
    let stall: TCPStall
    let connection: ConnectionFacts
    init(_ stall: TCPStall, _ connection: ConnectionFacts) {
        self.stall = stall
        self.connection = connection
    }

    static let endings = ["data", "acknowledgement", "windowOpened", "fin", "reset", "connectionEnded"]

    var evidence: [FactEvidence] {
        [connection.at(stall.start, nil), connection.at(stall.end, connection.side(stall.endedBy))]
    }
}

/// The RST that ended a connection.
final class ResetFacts: EvidencedRecord {
    let reset: TCPReset
    let connection: ConnectionFacts
    init(_ reset: TCPReset, _ connection: ConnectionFacts) {
        self.reset = reset
        self.connection = connection
    }

    var evidence: [FactEvidence] { [connection.at(reset.origin, connection.side(reset.direction))] }
}
