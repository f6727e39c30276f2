import Evidence
import NetworkLayers

extension ICMPError {
    func anomaly(_ origin: ByteOrigin) -> Anomaly {
        Anomaly(
            "network/icmp-error", evidence: EvidenceRange(origin), clause: version == .icmp ? "RFC 792" : "RFC 4443",
            message: "\(reporter) reports that a segment from \(source) did not reach \(destination): \(reason).",
            details: [
                Anomaly.Detail("type", type), Anomaly.Detail("code", code),
                Anomaly.Detail("reporter", reporter.description),
            ])
    }

    private var reason: String {
        switch (version, type, code) {
        case (.icmp, 3, 0), (.icmpv6, 1, 0): "no route to the network"
        case (.icmp, 3, 1), (.icmpv6, 1, 3): "host unreachable"
        case (.icmp, 3, 3), (.icmpv6, 1, 4): "port unreachable"
        case (.icmp, 3, 4), (.icmpv6, 2, _): "it is too big for the next link"
        case (.icmp, 3, 9...10), (.icmp, 3, 13), (.icmpv6, 1, 1): "administratively prohibited"
        case (.icmp, 11, _), (.icmpv6, 3, _): "its time to live ran out"
        case (.icmp, 3, _), (.icmpv6, 1, _): "destination unreachable (code \(code))"
        default: "\(version == .icmp ? "ICMP" : "ICMPv6") type \(type), code \(code)"
        }
    }
}
