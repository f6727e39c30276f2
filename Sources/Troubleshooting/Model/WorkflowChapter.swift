import DICOMMessageExchange
import Evidence
import RuleEngine

/// What belongs together across associations.
public struct WorkflowChapter: Sendable {
    /// In the order of their first legs.
    public var threads: [WorkflowThread]
    public var threadsNotKept: Int
}

/// One study's way through the department.
public struct WorkflowThread: Sendable {
    /// From 1.
    public var id: Int
    /// As masked; `nil` where only another key ties the legs together.
    public var studyInstanceUID: String?
    /// Masked.
    public var accessionNumber: String?
    public var patientID: String?
    public var legs: [Leg]
    /// Legs beyond the limit.
    public var legsNotKept: Int
    /// What one would expect beside the legs seen, one sentence each.
    public var missing: [Missing]

    public enum Step: String, Hashable, Sendable, CaseIterable {
        case worklistQuery = "worklist-query"
        case procedureStepBegun = "procedure-step-begun"
        case procedureStepEnded = "procedure-step-ended"
        case store
        case commitmentRequest = "commitment-request"
        case commitmentReport = "commitment-report"
        case query, retrieve

        public var words: String {
            switch self {
            case .worklistQuery: "worklist query"
            case .procedureStepBegun: "procedure step begun (MPPS)"
            case .procedureStepEnded: "procedure step ended (MPPS)"
            case .store: "store"
            case .commitmentRequest: "storage commitment asked for"
            case .commitmentReport: "storage commitment reported"
            case .query: "query"
            case .retrieve: "retrieve"
            }
        }
    }

    /// Operations of one kind in one association, told together.
    public struct Leg: Sendable {
        public var step: Step
        /// `C-STORE`
        public var service: String
        public var association: Int
        /// Names of the application entities that asked and that were asked.
        public var invoker: String
        public var performer: String
        public var start: Timestamp
        public var end: Timestamp
        public var count: Int
        public var failed: Int
        /// `12 objects`, `IN PROGRESS`, `to WS1 (for C-MOVE of WS1)`.
        public var text: String
        /// By what it is tied to the thread: `Study Instance UID`, `Transaction UID`, `accession number`.
        public var tie: String
        public var evidence: [FactEvidence]
    }

    public struct Missing: Sendable {
        public var step: Step
        public var text: String
    }
}
