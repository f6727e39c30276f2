import RuleEngine

/// What a rule found in the association at hand, and where.
struct PlacedFinding {
    /// Of the finding it is counted in, as `ReportBuilder` codes it until the capture has been read.
    var code: Int
    /// Its id.
    var rule: String
    var severity: Severity
    var evidence: [FactEvidence]
}
