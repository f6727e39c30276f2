import Evidence
import NetworkLayers

/// A segment with the bytes its payload range stands for.
struct DecodedSegment {
    var segment: TCPSegment
    var payload: [UInt8]

    func hasTrueChecksum(in bytes: [UInt8]) -> Bool? { TCPChecksum.isValid(segment, in: bytes.span) }
}

/// A decoder that expectations may call: their operands cannot change a value.
final class ExpectedDecoder {
    private var decoder: NetworkDecoder

    init(limits: NetworkDecoder.Limits = NetworkDecoder.Limits()) {
        decoder = NetworkDecoder(limits: limits)
    }

    var statistics: NetworkStatistics { decoder.statistics }
    var datagram: [UInt8] { decoder.datagram }

    @discardableResult
    func decode(
        _ bytes: [UInt8], originalLength: Int? = nil, linkType: LinkType = .ethernet, at nanoseconds: Int64 = 0
    ) -> NetworkOutcome {
        decoder.decode(
            bytes.span, originalLength: originalLength ?? bytes.count, linkType: linkType,
            time: Timestamp(nanoseconds: nanoseconds))
    }

    func segment(
        _ bytes: [UInt8], originalLength: Int? = nil, linkType: LinkType = .ethernet, at nanoseconds: Int64 = 0
    ) -> DecodedSegment? {
        switch decode(bytes, originalLength: originalLength, linkType: linkType, at: nanoseconds) {
        case .segment(let segment): DecodedSegment(segment: segment, payload: Array(bytes[segment.payload]))
        case .defragmentedSegment(let segment):
            DecodedSegment(segment: segment, payload: Array(datagram[segment.payload]))
        default: nil
        }
    }
}

extension NetworkOutcome {
    /// The case's name and what tells it from its like, for comparison.
    var summary: String {
        switch self {
        case .segment: "segment"
        case .defragmentedSegment: "defragmented segment"
        case .icmpError: "ICMP error"
        case .otherProtocol(let number): "protocol \(number.rawValue)"
        case .notIP: "not IP"
        case .fragment: "fragment"
        case .truncated(let layer): "truncated \(layer)"
        case .malformed(let fault): "malformed \(fault.layer) \(fault.field.rawValue) at \(fault.offset)"
        case .tooDeep: "too deep"
        case .unsupportedLinkType: "unsupported link type"
        }
    }
}
