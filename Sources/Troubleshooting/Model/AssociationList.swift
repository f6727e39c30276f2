import AssociationTimeline
import Evidence
import RuleEngine

/// The associations: all as rows up to a limit, some in full.
public struct AssociationList: Sendable {
    /// By number.
    public var rows: [AssociationRow]
    /// All those with findings up to limits, and a sample of the others; by number.
    public var details: [AssociationDetail]
    /// All there are.
    public var count: Int
    /// Associations told neither as a row nor in full: they are counted only.
    public var rowsNotKept: Int
    /// Of those with findings, how many are told as rows only.
    public var detailsNotKept: Int
    /// How many were given to `FurtherDetails`, and for the codes of findings in them that are no serials, these.
    public var furtherDetails: Int
    public var codes: [Int: Int]

    /// The full account of an association, if it was kept.
    public func detail(_ number: Int) -> AssociationDetail? {
        var low = 0
        var high = details.count
        while low < high {
            let middle = (low + high) / 2
            if details[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < details.count && details[low].number == number ? details[low] : nil
    }
}

/// One association in a table.
public struct AssociationRow: Sendable {
    /// The number users see.
    public var number: Int
    public var tcpStream: Int
    /// Index in `PeerMap.relations`; `nil` beyond its limits.
    public var relation: Int?
    public var start: Timestamp
    /// Seconds.
    public var duration: Double
    public var firstFrame: FrameNumber
    public var outcome: Association.Outcome
    /// `rejected by the acceptor: called AE title not recognized (permanent, service-user)`
    public var outcomeText: String
    /// A connection of TLS on which nothing is known to have failed.
    public var isSoundTLS: Bool
    /// `3 C-STORE, 1 C-ECHO`
    public var services: String
    public var operations: Int
    /// Failed, unanswered or incomplete.
    public var failedOperations: Int
    /// Bytes of data sets.
    public var bytes: UInt64
    /// Findings in it.
    public var findings: Int
    public var gravest: Severity?
    /// Its place, from 0, among those given to `FurtherDetails`.
    public var further: Int?
}
