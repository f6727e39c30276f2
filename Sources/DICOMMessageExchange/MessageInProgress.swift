import ByteReading
import DICOMDataSet
import DICOMDictionary
import Evidence

/// A message of which at least one fragment has come.
struct MessageInProgress {
    let presentationContextID: UInt8
    let token: Int
    var command: CommandSet?
    var dataSet: DataSetInProgress?
    /// The context of its data set, where that came on another than its command.
    var dataContextID: UInt8?
    var fragments = 0
    /// Bytes of it are missing.
    var isDamaged = false
    private var commandBytes: [UInt8] = []
    /// Bytes of the command set are missing: only those before are kept, for those behind would be read at wrong places.
    private(set) var isCommandCut = false
    private let mayLackBeginning: Bool
    private var evidence: EvidenceRange
    private var commandEvidence: EvidenceRange

    init(_ presentationContextID: UInt8, token: Int, mayLackBeginning: Bool, origin: ByteOrigin) {
        self.presentationContextID = presentationContextID
        self.token = token
        self.mayLackBeginning = mayLackBeginning
        evidence = EvidenceRange(origin)
        commandEvidence = EvidenceRange(origin)
    }

    /// Whether fragments on that context are its own.
    func isOn(_ id: UInt8) -> Bool { presentationContextID == id || dataContextID == id }

    /// Its command set has not ended.
    var lacksCommand: Bool { if case nil = command { true } else { false } }

    /// Its command set has ended, and of its data set nothing has come.
    var awaitsDataSet: Bool { !lacksCommand && dataSet == nil && !isDamaged }

    mutating func appendCommand(_ bytes: Span<UInt8>) {
        guard !isCommandCut else { return }
        let room = MessageAssembler.maximumCommandBytes - commandBytes.count
        if bytes.count > room { isDamaged = true }
        let part = bytes.array(0..<min(room, bytes.count))
        if commandBytes.isEmpty { commandBytes = part } else { commandBytes += part }
    }

    mutating func cutCommand() {
        isDamaged = true
        isCommandCut = true
    }

    /// Unknown PDUs were lost, perhaps the rest of it among them.
    mutating func loseUnknown() {
        isDamaged = true
        if lacksCommand { isCommandCut = true }
        dataSet?.lostUnknown()
    }

    mutating func extend(to origin: ByteOrigin) {
        evidence.extend(to: origin)
        if lacksCommand { commandEvidence = evidence }
        dataSet?.extend(to: origin)
    }

    /// Decodes the command set; the message as it stands then.
    mutating func closeCommand(side: AssociationSide) -> (message: DIMSEMessage, token: Int) {
        let decoded = CommandSet(bytes: commandBytes)
        commandBytes = []
        command = decoded
        if mayLackBeginning, !decoded.beginsWithGroupLength { isDamaged = true }
        let message = DIMSEMessage(
            presentationContextID: presentationContextID, from: side, command: decoded, evidence: evidence,
            commandEvidence: commandEvidence, isComplete: false, fragments: fragments)
        return (message, token)
    }

    mutating func close(side: AssociationSide, isWhole: Bool) -> DIMSEMessage? {
        guard let command else { return nil }
        let (summary, tree) = dataSet.take()?.finish() ?? (nil, nil)
        return DIMSEMessage(
            presentationContextID: presentationContextID, from: side, command: command, evidence: evidence,
            commandEvidence: commandEvidence, dataSet: summary, dataSetTree: tree,
            isComplete: isWhole && !isDamaged, fragments: fragments)
    }
}
