import DICOMDataSet
import Evidence

/// One DIMSE message: a command set and, where it announces one, a data set (PS3.7 §6.3). An association keeps tens of
/// thousands of them, so it is small: what few messages have, and what is large, lies apart.
public struct DIMSEMessage: Sendable {
    public var command: CommandSet
    /// From the first byte of the command set's first PDV to the last of the message's last.
    public var evidence: EvidenceRange
    private var commandEnd: CommandEnd
    private var data: Data?
    /// PDVs that carried it.
    public var fragments: Int
    public var presentationContextID: UInt8
    public var from: AssociationSide
    /// Command fragments or data set bytes are missing, or the association ended in the middle.
    public var isComplete: Bool

    public init(
        presentationContextID: UInt8, from: AssociationSide, command: CommandSet, evidence: EvidenceRange,
        commandEvidence: EvidenceRange, dataSet: DataSetSummary? = nil, dataSetTree: DataSetTreeBuilder? = nil,
        isComplete: Bool = true, fragments: Int = 0
    ) {
        self.presentationContextID = presentationContextID
        self.from = from
        self.command = command
        self.evidence = evidence
        commandEnd = CommandEnd(commandEvidence)
        self.isComplete = isComplete
        self.fragments = fragments
        if let dataSet { data = Data(summary: dataSet, tree: dataSetTree) }
    }

    /// The frame and time that complete the command set. It begins where the message does.
    public var commandEvidence: EvidenceRange {
        get {
            var range = evidence
            range.lastFrame = commandEnd.frame
            range.time = commandEnd.time
            range.length = commandEnd.length
            return range
        }
        set { commandEnd = CommandEnd(newValue) }
    }

    /// `nil` when the command set announces none, or none came.
    public var dataSet: DataSetSummary? { data?.summary }

    /// The data set in full, where that was asked for.
    public var dataSetTree: DataSetTreeBuilder? { data?.tree }

    /// Lets go of `dataSetTree`.
    public mutating func dropTree() {
        if let data, data.tree != nil { self.data = Data(summary: data.summary, tree: nil) }
    }

    /// About what it takes in memory.
    package var keptBytes: Int { 256 + command.length + (data?.summary.keptBytes ?? 0) }

    /// For where there is no room: the command stays, of the data set its attributes and faults go.
    package var withoutDetails: DIMSEMessage {
        guard let data else { return self }
        var message = self
        message.data = Data(summary: data.summary.withoutDetails, tree: nil)
        return message
    }

    private struct CommandEnd: Sendable {
        var frame: FrameNumber
        var time: Timestamp
        var length: UInt64

        init(_ evidence: EvidenceRange) {
            frame = evidence.lastFrame
            time = evidence.time
            length = evidence.length
        }
    }

    /// Shared by the copies of a message.
    private final class Data: Sendable {
        let summary: DataSetSummary
        let tree: DataSetTreeBuilder?

        init(summary: DataSetSummary, tree: DataSetTreeBuilder?) {
            self.summary = summary
            self.tree = tree
        }
    }
}
