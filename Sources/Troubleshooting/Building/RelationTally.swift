import AssociationTimeline
import DICOMMessageExchange
import Evidence
import Wording
import RuleEngine

/// What is counted of one relation while its associations pass.
struct RelationTally {
    let requestor: Int
    let acceptor: Int
    let port: UInt16
    private(set) var outcomes: [Association.Outcome: Int] = [:]
    private(set) var soundTLS: [Association.Outcome: Int] = [:]
    private(set) var accepted = 0
    private(set) var services: [Relation.ServiceCount] = []
    private(set) var bytes: [AssociationSide: UInt64] = [:]
    private(set) var first: FactEvidence?
    private(set) var last = Timestamp(nanoseconds: .min)
    /// Serials of the first ones.
    private(set) var associations: [Int] = []

    static let mostAssociations = 100
    private static let mostServices = 32

    init(requestor: Int, acceptor: Int, port: UInt16) {
        self.requestor = requestor
        self.acceptor = acceptor
        self.port = port
    }

    mutating func add(_ association: Association) {
        outcomes[association.outcome, default: 0] += 1
        if association.isSoundTLS { soundTLS[association.outcome, default: 0] += 1 }
        if association.accept != nil { accepted += 1 }
        if first.map({ association.firstFrame < $0.frame }) ?? true {
            first = FactEvidence(
                frame: association.firstFrame, time: association.start, from: .requestor,
                tcpStream: association.tcpStream)
        }
        last = max(last, association.end)
        if associations.count < Self.mostAssociations { associations.append(association.serial) }
        for operation in association.operations { add(operation, isHidden: association.hides(operation)) }
    }

    private mutating func add(_ operation: DIMSEOperation, isHidden: Bool) {
        let name = operation.serviceName
        var place = services.firstIndex { $0.service == name }
        if place == nil, services.count < Self.mostServices {
            place = services.count
            services.append(Relation.ServiceCount(service: name, outcomes: [:]))
        }
        if let place {
            services[place].outcomes[operation.outcome, default: 0] += 1
            if isHidden { services[place].notKnown += 1 }
        }
        bytes[operation.invoker, default: 0] &+= operation.request?.dataSet?.bytes ?? 0
        var answered: UInt64 = 0
        for response in operation.responses { answered &+= response.dataSet?.bytes ?? 0 }
        bytes[operation.invoker.other, default: 0] &+= answered
    }

    /// `findings`: serials of leading ones, gravest first.
    func relation(id: Int, number: (Int) -> Int, findings: [Finding]) -> Relation {
        Relation(
            id: id, requestor: requestor, acceptor: acceptor, port: port, outcomes: outcomes,
            soundTLS: soundTLS, accepted: accepted, services: services, bytesFromRequestor: bytes[.requestor] ?? 0,
            bytesFromAcceptor: bytes[.acceptor] ?? 0,
            first: first
                ?? FactEvidence(
                    frame: FrameNumber(0), time: Timestamp(nanoseconds: 0), from: nil, tcpStream: nil),
            last: last, associations: associations.map(number).sorted(), findings: findings.map(\.serial),
            gravest: findings.map(\.severity).max())
    }
}
