import Evidence
import RuleExpression

/// What a rule found in one place of an association, before it is known what explains it.
struct Discovery {
    let rule: Int
    let records: [any FactRecord]
    let evidence: [FactEvidence]
    /// From which frame on it can explain something: what is so of the association as a whole was so from its beginning.
    let firstFrame: UInt64
    /// Up to which it can be explained: what an operation lacks at its end, up to this.
    let lastFrame: UInt64
    /// The operation it is about, if it is about one: its place in the association, and the frames it took.
    let operation: Int?
    private let operationFrames: ClosedRange<UInt64>?
    private let context: UInt8?
    /// Where in its data set a fault stands.
    private let offset: UInt64?

    /// What something can be about.
    enum Matter: Hashable {
        case operation(Int)
        case context(UInt8)
    }

    /// The operation it is about, and the presentation context.
    var matters: [Matter] {
        [operation.map { .operation($0) }, context.map { .context($0) }].compactMap { $0 }
    }

    init(rule: Int, records: [any FactRecord], evidence: [FactEvidence], of association: AssociationFacts) {
        self.rule = rule
        self.records = records
        self.evidence = evidence
        let about: OperationFacts? =
            if let anomaly = records.last as? AnomalyFacts {
                association.operation(at: anomaly.anomaly.evidence.firstFrame)
            } else {
                records.lazy.compactMap { $0 as? OperationFacts }.first
            }
        context = about?.operation.presentationContextID ?? (records.last as? ContextFacts)?.context.id
        operation = about?.index
        operationFrames = about?.frames
        offset = (records.last as? DataSetFaultFacts)?.offset
        let frames = evidence.map(\.frame.rawValue)
        firstFrame = records.last is AssociationFacts ? 0 : frames.min() ?? 0
        lastFrame = max(frames.max() ?? .max, operationFrames?.upperBound ?? 0)
    }

    func isOfSameSubject(as other: Discovery) -> Bool {
        if let operation, let otherOperation = other.operation { return operation == otherOperation }
        return context != nil && context == other.context
    }

    /// Whether this can explain the other: it does not come after it, in a data set either, and it is not another
    /// operation's or context's affair. Operations that overlap can have to do with each other: a C-GET and its C-STORE sub-operations.
    func canExplain(_ other: Discovery) -> Bool {
        guard firstFrame <= other.lastFrame else { return false }
        if let offset, let otherOffset = other.offset, operation == other.operation, firstFrame == other.firstFrame,
            offset > otherOffset
        {
            return false
        }
        if let operationFrames, let otherFrames = other.operationFrames {
            return operation == other.operation || operationFrames.overlaps(otherFrames)
        }
        guard let context, let otherContext = other.context else { return true }
        return context == otherContext
    }
}

extension AssociationFacts {
    /// In whose messages the frame is.
    func operation(at frame: FrameNumber) -> OperationFacts? {
        var (low, high) = (0, messagePlaces.count)
        while low < high {
            let middle = low + (high - low) / 2
            if messagePlaces[middle].first > frame { high = middle } else { low = middle + 1 }
        }
        guard low > 0, messagePlaces[low - 1].last >= frame else { return nil }
        return operations[messagePlaces[low - 1].operation]
    }
}
