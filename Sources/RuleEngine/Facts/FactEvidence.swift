import Evidence
import RuleExpression

/// A place in the capture that shows a fact, and who sent what is there.
public struct FactEvidence: Hashable, Sendable {
    public var frame: FrameNumber
    public var time: Timestamp
    /// `nil` where it is the capture's or the network's.
    public var from: AssociationSide?
    public var tcpStream: Int?

    public init(frame: FrameNumber, time: Timestamp, from: AssociationSide?, tcpStream: Int?) {
        self.frame = frame
        self.time = time
        self.from = from
        self.tcpStream = tcpStream
    }
}

/// A record that knows where it was seen.
protocol EvidencedRecord: FactRecord {
    var evidence: [FactEvidence] { get }
}
