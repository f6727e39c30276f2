import NetworkLayers
import PacketCapture
import StreamReassembly

/// What the capture as a whole came to, on every layer.
public struct CaptureTotals: Sendable {
    public var summary: CaptureSummary
    public var network: NetworkStatistics
    public var reassembly: ReassemblyStatistics
    public var associations: Int
    /// Connections that carry no DICOM, and their payload bytes.
    public var otherConnections: Int
    public var otherBytes: UInt64
    /// Failed connections that were not kept until their port could be judged.
    public var candidatesNotKept: Int
}
