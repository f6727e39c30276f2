import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence

/// Operations of one kind that a product invoked or performed on contexts of one SOP class and transfer syntax.
struct OperationUse: Sendable {
    struct Key: Hashable, Sendable {
        /// The abstract syntax of the presentation context, or what the messages name where it is not known.
        var sopClass: UID
        /// `nil` where the capture lacks the negotiation.
        var transferSyntax: UID?
        var role: ServiceRole
        var service: CommandField
        /// The end of the association the product was.
        var side: AssociationSide

        /// N-EVENT-REPORT is the SCP's, every other operation the SCU's (PS3.7 §7.5).
        var isInvoker: Bool { (role == .scu) != (service == .nEventReportRQ) }

        var cost: Int { 96 + sopClass.rawValue.utf8.count }
    }

    var seen: Tally
    var outcomes: [DIMSEOperation.Outcome: Tally] = [:]
    /// Unanswered because the performer ended the association.
    var abandoned: Tally?
    /// By the code of the final response, or of the only one there was. As many as there are codes.
    var statuses: [UInt16: StatusUse] = [:]

    init(_ sighting: Sighting) { seen = Tally(sighting) }

    /// Success, or success with a warning.
    var succeeded: Tally? { Tally.sum([outcomes[.success], outcomes[.warning]].compactMap { $0 }) }
}

/// A status that was returned, and what the invoker did then.
struct StatusUse: Sendable {
    var seen: Tally
    var next: [NextStep: Tally] = [:]

    init(_ sighting: Sighting) { seen = Tally(sighting) }
}
