import ConformanceClaims
import Foundation
import PacketCapture
import Testing

@testable import AssociationTimeline

/// Attacks on what is kept of a product, on verdicts and on drafted claims files.
@Suite("Torture: claims") struct ClaimsTortureTests {
    private static let titles = ["ARCHIVE", "MODALITY"]

    private func observe(_ attack: Attack, bytes: Int = 64 << 20) throws -> ProductObservation {
        let capture = try TemporaryCapture(attack, attack.small)
        let observer = ProductObserver(ProductIdentity(aeTitles: Self.titles), bytes: bytes)
        var analysis = try CaptureAnalysis(
            inputs: [.path(capture.path)], receiver: observer, observer: observer.dataSets)
        analysis.run()
        return observer.finish()
    }

    @Test("A draft of any traffic is a claims file that the traffic does not contradict", arguments: Attack.allCases)
    func drafted(attack: Attack) throws {
        let observation = try observe(attack)
        let draft = ClaimsDraft(observation, aeTitles: Self.titles, source: "attack", number: { $0 + 1 })
        guard draft.associations > 0 else { return }
        let statement = try ConformanceStatement(text: draft.text, file: attack.rawValue)
        let check = ClaimsCheck(statement, observation)
        #expect(check.contradictions == 0)
        #expect(check.steps.count <= 100)
        #expect(statement.entities.allSatisfy { $0.association.rejections.count <= 64 })
    }

    @Test("Attributes of data sets of all associations under way have one room together")
    func underWay() throws {
        let product = ClaimsCheck(
            try ConformanceStatement(
                text: "claims: 1\nproduct: {name: A}\nentities: [{name: A, ae_title: ARCHIVE}]\n", file: "a"),
            try observe(.openDataSets)
        ).product
        #expect(product.associationsWithoutElements == 0)
        #expect((1..<20).contains(product.dataSetsNotCounted))
    }

    @Test("What finds no room is counted", arguments: Attack.allCases)
    func bounded(attack: Attack) throws {
        let observation = try observe(attack, bytes: 6_000)
        #expect(observation.entities.count <= 1)
        let statement = try ConformanceStatement(
            text: "claims: 1\nproduct: {name: A}\nmatch: {ae_titles: [ARCHIVE]}\nentities: [{name: A}]\n", file: "a")
        #expect(ClaimsCheck(statement, observation).product.notKept == observation.notKept)
        if !observation.entities.isEmpty { #expect(observation.notKept > 0) }
    }
}
