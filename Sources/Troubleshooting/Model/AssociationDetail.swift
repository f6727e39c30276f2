import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleEngine

/// One association in full.
public struct AssociationDetail: Sendable {
    /// The number users see.
    public var number: Int
    /// Without its operations, PDUs and TCP events, which `operations` and `ladder` tell.
    public var association: Association
    /// As in its row.
    public var outcomeText: String
    /// The first ones and those that failed, up to a limit.
    public var operations: [OperationEntry]
    public var operationCount: Int
    public var ladder: Ladder
    public var time: TimeShares
    /// Chosen to show each kind of association; one that is not is there because there was room for it.
    public var isSample: Bool
    /// Serials of its findings, each once, in the order found.
    public var findings: [Int]

    public var operationsLeftOut: Int { operationCount - operations.count }
}

/// One operation of an association.
public struct OperationEntry: Sendable {
    /// From 1, in order of first messages.
    public var id: Int
    /// `C-STORE`
    public var service: String
    public var kind: CommandField
    public var presentationContextID: UInt8
    public var messageID: UInt16?
    public var invoker: AssociationSide
    public var sopClass: UID?
    /// As masked.
    public var sopInstance: String?
    /// Level, destination, action: `STUDY level, to WS1`. No patient data.
    public var particulars: String
    /// Of the request's data set, or of all responses' for queries.
    public var bytes: UInt64
    public var transferSyntax: UID?
    /// First and last frame of the request; `nil` when it was not seen.
    public var request: EvidenceRange?
    /// Of the last response; `nil` without one.
    public var response: EvidenceRange?
    public var responseCount: Int
    public var status: UInt16?
    /// What the code means in its service class.
    public var statusText: String?
    /// Error Comment, masked.
    public var comment: String?
    public var outcome: DIMSEOperation.Outcome
    /// The capture lacks its end: `outcome` says no more than that.
    public var isHidden: Bool
    /// Seconds.
    public var duration: Double?
    /// Sub-operations of the last response, where it has any.
    public var remaining: UInt16?
    public var completed: UInt16?
    public var failed: UInt16?
    public var warning: UInt16?
}
