import AssociationTimeline
import RuleEngine
import Wording

/// `auscult check`: findings in one of its formats.
public struct CheckReport {
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case text, json, sarif, junit
    }

    private let format: Format
    private let terminal: Terminal
    private let isVerbose: Bool

    /// - Parameter isVerbose: text tells rules that could not be evaluated one by one, too.
    public init(format: Format, terminal: Terminal, isVerbose: Bool = false) {
        self.format = format
        self.terminal = terminal
        self.isVerbose = isVerbose
    }

    public func write(_ result: CheckResult, rules: RuleSet, descriptor: Int32) throws(OutputError) {
        var output = BufferedOutput(descriptor: descriptor)
        switch format {
        case .text:
            var text = CheckText(terminal: terminal, isVerbose: isVerbose)
            try output.write(text.render(result))
        case .json: try output.write(CheckJSON.render(result))
        case .sarif: try output.write(CheckSARIF.render(result, rules: rules))
        case .junit: try output.write(CheckJUnit.render(result, rules: rules))
        }
        try output.flush()
    }

    /// A receiver for a session whose findings this report is to show: it sees to it that these name everybody by the
    /// tokens of the timeline.
    public static func receiver(_ session: RuleSession, mask: PatientMask) -> some AssociationReceiver {
        MaskingReceiver(session: session, mask: mask)
    }
}

private final class MaskingReceiver: AssociationReceiver {
    private let session: RuleSession
    private let mask: PatientMask

    init(session: RuleSession, mask: PatientMask) {
        self.session = session
        self.mask = mask
    }

    func ended(_ association: Association) {
        mask.meet(association)
        session.ended(association)
    }
}
