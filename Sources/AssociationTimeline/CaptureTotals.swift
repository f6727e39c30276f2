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

extension CaptureTotals {
    /// What the pipeline has come to so far.
    public init(summary: CaptureSummary, _ pipeline: borrowing PacketPipeline) {
        self.summary = summary
        network = pipeline.network.statistics
        reassembly = pipeline.reassembler.statistics
        associations = pipeline.builder.associationCount
        otherConnections = pipeline.builder.otherConnections
        otherBytes = pipeline.builder.otherBytes
        candidatesNotKept = pipeline.builder.candidatesNotKept
    }
}
