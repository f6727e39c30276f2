import AssociationTimeline
import RuleEngine
import Wording

extension VerdictWriter {
    /// Where nothing failed: what was done, and what is wrong with how.
    func remarks(_ errors: [Finding], _ warnings: [Finding]) -> [Verdict.Sentence] {
        guard let first = errors.first ?? warnings.first else { return [Verdict.Sentence(done(beginning) + ".")] }
        let rest = errors.count + warnings.count - 1
        let more = rest > 0 ? " \(rest == 1 ? "One more finding is" : "\(rest) more findings are") told below." : ""
        func sentence(_ text: String) -> Verdict.Sentence {
            Verdict.Sentence(
                text + more, findings: [first.serial], associations: first.associations, evidence: first.evidence)
        }
        if errors.isEmpty {
            return [Verdict.Sentence(done(beginning) + "."), sentence("Worth looking at: \(message(first)).")]
        }
        if unjudgeable { return [Verdict.Sentence(done("") + "."), sentence("\(message(first)).")] }
        return [sentence("\(done("")), but \(Self.asClause(message(first))).")]
    }

    private var beginning: String {
        quality.defects.contains(where: \.matters) ? "Nothing failed that was captured: " : "Everything worked: "
    }

    /// A finding's message with names and how often, without a full stop.
    func message(_ finding: Finding) -> String {
        var text = finding.namedMessage
        if text.hasSuffix(".") { text.removeLast() }
        return text + (finding.count > 1 ? " (\(grouped(finding.count)) times)" : "")
    }

    /// `In a data set of CT1 (C-STORE-RQ): …` is no clause that could follow "but" or "because".
    static func asClause(_ message: String) -> String {
        guard message.hasPrefix("In a data set of "), let end = message.range(of: "): ") else {
            return lowercased(message)
        }
        return
            "\(message[..<end.lowerBound].dropFirst(3))) has a fault: \(lowercased(String(message[end.upperBound...])))"
    }

    /// Errors that do not explain what failed.
    func alsoWrong(_ errors: [Finding]) -> Verdict.Sentence {
        let text = errors.count == 1 ? "Also: \(message(errors[0]))." : "\(errors.count) other errors are told below."
        return Verdict.Sentence(
            text, findings: errors.map(\.serial), associations: errors.count == 1 ? errors[0].associations : [],
            evidence: errors.count == 1 ? errors[0].evidence : [])
    }

    /// `nil` where nothing else was tried.
    var everythingElse: String? {
        let failed = accumulated.tallies.filter { $0.key.failure.tier == 0 }.reduce(0) { $0 + $1.count }
        let broken = Set(accumulated.tallies.flatMap(\.associations)).count
        let operations = relations.reduce(0) { $0 + $1.operationCount }
        let failedOperations = relations.reduce(0) { $0 + $1.failedOperationCount + $1.unknownOperationCount }
        let associations = relations.reduce(0) { $0 + $1.associationCount }
        if operations > failedOperations || associations > max(failed, broken) + accumulated.open {
            return "Everything else worked."
        }
        return nil
    }

    private func done(_ beginning: String) -> String {
        let told = relations.filter { accumulated.deeds[$0.id]?.isEmpty == false }
        guard told.isEmpty else {
            let operations = told.reduce(0) { $0 + $1.operationCount }
            let associations = relations.reduce(0) { $0 + $1.associationCount }
            if told.count <= 2 { return beginning + told.map(deeds).joined(separator: "; ") }
            return beginning
                + "\(counted(associations, "association")) between \(counted(told.count, "pair")) of application "
                + "entities, \(counted(operations, "operation"))"
        }
        if accumulated.encrypted > 0 {
            return accumulated.encrypted == 1
                ? "The connection speaks TLS: what was said on it cannot be told"
                : "\(accumulated.encrypted) connections speak TLS: what was said on them cannot be told"
        }
        if accumulated.ofAnotherService > 0, accumulated.released == 0 {
            return "No DICOM was spoken: \(counted(accumulated.ofAnotherService, "connection")) to another service"
        }
        if accumulated.silent > 0, accumulated.released == 0 {
            return "Nothing was asked: \(counted(accumulated.silent, "connection")) opened and closed without a word"
        }
        if unjudgeable {
            let asked = relations.reduce(0) { $0 + $1.operationCount }
            return asked == 0
                ? "Nothing can be told: no operation is in the capture"
                : "Whether \(counted(asked, "operation")) worked cannot be told"
        }
        return "Nothing failed, and nothing was asked: "
            + counted(relations.reduce(0) { $0 + $1.associationCount }, "association") + " without an operation"
    }

    private func deeds(_ relation: Relation) -> String {
        accumulated.deeds[relation.id]?.sentence(requestorName(relation), acceptorName(relation)) ?? ""
    }

    /// What the capture lacks.
    var unseen: Verdict.Sentence? {
        let matters = quality.defects.filter(\.matters)
        guard let first = matters.first else { return nil }
        let more = matters.count > 1 ? " (and \(counted(matters.count - 1, "more defect")) of the capture)" : ""
        return Verdict.Sentence("The capture is not complete: \(Self.lowercased(first.text))\(more).")
    }
}
