import Evidence

/// Receives the messages of one direction.
public protocol MessageConsumer: ~Copyable {
    /// A command set is complete: `message` has no data set yet. `token` names the message until it has ended.
    mutating func began(_ message: DIMSEMessage, token: Int)

    /// The message is over; `isComplete` tells whether it was whole.
    mutating func ended(_ message: DIMSEMessage, token: Int)

    /// A data set, or the end of one, whose command was not captured: `bytes` long.
    mutating func foundDataSetWithoutCommand(bytes: UInt64, presentationContextID: UInt8, evidence: EvidenceRange)

    mutating func found(_ anomaly: Anomaly)
}
