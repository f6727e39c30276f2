import AssociationTimeline
import Reporting
import Troubleshooting

/// Gives associations that have ended to the lines and, where one is written, to the report.
final class LiveReceivers: AssociationReceiver {
    private let lines: LiveReport
    private let builder: ReportBuilder?

    init(lines: LiveReport, builder: ReportBuilder?) {
        self.lines = lines
        self.builder = builder
    }

    func ended(_ association: Association) {
        lines.ended(association)
        builder?.ended(association)
    }
}
