/// What one frame held.
public enum NetworkOutcome: Sendable {
    /// `payload` indexes the frame.
    case segment(TCPSegment)
    /// The frame completed a fragmented datagram; `payload` indexes `NetworkDecoder.datagram`.
    case defragmentedSegment(TCPSegment)
    case icmpError(ICMPError)
    /// IP, and neither TCP nor a tunnel that is looked into.
    case otherProtocol(IPProtocol)
    case notIP
    /// Kept until its datagram is complete, or dropped and counted.
    case fragment
    /// The capture cut the frame inside this layer's header.
    case truncated(NetworkLayer)
    case malformed(HeaderFault)
    /// More encapsulating headers than `NetworkDecoder.Limits.depth`.
    case tooDeep
    case unsupportedLinkType
}
