import AssociationTimeline
import RuleEngine

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

    /// For `RuleSession`: what is shown in place of an identity.
    public static func mask(showsPatientData: Bool) -> (String) -> String {
        var mask = PatientMask(showsPatientData: showsPatientData)
        return { showsPatientData ? $0 : mask.masked($0, as: "TEXT") }
    }
}
