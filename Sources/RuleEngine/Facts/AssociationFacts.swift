import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import RuleExpression

/// One association, or the attempt at one. Holds the records below it, which refer to it without holding it.
final class AssociationFacts: EvidencedRecord {
    let association: Association
    /// The same two AE titles' previous association with the same acceptor; `nil` for the first.
    let previous: EarlierAssociation?
    private let productClaims: (any ProductClaims)?

    init(
        _ association: Association, previous: EarlierAssociation? = nil, claims: (any ProductClaims)? = nil
    ) {
        self.association = association
        self.previous = previous
        productClaims = claims
    }

    static let outcomes = Association.Outcome.allCases.map(\.rawValue)

    lazy var connection = ConnectionFacts(association)
    lazy var claims = ClaimsFacts(productClaims, association)
    lazy var request = association.request.map { AssociateFacts($0, tcpStream: association.tcpStream) }
    lazy var accept = association.accept.map { AssociateFacts($0, tcpStream: association.tcpStream) }
    lazy var reject = association.reject.map { RejectFacts($0, tcpStream: association.tcpStream) }
    lazy var aborts = association.aborts.map { AbortFacts($0, self) }
    lazy var contexts = association.presentationContexts.map { ContextFacts($0, self) }
    lazy var operations = association.operations.enumerated().map { OperationFacts($1, index: $0, self) }
    lazy var anomalies = association.anomalies.map { AnomalyFacts($0, tcpStream: association.tcpStream) }
    lazy var pdus = association.pdus.enumerated().map { PDUFacts($1, index: $0, self) }
    lazy var timing = TimingFacts(self)
    /// The first N-CREATE of each SOP class.
    lazy var creations: [OperationFacts] = {
        var classes: Set<UID?> = []
        return operations.filter { other in
            other.operation.kind == .nCreateRQ && classes.count < 64
                && classes.insert(other.operation.sopClass).inserted
        }
    }()
    /// By invoker, the last operation with a final response.
    lazy var lastAnswered: [AssociationSide: Int] = operations.reduce(into: [:]) { last, operation in
        if operation.final != nil { last[operation.operation.invoker] = operation.index }
    }
    /// Of each operation, how many of its invoker's, itself included, were under way when it was requested. More than 256
    /// before it need not be told apart. What was never asked to its end, or is no operation of the standard, waits for no
    /// answer.
    lazy var outstanding: [Int64] = {
        let operations = association.operations
        var open: [AssociationSide: [Int]] = [:]
        return operations.indices.map { index in
            guard let frame = operations[index].request?.evidence.firstFrame else { return 0 }
            open[operations[index].invoker, default: []].removeAll { other in
                let last = operations[other].responses.count - 1
                return other < index - 256
                    || last >= 0 && operations[other].responses[last].commandEvidence.lastFrame <= frame
            }
            let others = open[operations[index].invoker, default: []].count
            if operations[index].request?.isComplete == true, operations[index].kind.service != nil {
                open[operations[index].invoker, default: []].append(index)
            }
            return Int64(others + 1)
        }
    }()
    /// Where its messages are, in the order of their first frames.
    lazy var messagePlaces: [(first: FrameNumber, last: FrameNumber, operation: Int)] = association.operations
        .enumerated().flatMap { index, operation in
            ([operation.request].compactMap { $0 } + operation.responses).map {
                (first: $0.evidence.firstFrame, last: $0.evidence.lastFrame, operation: index)
            }
        }.sorted { ($0.first, $0.operation) < ($1.first, $1.operation) }

    var evidence: [FactEvidence] {
        let first =
            request?.evidence.first
            ?? FactEvidence(
                frame: association.firstFrame, time: association.start, from: .requestor,
                tcpStream: association.tcpStream)
        if let reject { return [first] + reject.evidence }
        if let abort = aborts.first { return [first] + abort.evidence }
        return [
            first,
            FactEvidence(
                frame: association.lastFrame, time: association.end, from: nil, tcpStream: association.tcpStream),
        ]
    }

    /// Messages were lost or never captured.
    var mayLackMessages: Bool {
        !association.quality.sawHandshake || association.quality.gaps > 0 || association.quality.isOneSided
    }
    var mayLackRequest: Bool { association.requestMayBeLost }
    var mayLackAnswer: Bool { association.answerMayBeLost }
    var mayLackContextAnswers: Bool { association.contextAnswersMayBeLost }

    private lazy var places: [UInt8: Int] = {
        var places: [UInt8: Int] = [:]
        for (index, context) in association.presentationContexts.enumerated()
        where places[context.id] == nil || context.isAccepted {
            places[context.id] = index
        }
        return places
    }()

    func context(_ id: UInt8) -> ContextFacts? { places[id].map { contexts[$0] } }

    func maximumLength(of side: AssociationSide) -> Value {
        let item = (side == .requestor ? request : accept)?.userInformation
        return Value(item?.item.maximumLength).unless(lost: side == .requestor ? request == nil : accept == nil)
    }

    func lastPDU(before evidence: EvidenceRange, from side: AssociationSide?) -> PDUFacts? {
        pdus.last { pdu in
            pdu.entry.frame <= evidence.firstFrame && pdu.entry.type != .abort
                && (side == nil || pdu.entry.from == side)
        }
    }
}

extension Association {
    /// From the last PDU logged or message seen before that time.
    func silenceBefore(_ time: Timestamp) -> Double? {
        var last: Timestamp?
        func consider(_ other: Timestamp) {
            if other < time, other > last ?? Timestamp(nanoseconds: .min) { last = other }
        }
        for pdu in pdus { consider(pdu.time) }
        for operation in operations.suffix(64) {
            if let request = operation.request { consider(request.evidence.time) }
            if let response = operation.responses.last { consider(response.evidence.time) }
        }
        return last.map { time.seconds(since: $0) }
    }
}
