import Evidence

/// A rule's verdict on something, once for all occurrences between the same parties.
public struct Finding: Sendable {
    public var rule: Rule
    /// Of the first occurrence; a later one differs in its numbers and frames only.
    public var message: String
    public var responsible: Responsible?
    /// The smallest change that would have made it work.
    public var change: String?
    /// Between whom, as far as known.
    public var parties: Parties
    public var count: Int
    /// What the occurrences were about, each once, the first ones: names of SOP classes.
    public var subjects: [String]
    /// Of the first occurrence and, where there were more, of the last.
    public var first: Occurrence
    public var last: Occurrence
    /// Associations it occurred in, the first ones, by the number users see.
    public var associations: [Int]
    public var associationCount: Int
    /// Findings that follow from this one.
    public var consequences: [Finding]

    public var severity: Severity { rule.severity }

    /// Where it was seen.
    public struct Occurrence: Hashable, Sendable {
        public var evidence: [FactEvidence]
    }

    public struct Parties: Hashable, Sendable {
        public var callingAETitle: String?
        public var calledAETitle: String?
        public var requestorAddress: String?
        /// Address and port.
        public var acceptor: String?

        public init() {}
    }

    public enum Responsible: String, Hashable, Sendable {
        case requestor, acceptor, network, capture
    }

    /// Every place, first and last occurrence, each once.
    public var evidence: [FactEvidence] {
        var seen: Set<FactEvidence> = []
        return (first.evidence + (count > 1 ? last.evidence : [])).filter { seen.insert($0).inserted }
    }

    /// For Wireshark: `tcp.stream eq 3 and frame.number in {104 106}`; `nil` without a frame.
    public var displayFilter: String? {
        let places = evidence
        guard !places.isEmpty else { return nil }
        var streams: [Int] = []
        var byStream: [Int: [UInt64]] = [:]
        for place in places {
            guard let stream = place.tcpStream else { continue }
            if byStream[stream] == nil { streams.append(stream) }
            byStream[stream, default: []].append(place.frame.rawValue)
        }
        guard !streams.isEmpty else {
            return "frame.number in {" + places.map { "\($0.frame.rawValue)" }.joined(separator: " ") + "}"
        }
        let parts = streams.map { stream in
            "tcp.stream eq \(stream) and frame.number in {"
                + (byStream[stream] ?? []).map(String.init).joined(separator: " ") + "}"
        }
        return parts.count == 1 ? parts[0] : parts.map { "(\($0))" }.joined(separator: " or ")
    }
}
