import AssociationTimeline
import PacketCapture

/// Runs the examples of rules against captures.
public struct RuleExamples {
    private let rules: RuleSet
    private let captures: String

    /// A capture that does not show what a rule says it shows.
    public struct Failure: Hashable, Sendable, CustomStringConvertible {
        public var rule: String
        public var capture: String
        public var message: String

        public var description: String { "\(rule): \(capture): \(message)" }
    }

    /// - Parameter captures: the directory of the captures.
    public init(_ rules: RuleSet, captures: String) {
        self.rules = rules
        self.captures = captures
    }

    /// Every failure; none when all is well.
    /// - Throws: `RuleError` for documentation that is not as it should be.
    public func run() throws(RuleError) -> [Failure] {
        var failures: [Failure] = []
        var results: [String: Result<CheckResult, CaptureError>] = [:]
        func result(_ capture: String) -> Result<CheckResult, CaptureError> {
            if let known = results[capture] { return known }
            let result = check(capture)
            results[capture] = result
            return result
        }
        for rule in rules.rules {
            let documentation = try rule.documentation()
            if documentation.triggers.isEmpty {
                failures.append(Failure(rule: rule.id, capture: "-", message: "no capture triggers the rule"))
            }
            if documentation.clean.isEmpty {
                failures.append(Failure(rule: rule.id, capture: "-", message: "no capture is clean of it"))
            }
            for trigger in documentation.triggers {
                if let message = Self.fault(of: trigger, rule, result(trigger.capture)) {
                    failures.append(Failure(rule: rule.id, capture: trigger.capture, message: message))
                }
            }
            for capture in documentation.clean {
                switch result(capture) {
                case .failure(let error):
                    failures.append(Failure(rule: rule.id, capture: capture, message: error.description))
                case .success(let result):
                    guard let finding = Self.all(result).first(where: { $0.rule.id == rule.id }) else { continue }
                    failures.append(
                        Failure(rule: rule.id, capture: capture, message: "should be clean, but: \(finding.message)"))
                }
            }
        }
        return failures
    }

    private static func fault(
        of trigger: RuleDocumentation.Trigger, _ rule: Rule, _ result: Result<CheckResult, CaptureError>
    ) -> String? {
        switch result {
        case .failure(let error): return error.description
        case .success(let result):
            let mine = all(result).filter { $0.rule.id == rule.id }
            guard !mine.isEmpty else {
                let reason = result.notEvaluated.first { $0.rule == rule.id }
                return "finds nothing" + (reason.map { " (not evaluated: \($0.reason))" } ?? "")
            }
            let fitting = mine.filter { finding in
                finding.evidence.contains { $0.frame.rawValue == trigger.frame }
                    && (trigger.association.map { finding.associations.contains($0) } ?? true)
            }
            guard let finding = fitting.first else {
                let frames = mine.flatMap(\.evidence).map { "\($0.frame.rawValue)" }.joined(separator: ", ")
                return "its evidence is in frames \(frames), not in \(trigger.frame)"
            }
            if let count = trigger.count, count != finding.count { return "found \(finding.count) times, not \(count)" }
            return nil
        }
    }

    static func all(_ result: CheckResult) -> [Finding] {
        func flattened(_ finding: Finding) -> [Finding] { [finding] + finding.consequences.flatMap(flattened) }
        return result.findings.flatMap(flattened)
    }

    private func check(_ capture: String) -> Result<CheckResult, CaptureError> {
        let session = RuleSession(rules: rules) { _ in "…" }
        var last: CaptureError?
        for ending in [".pcap", ".pcapng", ".pcap.gz", ".pcapng.gz", ""] {
            do {
                var analysis = try CaptureAnalysis(
                    inputs: [CaptureInput(argument: captures + "/" + capture + ending)],
                    options: RuleSession.timelineOptions,
                    receiver: session)
                analysis.run()
                return .success(session.finish(totals: analysis.totals) { analysis.number(serial: $0) })
            } catch { last = last ?? error }
        }
        return .failure(last ?? CaptureError(capture, .missing))
    }
}
