import AssociationTimeline
import Evidence

/// Where something was seen.
public struct Sighting: Hashable, Sendable {
    /// `Association.serial`; `CaptureAnalysis` makes the number users see of it.
    public var association: Int
    /// Wireshark's `tcp.stream`.
    public var tcpStream: Int
    public var frame: FrameNumber
    public var time: Timestamp
    public var from: AssociationSide?

    init(_ evidence: EvidenceRange, from: AssociationSide?, serial: Int, tcpStream: Int) {
        association = serial
        self.tcpStream = tcpStream
        frame = evidence.lastFrame
        time = evidence.time
        self.from = from
    }

    init(_ evidence: EvidenceRange, from: AssociationSide?, of association: Association) {
        self.init(evidence, from: from, serial: association.serial, tcpStream: association.tcpStream)
    }

    init(_ entry: PDULog.Entry, of association: Association) {
        self.association = association.serial
        tcpStream = association.tcpStream
        (frame, time, from) = (entry.frame, entry.time, entry.from)
    }

    /// The association as a whole: its first frame.
    init(beginOf association: Association) {
        self.association = association.serial
        tcpStream = association.tcpStream
        frame = association.firstFrame
        time = association.start
        from = nil
    }

    /// How the association ended: its last frame.
    init(endOf association: Association, from side: AssociationSide?) {
        self.association = association.serial
        tcpStream = association.tcpStream
        frame = association.lastFrame
        time = association.end
        from = side
    }
}
