import Evidence
import RuleEngine

/// What a report is asked for.
public struct ReportOptions: Sendable {
    public var showsPatientData = false
    /// Only associations this admits.
    public var filter: TimelineFilter?
    /// Only associations that were there at some time from the one to the other.
    public var since: Timestamp?
    public var until: Timestamp?
    /// Of auscult, and how it was called.
    public var version = ""
    public var commandLine = ""
    public var limits = Limits()

    public init() {}

    /// How much is kept, whatever the capture holds. What is beyond is counted, and the report says so.
    public struct Limits: Sendable {
        public var entities = 2_000
        public var relations = 4_000
        /// Different contexts of one relation, and of all.
        public var contextsOfRelation = 1_024
        public var contexts = 20_000
        /// Associations as rows.
        public var rows = 100_000
        /// Associations in full: with findings, and without; alike ones between the same two.
        public var detailsWithFindings = 600
        public var detailsWithout = 100
        public var detailsAlike = 8
        /// Besides these, so many of whatever kind.
        public var furtherDetails = 0
        public var eventsOfLadder = 240
        public var operationsOfDetail = 120
        /// Operations and events of all associations in full.
        public var piecesOfDetails = 60_000
        /// Different SOP instances told apart, those with trouble listed, and the sample of the others.
        public var instances = 262_144
        public var troubledObjects = 2_000
        public var otherObjects = 200
        public var retrievals = 2_000
        public var threads = 2_000
        public var legsOfThread = 60
        public var legs = 20_000
        public var serviceRows = 2_000
        /// Numbers of associations given before the end; others get about theirs.
        public var numbers = 200_000

        public init() {}
    }
}
