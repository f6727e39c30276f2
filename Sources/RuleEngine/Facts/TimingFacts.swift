import DICOMMessageExchange
import RuleExpression

/// How fast an association's operations were.
final class TimingFacts: FactRecord {
    unowned let association: AssociationFacts
    init(_ association: AssociationFacts) { self.association = association }

    private static func percentile(_ sorted: [Double], _ share: Double) -> Double? {
        sorted.isEmpty ? nil : sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.up)) - 1)]
    }

    private lazy var stores: [Double] = {
        guard association.association.operations.contains(where: { $0.kind == .cStoreRQ }) else { return [] }
        return association.operations.lazy.filter { $0.operation.kind == .cStoreRQ }.compactMap(\.serviceTime).sorted()
    }()
    private lazy var answers = association.operations.compactMap(\.answerTime).sorted()
    private lazy var thinks = association.operations.compactMap(\.thinkTime).sorted()

    var storePercentile50: Double? { Self.percentile(stores, 0.5) }
    var storePercentile95: Double? { Self.percentile(stores, 0.95) }
    var storePercentile99: Double? { Self.percentile(stores, 0.99) }
    var answerPercentile50: Double? { Self.percentile(answers, 0.5) }
    var answerPercentile95: Double? { Self.percentile(answers, 0.95) }
    var thinkPercentile50: Double? { Self.percentile(thinks, 0.5) }
    var thinkPercentile95: Double? { Self.percentile(thinks, 0.95) }
    var slowestAnswer: Double? { answers.last }

    var storeBytes: UInt64 {
        association.association.operations.reduce(0) {
            $1.kind == .cStoreRQ ? $0 &+ ($1.request?.dataSet?.bytes ?? 0) : $0
        }
    }
    var sending: Double { association.operations.compactMap(\.sendTime).reduce(0, +) }
    var serving: Double { association.operations.compactMap(\.serviceTime).reduce(0, +) }
    var thinking: Double { thinks.reduce(0, +) }
    var storeRate: Double? {
        let seconds = association.operations.lazy.filter { $0.operation.kind == .cStoreRQ }.compactMap(
            \.operation.duration
        )
        .reduce(0, +)
        return seconds > 0 ? Double(storeBytes) / seconds : nil
    }
    /// Of the answers and think times, those within 5 ms of 40 or 200 ms.
    var delayedAcknowledgements: Double? {
        // An operation has one of each at most.
        guard association.association.operations.count >= 5 else { return nil }
        let times = answers + thinks
        guard times.count >= 10 else { return nil }
        let near = times.count { abs($0 - 0.040) < 0.005 || abs($0 - 0.200) < 0.005 }
        return Double(near) / Double(times.count)
    }
}

extension RecordType {
    static let timing: RecordType = RecordType(
        "Timing", "How fast an association's operations were.",
        [
            .fact("storeTime50", .duration, "C-STORE: median from the request's last byte to the response.") {
                (r: TimingFacts) in Value(r.storePercentile50)
            },
            .fact("storeTime95", .duration, "C-STORE: 95th percentile of the same.") { (r: TimingFacts) in
                Value(r.storePercentile95)
            },
            .fact("storeTime99", .duration, "C-STORE: 99th percentile of the same.") { (r: TimingFacts) in
                Value(r.storePercentile99)
            },
            .fact("answerTime50", .duration, "All operations: median time to the first response.") { (r: TimingFacts) in
                Value(r.answerPercentile50)
            },
            .fact("answerTime95", .duration, "All operations: 95th percentile of the same.") { (r: TimingFacts) in
                Value(r.answerPercentile95)
            },
            .fact("slowestAnswer", .duration, "All operations: the longest time to the first response.") {
                (r: TimingFacts) in Value(r.slowestAnswer)
            },
            .fact("thinkTime50", .duration, "Median time between a final response and the next request.") {
                (r: TimingFacts) in Value(r.thinkPercentile50)
            },
            .fact("thinkTime95", .duration, "95th percentile of the same.") { (r: TimingFacts) in
                Value(r.thinkPercentile95)
            },
            .fact("sending", .duration, "Time spent sending requests, in all.") { (r: TimingFacts) in Value(r.sending)
            },
            .fact("serving", .duration, "Time spent waiting for responses, in all.") { (r: TimingFacts) in
                Value(r.serving)
            },
            .fact("thinking", .duration, "Time between responses and next requests, in all.") { (r: TimingFacts) in
                Value(r.thinking)
            },
            .fact("storeBytes", .integer, "Bytes of data sets in C-STORE requests.") { (r: TimingFacts) in
                Value(r.storeBytes)
            },
            .fact("storeRate", .number, "Those bytes by the seconds their operations took.") { (r: TimingFacts) in
                Value(r.storeRate)
            },
            .fact(
                "delayedAcknowledgementShare", .number,
                "Share of answer and think times near 40 or 200 ms, 0 to 1; absent for fewer than 10."
            ) {
                (r: TimingFacts) in Value(r.delayedAcknowledgements)
            },
        ])
}
