import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleExpression

/// A C-MOVE and what was seen of its sub-operations in other associations.
final class RetrievalFacts: CaptureRecord {
    /// Its place in its association.
    let operation: Int
    let parties: Finding.Parties
    /// Its own, then those of its sub-operations.
    var associations: [Int]
    let messageID: UInt16
    let originator: String?
    let performer: String?
    let destination: String?
    let status: UInt16?
    let completed: UInt16?
    let failed: UInt16?
    let warning: UInt16?
    let start: Timestamp
    let end: Timestamp
    let places: [FactEvidence]
    let performerAddress: String
    let mayLack: Bool
    let duration: Double?
    let longestGap: Double?
    var stores = 0
    var storesSucceeded = 0
    var storesFailed = 0
    /// Associations that a peer at the performer's address began to the destination meanwhile.
    var attempts = 0
    var attemptsFailed = 0
    var lastFailure: Association.Outcome?
    var wasAccepted = false
    var failurePlace: FactEvidence?
    /// Of the first C-STORE sub-operation that failed.
    var storeFailurePlace: FactEvidence?
    var callingOfAttempt: String?

    init(_ operation: DIMSEOperation, request: DIMSEMessage, of association: Association) {
        self.operation = operation.id
        parties = Finding.Parties(association)
        associations = [association.serial]
        messageID = request.command.messageID ?? 0
        originator = operation.invoker == .requestor ? association.callingAETitle : association.calledAETitle
        performer = operation.invoker == .requestor ? association.calledAETitle : association.callingAETitle
        performerAddress = "\((operation.invoker == .requestor ? association.acceptor : association.requestor).address)"
        destination = request.command.moveDestination
        let last = operation.responses.last
        status = last?.command.status
        completed = last?.command.numberOfCompletedSuboperations
        failed = last?.command.numberOfFailedSuboperations
        warning = last?.command.numberOfWarningSuboperations
        start = request.evidence.firstTime
        end = last?.evidence.time ?? association.end
        places = [request, last].compactMap { $0 }.map {
            FactEvidence(
                frame: $0.commandEvidence.lastFrame, time: $0.commandEvidence.time, from: $0.from,
                tcpStream: association.tcpStream)
        }
        mayLack = association.quality.gaps > 0 || association.quality.isOneSided || !operation.isConcluded
        duration = operation.duration
        longestGap = nil
    }

    /// Before it is matched again.
    func forgetMatches() {
        (stores, storesSucceeded, storesFailed) = (0, 0, 0)
        (attempts, attemptsFailed) = (0, 0)
        (lastFailure, failurePlace, storeFailurePlace, callingOfAttempt) = (nil, nil, nil, nil)
        wasAccepted = false
        associations = Array(associations.prefix(1))
    }

    func add(_ association: Int) {
        if associations.count < 64, !associations.contains(association) { associations.append(association) }
    }

    var evidence: [FactEvidence] { places + [failurePlace, storeFailurePlace].compactMap { $0 } }
}

extension RecordType {
    static let retrieval: RecordType = RecordType(
        "Retrieval", "A C-MOVE and what was seen of its sub-operations in other associations, at the capture's end.",
        [
            .fact("originator", .text, "The AE title that asked.") { (r: RetrievalFacts) in Value(r.originator) },
            .fact("performer", .text, "The AE title that was asked.") { (r: RetrievalFacts) in Value(r.performer) },
            .fact("destination", .text, "The Move Destination.") { (r: RetrievalFacts) in Value(r.destination) },
            .fact("messageID", .integer, "Its Message ID.") { (r: RetrievalFacts) in Value(r.messageID) },
            .fact("status", .record(.status), "Of the last response.") { (r: RetrievalFacts) in
                Value(r.status.map { StatusFacts($0, service: .queryRetrieveMove, command: 0x8021) })
                    .unless(lost: r.mayLack)
            },
            .fact("completed", .integer, "Of the last response.") { (r: RetrievalFacts) in Value(r.completed) },
            .fact("failed", .integer, "Of the last response.") { (r: RetrievalFacts) in Value(r.failed) },
            .fact("warning", .integer, "Of the last response.") { (r: RetrievalFacts) in Value(r.warning) },
            .fact("duration", .duration, "From its request to its final response.") { (r: RetrievalFacts) in
                Value(r.duration)
            },
            .fact(
                "sawDestination", .boolean,
                "An association for its sub-operations, or the attempt at one, is in the capture."
            ) {
                (r: RetrievalFacts) in Value(r.attempts > 0 || r.stores > 0)
            },
            .fact(
                "stores", .integer,
                "C-STOREs with its originator and Message ID, or by its performer to its destination meanwhile."
            ) {
                (r: RetrievalFacts) in Value(r.stores)
            },
            .fact("storesSucceeded", .integer, "Those answered with success or a warning.") { (r: RetrievalFacts) in
                Value(r.storesSucceeded)
            },
            .fact("storesFailed", .integer, "Those answered with a failure, or not.") { (r: RetrievalFacts) in
                Value(r.storesFailed)
            },
            .fact("attempts", .integer, "Associations asked for by its performer with its destination meanwhile.") {
                (r: RetrievalFacts) in Value(r.attempts)
            },
            .fact("attemptsFailed", .integer, "Those that did not come about.") { (r: RetrievalFacts) in
                Value(r.attemptsFailed)
            },
            .fact(
                "destinationOutcome", .enumeration("AssociationOutcome", AssociationFacts.outcomes),
                "How the last failed attempt ended; absent where none failed."
            ) {
                (r: RetrievalFacts) in Value(r.lastFailure?.rawValue)
            },
            .fact("callingOfAttempt", .text, "The calling AE title the performer used towards the destination.") {
                (r: RetrievalFacts) in Value(r.callingOfAttempt)
            },
        ])
}
