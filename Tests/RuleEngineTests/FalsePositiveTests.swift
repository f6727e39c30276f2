import Foundation
import RuleEngine
import StandardRules
import Testing

/// What is legal and looks wrong: no rule may hold it against anyone, and the real violation beside it is still found.
struct FalsePositiveTests {
    @Test(arguments: Trap.all)
    func holdsItsPeace(_ trap: Trap) throws {
        let rules = try StandardRules.rules().rules
        for pattern in trap.silent where !rules.contains(where: { Trap.matches(pattern, $0.id) }) {
            Issue.record("there is no rule \(pattern)")
        }
        for capture in trap.legal {
            let result = try CheckedCaptures.result(capture)
            for finding in result.everyFinding where trap.silent.contains(where: { Trap.matches($0, finding.rule.id) })
            {
                Issue.record("\(capture): \(finding.rule.id): \(finding.message)")
            }
            #expect(result.errors.isSubset(of: trap.trueErrors), "\(capture)")
        }
    }

    @Test(arguments: Trap.all)
    func findsTheViolationBesideIt(_ trap: Trap) throws {
        for violation in trap.violations {
            let found = try CheckedCaptures.result(violation.capture).everyFinding.map(\.rule.id)
            #expect(found.contains(violation.rule), "\(violation.capture): \(violation.rule)")
        }
    }

    /// What needs the handshake says so, and is counted.
    @Test(arguments: ["mid-association", "mid-association-off-port", "lost-acceptance", "mid-association-failure"])
    func whatNeedsTheHandshakeIsNotEvaluated(capture: String) throws {
        let reasons = try CheckedCaptures.result(capture).notEvaluated
        #expect(reasons.contains { $0.reason == "the handshake was not captured" && $0.count > 0 })
    }

    /// DCMTK's tools, Orthanc and many appliances identify themselves alike: another implementation in the same bytes
    /// makes no other finding.
    @Test(arguments: ["store-orthanc", "get-orthanc", "move-orthanc", "storage-commitment-orthanc", "department"])
    func noProductIsInferredFromItsImplementation(capture: String) throws {
        let file = try #require(CheckedCaptures.file(capture))
        var bytes = try [UInt8](Data(contentsOf: URL(filePath: CheckedCaptures.path(file))))
        for (own, other) in [("1.2.276.0.7230010.", "1.2.392.0.7230010."), ("OFFIS_DCMTK_", "OTHER_MAKER_")] {
            bytes = bytes.replacing(Array(own.utf8), with: Array(other.utf8))
        }
        let renamed = try CheckedCaptures.check([.bytes(bytes, name: file)], try StandardRules.rules())
        func told(_ result: CheckResult) -> [String] {
            result.everyFinding.map { "\($0.rule.id) × \($0.count) \($0.displayFilter ?? "")" }
        }
        #expect(try told(renamed) == told(CheckedCaptures.result(capture)))
    }
}
