import AssociationTimeline
import Evidence

/// One line of an association's listing: when, and what of the association it tells. Small, because a long association
/// has many.
struct TimelineEntry {
    enum Content {
        case pdu(PDULog.Entry)
        /// Index into `operations`.
        case request(Int)
        /// A response, by operation and index into its `responses`.
        case response(Int, Int)
        case cancel(Int, Int)
        /// Operations of one kind and result, told together.
        case run(Range<Int>)
        /// Index into `anomalies`, and how many of its kind there are in all.
        case anomaly(Int, count: Int)
        /// Index into `tcpEvents`.
        case tcp(Int)
    }

    var frame: FrameNumber
    var content: Content

    /// Orders what one frame completes: a request for an association, its messages, and what ends it.
    private var rank: Int {
        switch content {
        case .pdu(let entry): entry.type == .associateRQ || entry.type == .associateAC ? 1 : 3
        case .tcp(let index): index == 0 ? 0 : 4
        case .anomaly: 5
        case .request, .response, .cancel, .run: 2
        }
    }

    /// What nearly every association of some widespread products has, and receivers shall not even look at (PS3.8 §9.3.1).
    static let quietAnomalies: Set<Anomaly.Code> = ["pdu/reserved-not-zero"]

    static func precedes(_ left: TimelineEntry, _ right: TimelineEntry) -> Bool {
        left.frame == right.frame ? left.rank < right.rank : left.frame < right.frame
    }
}

extension Association {
    /// Everything to be listed, in time order.
    func entries(_ options: TextOptions) -> [TimelineEntry] {
        var entries: [TimelineEntry] = []
        for entry in pdus where entry.type != .dataTF || options.listsPDUs {
            entries.append(TimelineEntry(frame: entry.frame, content: .pdu(entry)))
        }
        addOperations(to: &entries, expands: options.expands)
        addAnomalies(to: &entries, expands: options.expands)
        if options.showsTCP || pdus.count == 0 {
            for (index, event) in tcpEvents.enumerated() {
                entries.append(TimelineEntry(frame: event.origin.frame, content: .tcp(index)))
            }
        } else if let index = endWithoutRelease {
            entries.append(TimelineEntry(frame: tcpEvents[index].origin.frame, content: .tcp(index)))
        }
        // Equal ones stay in the order they were added.
        let order = entries.indices.sorted { left, right in
            TimelineEntry.precedes(entries[left], entries[right])
                || (!TimelineEntry.precedes(entries[right], entries[left]) && left < right)
        }
        return order.map { entries[$0] }
    }

    /// The FIN or RST that ended an association which nothing else ended.
    private var endWithoutRelease: Int? {
        guard outcome == .closed || outcome == .reset || outcome == .unanswered else { return nil }
        return tcpEvents.firstIndex { $0.event == .fin || $0.event == .reset }
    }

    private func addOperations(to entries: inout [TimelineEntry], expands: Bool) {
        var index = operations.startIndex
        while index < operations.endIndex {
            let run = expands ? index..<index + 1 : OperationRun.beginning(at: index, in: operations)
            if run.count >= OperationRun.leastCount {
                entries.append(TimelineEntry(frame: operations[index].firstFrame ?? firstFrame, content: .run(run)))
            } else {
                for index in run { addOperation(index, to: &entries, expands: expands) }
            }
            index = run.upperBound
        }
    }

    private func addOperation(_ index: Int, to entries: inout [TimelineEntry], expands: Bool) {
        let operation = operations[index]
        if let request = operation.request {
            entries.append(TimelineEntry(frame: request.evidence.firstFrame, content: .request(index)))
        }
        for (number, cancel) in operation.cancels.enumerated() {
            entries.append(TimelineEntry(frame: cancel.evidence.firstFrame, content: .cancel(index, number)))
        }
        for number in operation.responses.indices where expands || number == operation.responses.count - 1 {
            let response = operation.responses[number]
            entries.append(TimelineEntry(frame: response.evidence.lastFrame, content: .response(index, number)))
        }
    }

    private func addAnomalies(to entries: inout [TimelineEntry], expands: Bool) {
        var places: [Anomaly.Code: Int] = [:]
        for (index, anomaly) in anomalies.enumerated()
        where expands || !TimelineEntry.quietAnomalies.contains(anomaly.code) {
            if !expands, let place = places[anomaly.code], case .anomaly(let first, let count) = entries[place].content
            {
                entries[place].content = .anomaly(first, count: count + 1)
            } else {
                places[anomaly.code] = entries.count
                entries.append(
                    TimelineEntry(frame: anomaly.evidence.lastFrame, content: .anomaly(index, count: 1)))
            }
        }
    }
}

extension DIMSEOperation {
    /// Of the first message seen of it.
    var firstFrame: FrameNumber? { request?.evidence.firstFrame ?? responses.first?.evidence.firstFrame }
    /// Of the last message seen of it.
    var lastFrame: FrameNumber? { responses.last?.evidence.lastFrame ?? request?.evidence.lastFrame }
}
