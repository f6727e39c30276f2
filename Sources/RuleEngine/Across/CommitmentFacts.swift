import AssociationTimeline
import DICOMMessageExchange
import Evidence
import RuleExpression

/// A storage commitment transaction: its N-ACTION and its N-EVENT-REPORTs, wherever they were.
final class CommitmentFacts: CaptureRecord {
    let transaction: String
    /// Of the association it was first seen in.
    let parties: Finding.Parties
    private(set) var associations: [Int] = []
    var requests = 0
    var requestStatus: UInt16?
    var requested: Int?
    var requestor: String?
    var performer: String?
    var requestTime: Timestamp?
    var reports = 0
    var reportType: UInt16?
    var reportCommitted: Int?
    var reportFailed: Int?
    var reportFailureReason: Int?
    var reportTime: Timestamp?
    var reportStatus: UInt16?
    var reportWasAnswered = false
    var reportOnSameAssociation = false
    var reportCalling: String?
    /// By hash of their UIDs.
    var requestedInstances: Set<Int> = []
    var reportedInstances: Set<Int> = []
    var repeatedReferences = 0
    var unstored = 0
    var storesWereSeen = false
    var requestAssociation: Int?
    var reportAssociation: Int?
    /// The association asked for by the performer with the requestor after the request, where it failed.
    var reverseFailed = 0
    var reverseFailure: FactEvidence?
    private(set) var places: [FactEvidence] = []
    let captureEnd: () -> Timestamp?

    init(_ transaction: String, _ parties: Finding.Parties, captureEnd: @escaping () -> Timestamp?) {
        self.transaction = transaction
        self.parties = parties
        self.captureEnd = captureEnd
    }

    func add(_ place: FactEvidence, in association: Association) {
        if places.count < 64 { places.append(place) }
        if associations.count < 64, associations.last != association.serial { associations.append(association.serial) }
    }

    var evidence: [FactEvidence] { places + (reports == 0 ? [reverseFailure].compactMap { $0 } : []) }
}

extension RecordType {
    static let commitment: RecordType = RecordType(
        "Commitment",
        "A storage commitment transaction wherever its messages were, at the capture's end (PS3.4 Annex J).",
        [
            .fact("transactionUID", .uid, "Its Transaction UID.") { (r: CommitmentFacts) in Value(r.transaction) },
            .fact("requests", .integer, "N-ACTION requests with it.") { (r: CommitmentFacts) in Value(r.requests) },
            .fact("requestor", .text, "The AE title that asked.") { (r: CommitmentFacts) in Value(r.requestor) },
            .fact("performer", .text, "The AE title that was asked.") { (r: CommitmentFacts) in Value(r.performer) },
            .fact("requestStatus", .integer, "Of the N-ACTION's response.") { (r: CommitmentFacts) in
                Value(r.requestStatus)
            },
            .fact("requested", .integer, "Instances asked for; absent where no request was seen.") {
                (r: CommitmentFacts) in Value(r.requested)
            },
            .fact("repeatedReferences", .integer, "Instances that a request names more than once.") {
                (r: CommitmentFacts) in Value(r.repeatedReferences)
            },
            .fact(
                "unaccounted", .integer,
                "Instances asked for that no report names; absent where no request or no report was seen."
            ) {
                (r: CommitmentFacts) in
                Value(
                    r.reports == 0 || r.requests == 0
                        ? nil : r.requestedInstances.subtracting(r.reportedInstances).count)
            },
            .fact(
                "unstored", .integer,
                "Instances asked for that were not stored successfully before; absent where no C-STORE was seen at all."
            ) {
                (r: CommitmentFacts) in Value(r.storesWereSeen ? r.unstored : nil)
            },
            .fact("reports", .integer, "N-EVENT-REPORTs with it.") { (r: CommitmentFacts) in Value(r.reports) },
            .fact("reportType", .integer, "Event Type ID of the last: 1 successful, 2 failures exist.") {
                (r: CommitmentFacts) in Value(r.reportType)
            },
            .fact("committed", .integer, "Instances in Referenced SOP Sequence of the reports.") {
                (r: CommitmentFacts) in
                Value(r.reportCommitted)
            },
            .fact("failed", .integer, "Instances in Failed SOP Sequence of the reports.") { (r: CommitmentFacts) in
                Value(r.reportFailed)
            },
            .fact("failureReason", .integer, "Of the first failed instance.") { (r: CommitmentFacts) in
                Value(r.reportFailureReason)
            },
            .fact("reportStatus", .integer, "Of the N-EVENT-REPORT's response; absent where none was seen.") {
                (r: CommitmentFacts) in Value(r.reportStatus)
            },
            .fact("reportOnSameAssociation", .boolean, "The report came in the association of the request.") {
                (r: CommitmentFacts) in Value(r.reports > 0 ? r.reportOnSameAssociation : nil)
            },
            .fact("reportCallingAETitle", .text, "The calling AE title of the association of the report.") {
                (r: CommitmentFacts) in Value(r.reportCalling)
            },
            .fact("delay", .duration, "From the request to the first report.") { (r: CommitmentFacts) in
                Value(r.requestTime.flatMap { start in r.reportTime.map { $0.seconds(since: start) } })
            },
            .fact("waited", .duration, "From the request to the capture's end where no report came.") {
                (r: CommitmentFacts) in
                Value(
                    r.reports > 0
                        ? nil : r.requestTime.flatMap { start in r.captureEnd().map { $0.seconds(since: start) } })
            },
            .fact(
                "reverseAttemptsFailed", .integer,
                "Associations the performer asked the requestor for meanwhile that did not come about."
            ) {
                (r: CommitmentFacts) in Value(r.reverseFailed)
            },
        ])
}
