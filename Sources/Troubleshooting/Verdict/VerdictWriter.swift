import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence
import NetworkLayers
import RuleEngine
import Wording

/// Puts into words what happened: what did not work first, then what did, then what nobody can tell.
struct VerdictWriter {
    let totals: CaptureTotals
    let entities: [ApplicationEntity]
    let relations: [Relation]
    let result: CheckResult
    let accumulated: VerdictAccumulator
    let quality: CaptureQuality
    let number: (Int) -> Int

    /// Leading findings by serial, as places in `result.findings`, and their serials by the frames they rest on.
    let placesBySerial: [Int: Int]
    let serialsByFrame: [FrameNumber: [Int]]
    /// The leading finding that another follows from, by the serial of what follows, as a place in `result.findings`.
    let causesBySerial: [Int: Int]
    /// Relations whose acceptor rejected the AE title it was called by.
    let unknownTitles: Set<Int>
    /// Addresses at which one AE title only was seen.
    let onlyTitles: [IPAddress: String]

    init(
        totals: CaptureTotals, entities: [ApplicationEntity], relations: [Relation], result: CheckResult,
        accumulated: VerdictAccumulator, quality: CaptureQuality, number: @escaping (Int) -> Int
    ) {
        self.totals = totals
        self.entities = entities
        self.relations = relations
        self.result = result
        self.accumulated = accumulated
        self.quality = quality
        self.number = number
        var places: [Int: Int] = [:]
        var byFrame: [FrameNumber: [Int]] = [:]
        var causes: [Int: Int] = [:]
        for (place, finding) in result.findings.enumerated() {
            places[finding.serial] = place
            for consequence in finding.allConsequences { causes[consequence.serial] = place }
            for evidence in finding.evidence where byFrame[evidence.frame, default: []].count < 64 {
                byFrame[evidence.frame, default: []].append(finding.serial)
            }
        }
        placesBySerial = places
        serialsByFrame = byFrame
        causesBySerial = causes
        var unknown: Set<Int> = []
        for tally in accumulated.tallies {
            if case .rejected(_, 1, 7) = tally.key.failure { unknown.insert(tally.key.relation) }
        }
        unknownTitles = unknown
        var titles: [IPAddress: Set<String>] = [:]
        for entity in entities where entity.requests || entity.accepts {
            if let title = entity.title, !title.isEmpty { titles[entity.address, default: []].insert(title) }
        }
        onlyTitles = titles.compactMapValues { $0.count == 1 ? $0.first : nil }
    }

    /// Problems told in sentences of their own.
    private static let mostProblems = 3

    func verdict() -> Verdict {
        guard !relations.isEmpty else { return Verdict(state: .unknown, sentences: [nothing]) }
        let problems = problems()
        var sentences = problems.prefix(Self.mostProblems).map(\.sentence)
        let rest = problems.count - sentences.count
        if rest > 0 {
            sentences.append(
                Verdict.Sentence(
                    rest == 1 ? "One more problem is told below." : "\(rest) more problems are told below."))
        }
        let told = Set(problems.flatMap(\.sentence.findings))
        let errors = result.findings.filter { $0.severity == .error && !told.contains($0.serial) && !$0.isOfCapture }
        let warnings = result.findings.filter { $0.severity == .warning && !$0.isOfCapture }
        if problems.isEmpty {
            sentences += remarks(errors, warnings)
        } else {
            if let worked = everythingElse { sentences.append(Verdict.Sentence(worked)) }
            if !errors.isEmpty { sentences.append(alsoWrong(errors)) }
        }
        if let unseen { sentences.append(unseen) }
        let state: Verdict.State =
            !problems.isEmpty
            ? .bad
            : unjudgeable
                ? .unknown
                : errors.isEmpty && warnings.isEmpty && !quality.defects.contains(where: \.matters) ? .good : .doubtful
        return Verdict(state: state, sentences: sentences)
    }

    private var nothing: Verdict.Sentence {
        if totals.summary.packets == 0 { return Verdict.Sentence("The capture holds no packets.") }
        if accumulated.encrypted > 0 { return Verdict.Sentence("All connections speak TLS.") }
        let connections = totals.reassembly.connections
        if totals.associations > 0 { return Verdict.Sentence("No association is left by the filter.") }
        if connections == 0 {
            return Verdict.Sentence(
                "There is no TCP connection in the capture (\(counted(totals.summary.packets, "packet"))), so no DICOM."
            )
        }
        return Verdict.Sentence(
            "There is no DICOM in the capture: \(counted(connections, "TCP connection")), none of them DICOM.")
    }

    /// Nothing was seen of which one could say that it worked.
    var unjudgeable: Bool {
        let isNothingDone = accumulated.deeds.values.allSatisfy(\.isEmpty)
        if quality.defects.contains(where: \.matters) { return isNothingDone }
        return isNothingDone && accumulated.released == 0 && accumulated.roughEndings == 0
    }
}

extension Finding {
    /// It speaks of the capture and of nobody in it.
    var isOfCapture: Bool { rule.section == "capture" }

    /// What follows from it, and from that.
    var allConsequences: [Finding] { consequences + consequences.flatMap(\.allConsequences) }
}
