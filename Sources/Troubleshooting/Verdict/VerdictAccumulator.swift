import AssociationTimeline
import DICOMDictionary
import Evidence
import RuleEngine
import Wording

/// Counts what did not work while associations pass, by relation.
struct VerdictAccumulator {
    struct Key: Hashable {
        var relation: Int
        var failure: Failure
    }

    struct Tally {
        var key: Key
        var count = 0
        /// Serials, the first ones.
        var associations: [Int] = []
        /// Serials of findings in them.
        var findings: Set<Int> = []
        var evidence: [FactEvidence]
        var purpose: Purpose
        /// What the A-ABORTs say, each once.
        var words: [String] = []
        /// Error comments of the final responses, each once.
        var comments: [String] = []
        var last: Timestamp
    }

    private(set) var tallies: [Tally] = []
    private(set) var talliesNotKept = 0
    /// When an association of a relation was last good.
    private(set) var lastGood: [Int: Timestamp] = [:]
    /// Associations that ended without release though all was done, and those still open at the end.
    private(set) var roughEndings = 0
    private(set) var open = 0
    private(set) var encrypted = 0
    private(set) var ofAnotherService = 0
    private(set) var released = 0
    private(set) var silent = 0
    /// By relation.
    private(set) var deeds: [Int: Deeds] = [:]
    private var places: [Key: Int] = [:]

    private static let mostTallies = 10_000
    private static let mostAssociations = 100
    private static let mostFindings = 64

    mutating func add(
        _ association: Association, relation: Int,
        findings: [PlacedFinding], mask: ReportMask
    ) {
        let serials = findings.lazy.filter { $0.severity > .note }.map(\.code)
        let failure = Failure(association)
        switch association.outcome {
        case .released: released += 1
        case .open: open += 1
        case _ where association.isOfAnotherService: ofAnotherService += 1
        default:
            if association.pdus.count == 0, failure == nil {
                silent += 1
            } else if failure == nil {
                roughEndings += 1
            }
        }
        if association.isEncrypted { encrypted += 1 }
        if let failure {
            add(failure, association, relation, Self.evidence(of: failure, association), serials)
        } else if association.accept != nil {
            lastGood[relation] = max(lastGood[relation] ?? association.start, association.start)
        }
        if !association.operations.isEmpty {
            var done = deeds.removeValue(forKey: relation) ?? Deeds()
            for operation in association.operations { done.add(operation) }
            deeds[relation] = done
        }
        var byFrame: [FrameNumber: [Int]]?
        for operation in association.operations {
            guard let failure = Failure(operation, of: association) else { continue }
            let places = operation.evidence(association)
            let pins = byFrame ?? Self.byFrame(findings)
            byFrame = pins
            let comment = operation.responses.last.flatMap { mask.comment(of: $0, request: operation.request) }
            add(failure, association, relation, places, places.flatMap { pins[$0.frame] ?? [] }, comment: comment)
        }
    }

    /// With findings by their serials, as they are known at the capture's end.
    func settled(_ serial: (Int) -> Int?) -> VerdictAccumulator {
        var settled = self
        for index in settled.tallies.indices {
            settled.tallies[index].findings = Set(settled.tallies[index].findings.compactMap(serial))
        }
        return settled
    }

    /// Findings that matter, by the frames they rest on.
    private static func byFrame(
        _ findings: [PlacedFinding]
    ) -> [FrameNumber: [Int]] {
        var byFrame: [FrameNumber: [Int]] = [:]
        for finding in findings where finding.severity > .note {
            for place in finding.evidence where byFrame[place.frame, default: []].count < mostFindings {
                byFrame[place.frame, default: []].append(finding.code)
            }
        }
        return byFrame
    }

    private mutating func add(
        _ failure: Failure, _ association: Association, _ relation: Int, _ evidence: [FactEvidence],
        _ findings: some Sequence<Int>, comment: String? = nil
    ) {
        let key = Key(relation: relation, failure: failure)
        let place: Int
        if let known = places[key] {
            place = known
        } else {
            guard tallies.count < Self.mostTallies else {
                talliesNotKept += 1
                return
            }
            place = tallies.count
            places[key] = place
            tallies.append(
                Tally(key: key, evidence: evidence, purpose: Purpose(association), last: association.end))
        }
        tallies[place].count += 1
        tallies[place].last = max(tallies[place].last, association.start)
        if tallies[place].associations.last != association.serial,
            tallies[place].associations.count < Self.mostAssociations
        {
            tallies[place].associations.append(association.serial)
        }
        if let words = association.aborts.first?.value.words, tallies[place].words.count < 16,
            !tallies[place].words.contains(words)
        {
            tallies[place].words.append(words)
        }
        if let comment, tallies[place].comments.count < 2, !tallies[place].comments.contains(comment) {
            tallies[place].comments.append(comment)
        }
        guard tallies[place].findings.count < Self.mostFindings else { return }
        tallies[place].findings.formUnion(findings)
    }

    private static func evidence(of failure: Failure, _ association: Association) -> [FactEvidence] {
        var places: [FactEvidence] = []
        if let request = association.request { places.append(FactEvidence(request, association)) }
        if let reject = association.reject { places.append(FactEvidence(reject, association)) }
        if let accept = association.accept { places.append(FactEvidence(accept, association)) }
        if case .aborted = failure, let abort = association.aborts.first {
            places.append(FactEvidence(abort, association))
        }
        if let foreign = association.foreignProtocol { places.append(FactEvidence(foreign, association)) }
        if places.isEmpty {
            places = [
                FactEvidence(
                    frame: association.firstFrame, time: association.start, from: .requestor,
                    tcpStream: association.tcpStream)
            ]
            if association.lastFrame != association.firstFrame {
                places.append(
                    FactEvidence(
                        frame: association.lastFrame, time: association.end, from: nil,
                        tcpStream: association.tcpStream))
            }
        }
        return places
    }
}
