import AssociationTimeline
import Foundation
import PacketCapture
import RuleEngine
import StandardRules

/// The recorded captures, each checked once with the built-in rules.
enum CheckedCaptures {
    static let directory = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Captures"

    /// File names, in order.
    static let files: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [])
        .filter { name in [".pcap", ".pcapng", ".gz"].contains { name.hasSuffix($0) } }.sorted()

    static func path(_ file: String) -> String { directory + "/" + file }

    /// A capture's name is its file's up to the first dot.
    static func file(_ name: String) -> String? { files.first { $0.prefix { $0 != "." } == name } }

    /// By name.
    static let results: Result<[String: CheckResult], any Error> = Result {
        let rules = try StandardRules.rules()
        var results: [String: CheckResult] = [:]
        for file in files {
            results[String(file.prefix { $0 != "." })] = try check([.path(path(file))], rules)
        }
        return results
    }

    static func result(_ name: String) throws -> CheckResult {
        guard let result = try results.get()[name] else { throw CaptureError(name, .missing) }
        return result
    }

    static func check(
        _ inputs: [CaptureInput], _ rules: RuleSet, filter: TimelineFilter? = nil
    ) throws -> CheckResult {
        let session = RuleSession(rules: rules, filter: filter, mask: { _ in "masked" })
        var analysis = try CaptureAnalysis(
            inputs: inputs, options: RuleSession.timelineOptions, receiver: session)
        analysis.run()
        return session.finish(totals: analysis.totals) { analysis.number(serial: $0) }
    }
}

extension Finding {
    /// It and what follows from it.
    var withConsequences: [Finding] { [self] + consequences.flatMap(\.withConsequences) }
}

extension CheckResult {
    /// Consequences among them.
    var everyFinding: [Finding] { findings.flatMap(\.withConsequences) }

    /// Ids of rules that found an error, each once.
    var errors: Set<String> { Set(everyFinding.filter { $0.severity == .error }.map(\.rule.id)) }
}
