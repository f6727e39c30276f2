import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import Wording

/// Operations that follow each other and went alike, as one line tells them.
struct OperationRun {
    /// Fewer are told one by one.
    static let leastCount = 3

    let operations: ArraySlice<DIMSEOperation>

    /// As long a run as there is from `index` on.
    static func beginning(at index: Int, in operations: [DIMSEOperation]) -> Range<Int> {
        var end = index + 1
        while end < operations.endIndex, areAlike(operations[index], operations[end]) { end += 1 }
        return index..<end
    }

    /// Of one service, sent one way, with one outcome and one status.
    private static func areAlike(_ left: DIMSEOperation, _ right: DIMSEOperation) -> Bool {
        left.kind == right.kind && left.invoker == right.invoker && left.outcome == right.outcome
            && left.status == right.status && left.cancels.isEmpty && right.cancels.isEmpty
            && (left.request == nil) == (right.request == nil)
    }

    /// `CT Image Storage`, or the most frequent ones with their numbers.
    var sopClasses: String {
        var numbers: [UID: Int] = [:]
        for operation in operations { numbers[operation.sopClass ?? "", default: 0] += 1 }
        let ordered = numbers.sorted { $0.value == $1.value ? $0.key.rawValue < $1.key.rawValue : $0.value > $1.value }
        func name(_ uid: UID) -> String { uid.rawValue.isEmpty ? "no SOP class" : uid.shortName }
        if ordered.count == 1, let only = ordered.first { return name(only.key) }
        let told = ordered.prefix(3).map { "\(grouped($0.value)) \(name($0.key))" }
        let rest = ordered.count - told.count
        return (told + (rest > 0 ? [counted(rest, "other SOP class", "other SOP classes")] : [])).joined(
            separator: ", ")
    }

    /// From the first request's first byte to the last response's last.
    var duration: Double? {
        guard let start = operations.first?.request?.evidence.firstTime else { return nil }
        var end = start
        for operation in operations { end = max(end, operation.responses.last?.evidence.time ?? end) }
        return end > start ? end.seconds(since: start) : nil
    }

    var lastFrame: FrameNumber? { operations.compactMap(\.lastFrame).max() }
    var bytes: UInt64 { operations.reduce(0) { $0 &+ $1.bytes } }
    var pending: Int { operations.reduce(0) { $0 &+ $1.pendingCount } }

    var transferSyntaxes: [String] {
        var names: [String] = []
        for operation in operations {
            guard let name = operation.request?.dataSet?.transferSyntaxName, !names.contains(name) else {
                continue
            }
            names.append(name)
            if names.count == 4 { break }
        }
        return names
    }

    /// Mean and longest duration of one operation.
    var durations: (mean: Double, longest: Double)? {
        let all = operations.compactMap(\.duration)
        guard let longest = all.max() else { return nil }
        return (all.reduce(0, +) / Double(all.count), longest)
    }
}
