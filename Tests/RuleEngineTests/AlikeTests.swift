import AssociationTimeline
import Evidence
import PacketCapture
import StandardRules
import Testing

@testable import RuleEngine

/// A session that remembers what was ruled out for associations, operations and messages alike finds in each association
/// what one finds that has seen no other.
@Suite struct AlikeTests {
    private struct Found: Equatable {
        var rule: String
        var evidence: [FactEvidence]
    }

    /// Judges each association twice by one session, which keeps nothing of peers, and once by a session of its own.
    private final class Comparison: AssociationReceiver {
        private let rules: RuleSet
        private let session: RuleSession
        private(set) var differing: [Int] = []
        private(set) var associations = 0

        init(_ rules: RuleSet) {
            self.rules = rules
            session = Self.session(rules)
        }

        private static func session(_ rules: RuleSet) -> RuleSession {
            var limits = RuleSession.Limits()
            limits.remembered = 0
            return RuleSession(rules: rules, limits: limits, mask: { _ in "masked" })
        }

        private func found(in association: Association, by session: RuleSession) -> [Found] {
            session.ended(association)
            return session.latest.map { Found(rule: $0.rule.id, evidence: $0.evidence) }
        }

        func ended(_ association: Association) {
            associations += 1
            let alone = found(in: association, by: Self.session(rules))
            let first = found(in: association, by: session)
            let second = found(in: association, by: session)
            if first != alone || second != alone { differing.append(association.tcpStream) }
        }
    }

    @Test func findingsDoNotDependOnWhatWasSeenBefore() throws {
        let comparison = Comparison(try StandardRules.rules())
        for capture in CheckedCaptures.files {
            var analysis = try CaptureAnalysis(
                inputs: [.path(CheckedCaptures.path(capture))], options: RuleSession.timelineOptions,
                receiver: comparison)
            analysis.run()
            #expect(comparison.differing.isEmpty, "\(capture)")
        }
        #expect(comparison.associations > 300)
    }
}
