/// When the product tells of its modality performed procedure steps (PS3.4 Annex F).
public struct PerformedProcedureStepClaims: Sendable {
    public enum Creation: String, Hashable, Sendable, CaseIterable {
        /// N-CREATE before the step's first instance is stored.
        case start
        /// N-CREATE only after the step's last instance is stored.
        case end
    }

    /// Performed Procedure Step Status (0040,0252).
    public enum FinalStatus: String, Hashable, Sendable, CaseIterable {
        case completed = "COMPLETED"
        case discontinued = "DISCONTINUED"
    }

    public var place: ClaimPlace
    public var creation: Claim<Creation>?
    public var finalStatuses: [Claim<FinalStatus>]
    /// Whether it sends N-SET while the step is in progress.
    public var setsInProgress: Claim<Bool>?
}
