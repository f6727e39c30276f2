import AssociationTimeline
import ConformanceClaims
import PacketCapture
import Reporting
import RuleEngine
import StandardRules
import Troubleshooting
import Wording

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The input is a capture file; what `check`, `report`, `claims draft` and `claims check` say of it is written in every
/// format, and a draft must be a claims file.
func fuzzReport(_ bytes: [UInt8]) {
    guard let rules, let statement else { return }
    let mask = PatientMask(showsPatientData: false)
    let session = RuleSession(rules: rules, mask: mask.shown)
    let builder = ReportBuilder(rules: rules)
    let claimed = ProductObserver(ProductIdentity(statement), for: statement)
    let drafted = ProductObserver(ProductIdentity(aeTitles: aeTitles))
    let products = ReceiverPair(claimed, drafted)
    guard
        var analysis = try? CaptureAnalysis(
            inputs: [.bytes(bytes)], options: ReportBuilder.timelineOptions,
            receiver: ReceiverPair(ReceiverPair(CheckReport.receiver(session, mask: mask), builder), products),
            observer: ObserverPair(builder.observer, ObserverPair(claimed.dataSets, drafted.dataSets)))
    else { return }
    analysis.run()
    let totals = analysis.totals
    let numbers = (0..<totals.associations).map { analysis.number(serial: $0) }
    func number(_ serial: Int) -> Int? { numbers.indices.contains(serial) ? numbers[serial] : nil }

    let nowhere = unsafe open("/dev/null", O_WRONLY)
    defer { close(nowhere) }
    let terminal = Terminal(width: 80, usesColor: true)
    let result = session.finish(totals: totals, number: number)
    for format in CheckReport.Format.allCases {
        try? CheckReport(format: format, terminal: terminal, isVerbose: true)
            .write(result, rules: rules, descriptor: nowhere)
    }
    let verdicts = ClaimsCheck(statement, claimed.finish())
    for format in ClaimsCheckReport.Format.allCases {
        try? ClaimsCheckReport(format: format, terminal: terminal, isVerbose: true)
            .write(verdicts, totals: totals, number: number, descriptor: nowhere)
    }
    var report = builder.report(totals: totals, number: number)
    report.claims = ClaimsChapter(verdicts, number: number)
    for format in ReportFormat.allCases {
        var output = BufferedOutput(descriptor: nowhere)
        try? format.write(report, terminal: terminal, to: &output)
    }
    let draft = ClaimsDraft(drafted.finish(), aeTitles: aeTitles, source: "capture", number: number)
    if draft.associations > 0 { precondition((try? ConformanceStatement(text: draft.text, file: "draft")) != nil) }
}

/// Of the recordings.
private let aeTitles = ["ORTHANC", "STORESCP", "ARCHIVE", "ANY-SCP", "STORESCU", "ECHOSCU", "FINDSCU", "MOVESCU"]
private let rules = try? StandardRules.rules()
private let statement = ShippedStatements.text(of: "orthanc").flatMap {
    try? ConformanceStatement(text: $0, file: "orthanc")
}
