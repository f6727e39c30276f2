import DICOMDataSet
import DICOMDictionary
import Evidence

/// A message of which at least one fragment has come.
struct MessageInProgress {
    let presentationContextID: UInt8
    let token: Int
    var command: CommandSet?
    var dataSet: DataSetInProgress?
    var fragments = 0
    /// Bytes of it are missing.
    var isDamaged = false
    private var commandBytes: [UInt8] = []
    private var evidence: EvidenceRange
    private var commandEvidence: EvidenceRange

    init(_ presentationContextID: UInt8, token: Int, origin: ByteOrigin) {
        self.presentationContextID = presentationContextID
        self.token = token
        evidence = EvidenceRange(origin)
        commandEvidence = EvidenceRange(origin)
    }

    mutating func appendCommand(_ bytes: Span<UInt8>) {
        let room = MessageAssembler.maximumCommandBytes - commandBytes.count
        if bytes.count > room { isDamaged = true }
        for index in 0..<min(room, bytes.count) { commandBytes.append(bytes[index]) }
    }

    mutating func extend(to origin: ByteOrigin) {
        evidence.extend(frame: origin.frame, time: origin.time)
        evidence.length = origin.offset >= evidence.offset ? origin.offset - evidence.offset : 0
        if command == nil { commandEvidence = evidence }
        dataSet?.extend(to: origin)
    }

    /// Decodes the command set; the message as it stands then.
    mutating func closeCommand(side: AssociationSide) -> (message: DIMSEMessage, token: Int) {
        let decoded = CommandSet(bytes: commandBytes)
        commandBytes = []
        command = decoded
        let message = DIMSEMessage(
            presentationContextID: presentationContextID, from: side, command: decoded, evidence: evidence,
            commandEvidence: commandEvidence, isComplete: false, fragments: fragments)
        return (message, token)
    }

    mutating func close(side: AssociationSide, isWhole: Bool) -> DIMSEMessage? {
        guard let command else { return nil }
        var message = DIMSEMessage(
            presentationContextID: presentationContextID, from: side, command: command, evidence: evidence,
            commandEvidence: commandEvidence, isComplete: isWhole && !isDamaged, fragments: fragments)
        if var data = dataSet.take() {
            (message.dataSet, message.dataSetTree) = data.finish()
        }
        return message
    }
}
