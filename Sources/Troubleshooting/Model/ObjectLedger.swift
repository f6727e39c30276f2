import DICOMDictionary
import Evidence
import RuleEngine

/// What became of the objects sent with C-STORE.
public struct ObjectLedger: Sendable {
    /// Different SOP instances, as far as they were told apart.
    public var instances: Int
    public var counts: [State: Int]
    /// Those with trouble first, in the order of their first frames; then a sample of the others.
    public var entries: [ObjectEntry]
    /// Instances beyond the limit, counted in `counts` only.
    public var entriesNotKept: Int
    /// Sent more than once, whatever became of them.
    public var sentAgain: Int
    /// C-MOVEs and C-GETs: what their counters say and what was seen.
    public var retrievals: [RetrievalEntry]
    public var retrievalsNotKept: Int

    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Failed each time.
        case refused
        /// Sent, and no response came: nobody knows whether it is stored.
        case unacknowledged
        /// The capture does not show what became of it.
        case unknown
        /// Stored with a warning.
        case warning
        /// Failed or unanswered before, and stored in the end.
        case storedAfterRetry = "stored-after-retry"
        /// Stored more than once by the same receiver.
        case storedTwice = "stored-twice"
        case stored

        public var isTrouble: Bool { self != .stored && self != .warning }
    }
}

/// One SOP instance sent from one application entity to another.
public struct ObjectEntry: Sendable {
    /// As masked, and so that of the study.
    public var sopInstanceUID: String
    public var sopClass: UID?
    public var studyInstanceUID: String?
    /// Patient ID as masked.
    public var patient: String?
    /// Names of application entities.
    public var sender: String
    public var receiver: String
    /// Index in `PeerMap.relations`.
    public var relation: Int?
    public var state: ObjectLedger.State
    public var attempts: Int
    /// Of the last try.
    public var status: UInt16?
    public var statusText: String?
    public var bytes: UInt64
    public var first: Timestamp
    public var last: Timestamp
    /// The first ones, by the number users see.
    public var associations: [Int]
    /// Requests and their responses, of the first try and the last.
    public var evidence: [FactEvidence]
}

/// A C-MOVE or C-GET: counters of its last response against C-STOREs seen.
public struct RetrievalEntry: Sendable {
    /// `C-MOVE`
    public var service: String
    public var association: Int
    public var originator: String
    public var performer: String
    /// Move Destination; for C-GET the originator.
    public var destination: String
    public var status: UInt16?
    public var statusText: String?
    public var completed: UInt16?
    public var failed: UInt16?
    public var warning: UInt16?
    public var remaining: UInt16?
    /// C-STOREs of its in the capture, and those answered with success or a warning.
    public var storesSeen: Int
    public var storesSucceeded: Int
    /// What of this does not go together, in a sentence; `nil` where all does or nothing can be told.
    public var discrepancy: String?
    public var evidence: [FactEvidence]
}
