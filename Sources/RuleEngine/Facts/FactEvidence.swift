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

extension [FactEvidence] {
    /// For Wireshark: `tcp.stream eq 3 and frame.number in {104, 106}`; `nil` without a frame.
    public var displayFilter: String? {
        guard !isEmpty else { return nil }
        var streams: [Int] = []
        var byStream: [Int: [UInt64]] = [:]
        for place in self {
            guard let stream = place.tcpStream else { continue }
            if byStream[stream] == nil { streams.append(stream) }
            if byStream[stream]?.contains(place.frame.rawValue) == true { continue }
            byStream[stream, default: []].append(place.frame.rawValue)
        }
        // Wireshark parted the members of a set with spaces before 3.6, and takes commas only since 4.0.
        func within(_ frames: [UInt64]) -> String {
            "frame.number in {" + frames.map(String.init).joined(separator: ", ") + "}"
        }
        guard !streams.isEmpty else { return within(map(\.frame.rawValue)) }
        let parts = streams.map { "tcp.stream eq \($0) and " + within(byStream[$0] ?? []) }
        return parts.count == 1 ? parts[0] : parts.map { "(\($0))" }.joined(separator: " or ")
    }
}

/// A record that knows where it was seen.
protocol EvidencedRecord: FactRecord {
    var evidence: [FactEvidence] { get }
}
