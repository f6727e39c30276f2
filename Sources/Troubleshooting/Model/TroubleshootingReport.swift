import RuleEngine

/// Everything `auscult report` says, before any format. Text in it that tells who a patient is has been masked unless
/// `showsPatientData`; all other text from the capture is as it was sent, and each format makes it harmless.
public struct TroubleshootingReport: Sendable {
    public var verdict: Verdict
    /// Leading findings, gravest first; and what could not be evaluated.
    public var findings: CheckResult
    public var quality: CaptureQuality
    public var peers: PeerMap
    /// One for each relation of `peers` on which something was negotiated.
    public var negotiations: [Negotiation]
    public var associations: AssociationList
    public var time: TimeAnalysis
    public var objects: ObjectLedger
    public var workflows: WorkflowChapter
    /// What products claim against what they did; `nil` where no claims were given.
    public var claims: ClaimsChapter?
    public var appendix: Appendix
    public var showsPatientData: Bool

    /// The finding with that serial, whether it leads or follows from another.
    public func finding(_ serial: Int) -> Finding? {
        func search(_ findings: [Finding]) -> Finding? {
            for finding in findings {
                if finding.serial == serial { return finding }
                if let found = search(finding.consequences) { return found }
            }
            return nil
        }
        return search(findings.findings)
    }
}
