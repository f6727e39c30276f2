import AssociationTimeline
import RuleEngine
import Wording

/// Says what a capture lacks, and what could not be judged for it.
struct QualityWriter {
    var oneSided: [Int] = []
    var oneSidedCount = 0
    var withGaps: [Int] = []
    var withGapsCount = 0
    var withoutHandshake: [Int] = []
    var withoutHandshakeCount = 0

    private static let most = 100

    mutating func add(_ association: Association) {
        func note(_ list: inout [Int], _ count: inout Int) {
            count += 1
            if list.count < Self.most { list.append(association.serial) }
        }
        if association.quality.isOneSided { note(&oneSided, &oneSidedCount) }
        if association.quality.gaps > 0 { note(&withGaps, &withGapsCount) }
        if !association.quality.sawHandshake, association.request == nil, association.pdus.count > 0,
            association.tcp.handshake.syn == nil
        {
            note(&withoutHandshake, &withoutHandshakeCount)
        }
    }

    func quality(_ totals: CaptureTotals, _ result: CheckResult, number: (Int) -> Int) -> CaptureQuality {
        let defects = defects(totals)
        return CaptureQuality(
            totals: totals, defects: defects,
            // Where nothing is missing, rules that were not evaluated had no occasion; the appendix has them.
            notJudged: defects.contains(where: \.matters) ? notJudged(result) : [],
            oneSided: oneSided.map(number).sorted(), oneSidedCount: oneSidedCount,
            withGaps: withGaps.map(number).sorted(), withGapsCount: withGapsCount,
            withoutHandshake: withoutHandshake.map(number).sorted(), withoutHandshakeCount: withoutHandshakeCount)
    }

    private func defects(_ totals: CaptureTotals) -> [CaptureQuality.Defect] {
        var defects: [CaptureQuality.Defect] = []
        func add(_ code: String, _ count: UInt64, matters: Bool = true, _ text: String, _ consequence: String? = nil) {
            guard count > 0 else { return }
            defects.append(
                CaptureQuality.Defect(
                    code: code, text: text, matters: matters, consequence: consequence, count: count))
        }
        let (summary, lost, network) = (totals.summary, totals.reassembly, totals.network)
        for problem in summary.problems {
            let path = problem.file < summary.files.count ? summary.files[problem.file].name : ""
            let name = path.split(separator: "/").last.map { $0 + ": " } ?? ""
            add(
                problem.code.rawValue, UInt64(problem.count),
                matters: problem.skippedBytes > 0 || Self.cuts(problem.code.rawValue),
                name + problem.message + (problem.count > 1 ? " (\(counted(problem.count, "time")))" : ""),
                problem.skippedBytes > 0 ? "\(byteCount(problem.skippedBytes)) of the file were not read." : nil)
        }
        add(
            "gaps", UInt64(withGapsCount),
            "\(byteCount(lost.lostBytes)) sent are not in the capture, in \(counted(lost.gaps, "gap"))",
            "What stood in the gaps, and how long things took around them, is not judged.")
        add(
            "dropped-packets", summary.drops ?? 0,
            "the capturing machine dropped \(counted(summary.drops ?? 0, "packet"))",
            "Retransmissions and gaps may be the capture's, not the network's.")
        add(
            "truncated-packets", summary.truncatedPackets,
            "\(counted(summary.truncatedPackets, "packet")) were cut short by the snap length",
            "What was cut off cannot be decoded.")
        add(
            "one-sided", UInt64(oneSidedCount),
            "of \(counted(oneSidedCount, "association")) only one direction was captured",
            "What the other side answered, and how fast, is not judged.")
        add(
            "no-handshake", UInt64(withoutHandshakeCount),
            "\(counted(withoutHandshakeCount, "association")) began before the capture",
            "What was negotiated there is inferred, and rules that need it are not evaluated.")
        add("malformed-packets", network.malformed, counted(network.malformed, "packet") + " are malformed")
        add(
            "unknown-link-type", network.unsupportedLinkTypes,
            counted(network.unsupportedLinkTypes, "packet") + " have a link type that cannot be read")
        add(
            "duplicate-frames", lost.duplicateFrames, matters: false,
            counted(lost.duplicateFrames, "frame") + " are in the capture twice, as a mirror port does it",
            "They are counted once.")
        return defects
    }

    private static func cuts(_ code: String) -> Bool { code != "pcapng/time-unknown" && code != "pcapng/version" }

    private func notJudged(_ result: CheckResult) -> [CaptureQuality.NotJudged] {
        var order: [String] = []
        var byReason: [String: CaptureQuality.NotJudged] = [:]
        for entry in result.notEvaluated {
            if byReason[entry.reason] == nil { order.append(entry.reason) }
            byReason[entry.reason, default: CaptureQuality.NotJudged(reason: entry.reason, rules: [], count: 0)].rules
                .append(entry.rule)
            byReason[entry.reason]?.count += entry.count
        }
        return order.compactMap { byReason[$0] }
    }
}
