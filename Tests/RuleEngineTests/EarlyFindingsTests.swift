import AssociationTimeline
import DICOMMessageExchange
import Evidence
import PacketCapture
import StandardRules
import Testing

@testable import RuleEngine

/// What is told while an association goes on is what `check` finds when it has ended, and nothing twice.
@Suite struct EarlyFindingsTests {
    /// A finding by its rule, its message's beginning and its frames.
    private struct Told: Hashable {
        var association: Int
        var rule: String
        var frames: [UInt64]

        init(_ found: RuleSession.Discovered, _ association: Association) {
            self.association = association.serial
            rule = found.rule.id
            // Where an association as a whole is at fault, its last frame is not known early.
            let isOfAssociation = found.rule.scope == .association
            frames = isOfAssociation ? [] : found.evidence.map(\.frame.rawValue)
        }
    }

    /// Listens to a session as a live capture does; or, without `isEarly`, as `check` does.
    private final class Listener: AssociationReceiver, AssociationObserver {
        private let session: RuleSession
        private let isEarly: Bool
        private var over: Set<Int> = []
        private(set) var early: [Told] = []
        private(set) var late: [Told] = []

        init(_ rules: RuleSet, isEarly: Bool) {
            session = RuleSession(rules: rules, mask: { _ in "masked" })
            self.isEarly = isEarly
        }

        func wantsTrees(of association: borrowing Association) -> Bool { false }

        private func add(_ found: [RuleSession.Discovered], _ association: Association) {
            early += found.map { Told($0, association) }
        }

        func negotiated(_ association: borrowing Association) {
            if isEarly { add(session.negotiated(association), copy association) }
        }

        func concluded(_ operation: DIMSEOperation, in association: borrowing Association) {
            if isEarly { add(session.concluded(operation, in: association), copy association) }
        }

        func found(_ anomaly: Anomaly, in association: borrowing Association) {
            if isEarly { add(session.found(anomaly, in: association), copy association) }
        }

        func ended(_ association: Association) {
            // Where it is both observer and receiver it is told twice.
            guard over.insert(association.serial).inserted else { return }
            session.ended(association)
            late += session.latest.map { Told($0, association) }
        }
    }

    private static func listen(_ file: String, _ rules: RuleSet, isEarly: Bool) throws -> Listener {
        let listener = Listener(rules, isEarly: isEarly)
        var analysis = try CaptureAnalysis(
            inputs: [.path(CheckedCaptures.path(file))], options: RuleSession.timelineOptions, receiver: listener,
            observer: listener)
        analysis.run()
        return listener
    }

    private static func counted(_ told: [Told]) -> [Told: Int] {
        Dictionary(told.map { ($0, 1) }, uniquingKeysWith: +)
    }

    @Test func sameAsAtTheEnd() throws {
        let rules = try StandardRules.rules()
        var (early, all) = (0, 0)
        for file in CheckedCaptures.files {
            let live = try Self.listen(file, rules, isEarly: true)
            let offline = try Self.listen(file, rules, isEarly: false)
            let (told, found) = (Self.counted(live.early + live.late), Self.counted(offline.late))
            let more = told.filter { $0.value > found[$0.key, default: 0] }.keys.map { "\($0.rule) \($0.frames)" }
            let less = found.filter { $0.value > told[$0.key, default: 0] }.keys.map { "\($0.rule) \($0.frames)" }
            #expect(more.sorted() == [] && less.sorted() == [], "\(file)")
            early += live.early.count
            all += offline.late.count
        }
        // Most of what is found in an association is certain before its end.
        #expect(early * 2 > all, "\(early) of \(all)")
    }
}
