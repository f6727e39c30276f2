import DICOMDictionary
import Foundation
import Testing

@testable import ConformanceClaims

/// Orthanc and DCMTK storescp against their own statements, and against copies with lies in them: counts of verdicts and
/// every verdict worth a look, as a person has read and found them true. AUSCULT_UPDATE_GOLDEN=1 writes them anew.
@Suite struct GoldenClaimsTests {
    static let orthanc = ["contexts", "operations", "scu", "bounds", "failures"].map { "claims-orthanc-\($0).pcap" }
    static let storescp = ["contexts", "operations", "bounds"].map { "claims-storescp-\($0).pcap" }

    private static let file = URL(fileURLWithPath: ObservedCapture.directory + "/golden/claims.txt")

    @Test func everyStatement() throws {
        var lines: [String] = []
        for (statement, captures) in try Self.subjects() {
            lines += [statement.file + " against " + captures.joined(separator: ", ")]
            let check = try Self.check(statement, captures)
            lines += Self.describe(check).map { "  " + $0 }
            let isWhole = captures == Self.orthanc || captures == Self.storescp
            if !statement.file.hasSuffix("-false"), isWhole || captures[0].contains("contexts") {
                lines += Self.describe(check.steps).map { "  " + $0 }
            }
        }
        let text = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["AUSCULT_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: Self.file)
            return
        }
        let expected = try String(decoding: Data(contentsOf: Self.file), as: UTF8.self).split(separator: "\n")
        for difference in text.split(separator: "\n").difference(from: expected).prefix(20) {
            switch difference {
            case .insert(let line, let element, _): Issue.record("claims.txt:\(line + 1) is new: \(element)")
            case .remove(let line, let element, _): Issue.record("claims.txt:\(line + 1) is gone: \(element)")
            }
        }
    }

    private static func subjects() throws -> [(ConformanceStatement, [String])] {
        var subjects: [(ConformanceStatement, [String])] = []
        for (name, captures) in [("orthanc", orthanc), ("storescp", storescp)] {
            let text = try #require(ShippedStatements.text(of: name))
            let statement = try ConformanceStatement(text: text, file: name)
            for capture in captures { subjects.append((statement, [capture])) }
            subjects.append((statement, captures))
            subjects.append((try Self.lies(of: name), captures))
        }
        return subjects
    }

    static func lies(of name: String) throws -> ConformanceStatement {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Statements/\(name)-false.claims.yaml")
        return try ConformanceStatement(
            text: String(decoding: Data(contentsOf: path), as: UTF8.self), file: "\(name)-false")
    }

    static func check(_ statement: ConformanceStatement, _ captures: [String]) throws -> ClaimsCheck {
        ClaimsCheck(statement, try ObservedCapture(captures, statement: statement).observation)
    }

    private static func describe(_ check: ClaimsCheck) -> [String] {
        var lines = check.product.entities.map { entity in
            "\(entity.aeTitle ?? "-"): \(entity.asAcceptor) called, \(entity.asRequestor) calling"
        }
        let coverage = check.coverage
        for (name, counts) in [
            ("SOP classes negotiated", coverage.sopClassesNegotiated), ("SOP classes used", coverage.sopClassesUsed),
            ("transfer syntaxes negotiated", coverage.transferSyntaxesNegotiated),
            ("transfer syntaxes used", coverage.transferSyntaxesUsed), ("everything else", coverage.other),
        ] {
            lines.append("\(name): \(self.counts(counts))")
        }
        lines.append("coverage: \(check.coverage.percent ?? 0) %, contradictions: \(check.contradictions)")
        for service in check.services {
            lines.append(
                "\(service.service) \(service.role.rawValue): \(service.verdict.rawValue); with transfer syntax "
                    + "negotiated \(counts(service.transferSyntaxesNegotiated)), used \(counts(service.transferSyntaxesUsed))"
            )
        }
        for group in check.groups([.contradicted, .deviates, .partlyExercised]) {
            let judgement = group.judgement
            let level = group.level.map { " \($0)" } ?? ""
            lines.append(
                "\(judgement.verdict.rawValue)\(level) \(group.name) × \(judgement.count), frame "
                    + "\(judgement.evidence?.frame.rawValue ?? 0): \(judgement.seen ?? "")")
        }
        for contradicts in [true, false] {
            let found = check.undeclared.filter { $0.contradicts == contradicts }
            for (message, count, place) in UndeclaredBehaviour.folded(found) {
                lines.append(
                    "\(contradicts ? "contradicted: " : "undeclared: ")\(message) × \(count), frame \(place.frame.rawValue)"
                )
            }
        }
        return lines
    }

    private static func describe(_ steps: [TestStep]) -> [String] {
        steps.map { step in "to do (\(step.claims)): \(step.action)\(step.command.map { " $ " + $0 } ?? "")" }
    }

    private static func counts(_ counts: Coverage.Counts) -> String {
        let words = Verdict.allCases.filter { counts[$0] > 0 }.map { "\(counts[$0]) \($0.rawValue)" }
        return words.isEmpty ? "none" : words.joined(separator: ", ")
    }
}
