import Evidence
import PacketCapture

/// The whole way from capture files to associations: reads packets, finds TCP in them, reassembles, decodes, and hands
/// every association to the receiver when it has ended.
public struct CaptureAnalysis: ~Copyable {
    private var reader: CaptureReader
    private var pipeline: PacketPipeline

    /// - Parameter inspect: sees every byte of every input as stored, in order, with the input's index.
    /// - Throws: `CaptureError` where an input cannot be read at all.
    public init(
        inputs: [CaptureInput], options: TimelineOptions = TimelineOptions(), receiver: any AssociationReceiver,
        observer: (any AssociationObserver)? = nil,
        inspect: (@Sendable (_ input: Int, _ bytes: Span<UInt8>) -> Void)? = nil
    ) throws(CaptureError) {
        reader = try CaptureReader(inputs: inputs, inspect: inspect)
        pipeline = PacketPipeline(options: options, receiver: receiver, observer: observer)
    }

    /// Reads to the end.
    public mutating func run() {
        while advance(packets: .max) {}
    }

    /// Reads up to that many packets. At the end of the capture everything that is open is ended, and the answer is
    /// `false`.
    public mutating func advance(packets: Int) -> Bool {
        var left = packets
        while left > 0 {
            guard let packet = reader.next() else {
                pipeline.finish()
                return false
            }
            left -= 1
            Self.process(packet, reader, &pipeline)
        }
        return true
    }

    /// Static, because the reader's bytes are borrowed while the pipeline changes.
    @inline(__always)
    private static func process(
        _ packet: PacketRecord, _ reader: borrowing CaptureReader, _ pipeline: inout PacketPipeline
    ) {
        pipeline.process(packet, reader.bytes)
    }

    /// How far reading is, in bytes of the files; `total` is `nil` where it is not known.
    public var progress: (bytesRead: UInt64, total: UInt64?) { reader.progress }

    /// The number users see for an association, once it is certain: at the end of the capture at the latest.
    public func number(serial: Int) -> Int? { pipeline.builder.number(serial: serial) }

    public var totals: CaptureTotals {
        CaptureTotals(summary: reader.summary, pipeline)
    }
}
