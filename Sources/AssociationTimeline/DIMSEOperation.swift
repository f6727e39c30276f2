import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Evidence

/// A DIMSE operation or notification: a request and all that answers it (PS3.7 §7.5).
public struct DIMSEOperation: Sendable {
    /// From 1, in order of the operation's first message in its association.
    public var id: Int
    /// The request's command, also when only responses were seen: `.cStoreRQ`.
    public var kind: CommandField
    public var presentationContextID: UInt8
    /// The request's Message ID, or the responses' Message ID Being Responded To.
    public var messageID: UInt16?
    /// Who performs the request; for a response without request, the other side of its sender.
    public var invoker: AssociationSide
    public var sopClass: UID?
    /// `nil` when the request was not seen.
    public var request: DIMSEMessage?
    /// Where there were more than `TimelineOptions.responsesPerOperation`, the first ones and the last; `responseCount`
    /// counts them all.
    public var responses: [DIMSEMessage] = []
    public var responseCount: Int = 0
    public var pendingCount: Int = 0
    /// C-CANCEL-RQs for it.
    public var cancels: [DIMSEMessage] = []
    public var outcome: Outcome = .unanswered
    /// It got its final response, or its association has ended.
    public internal(set) var isConcluded = false

    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case success, warning, failure, cancel
        /// No response at all.
        case unanswered
        /// Pending responses without a final one, a response without status, or what was needed lost to a gap.
        case incomplete
    }

    public init(
        id: Int, kind: CommandField, presentationContextID: UInt8, messageID: UInt16?, invoker: AssociationSide,
        sopClass: UID?
    ) {
        self.id = id
        self.kind = kind
        self.presentationContextID = presentationContextID
        self.messageID = messageID
        self.invoker = invoker
        self.sopClass = sopClass
    }

    /// Seconds from the request's first byte to the final response's last; `nil` without both.
    public var duration: Double? {
        guard let request, let last = responses.last, outcome != .incomplete else { return nil }
        return last.evidence.time.seconds(since: request.evidence.firstTime)
    }

    /// Of the final response, or the last one seen.
    public var status: UInt16? { responses.last?.command.status }
}
