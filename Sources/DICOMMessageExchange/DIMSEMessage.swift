import DICOMDataSet
import Evidence

/// One DIMSE message: a command set and, where it announces one, a data set (PS3.7 §6.3).
public struct DIMSEMessage: Sendable {
    public var presentationContextID: UInt8
    public var from: AssociationSide
    public var command: CommandSet
    /// From the first byte of the command set's first PDV to the last of the message's last.
    public var evidence: EvidenceRange
    /// The frame and time that complete the command set.
    public var commandEvidence: EvidenceRange
    /// `nil` when the command set announces none, or none came.
    public var dataSet: DataSetSummary?
    /// The data set in full, where that was asked for.
    public var dataSetTree: DataSetTreeBuilder?
    /// Command fragments or data set bytes are missing, or the association ended in the middle.
    public var isComplete: Bool
    /// PDVs that carried it.
    public var fragments: Int

    public init(
        presentationContextID: UInt8, from: AssociationSide, command: CommandSet, evidence: EvidenceRange,
        commandEvidence: EvidenceRange, dataSet: DataSetSummary? = nil, isComplete: Bool = true, fragments: Int = 0
    ) {
        self.presentationContextID = presentationContextID
        self.from = from
        self.command = command
        self.evidence = evidence
        self.commandEvidence = commandEvidence
        self.dataSet = dataSet
        self.isComplete = isComplete
        self.fragments = fragments
    }
}
