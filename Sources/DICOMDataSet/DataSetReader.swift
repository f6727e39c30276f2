import DICOMDictionary

/// Reads one data set (PS3.5 §7) from its bytes in pieces cut anywhere, in any transfer syntax, and tells a visitor what
/// it holds. Values nobody wants go by untouched; memory does not grow with the data set.
///
/// Nothing is guessed: where it is not certain how to go on, after a gap or a fault, reading resumes at the next known end
/// of an item or sequence, or else the rest is counted as unreadable. A copy of a reader that inflates shares its stream.
public struct DataSetReader {
    private var parser: ElementParser
    private var deflated: DeflatedStream?
    private var bytes: UInt64 = 0

    public init(transferSyntax: TransferSyntax, limits: DataSetLimits = DataSetLimits()) {
        parser = ElementParser(transferSyntax: transferSyntax, limits: limits)
        deflated = transferSyntax.isDeflated ? DeflatedStream(limits: limits) : nil
    }

    /// Takes the next bytes of the data set, as sent.
    public mutating func push<Visitor: DataSetVisitor & ~Copyable>(_ bytes: Span<UInt8>, visitor: inout Visitor) {
        self.bytes &+= UInt64(bytes.count)
        if deflated != nil {
            deflated?.push(bytes, into: &parser, visitor: &visitor)
        } else if !parser.skips(bytes.count) {
            parser.push(bytes, visitor: &visitor)
        }
    }

    /// Takes the news that the next `length` bytes, as sent, were not captured.
    public mutating func lost<Visitor: DataSetVisitor & ~Copyable>(_ length: UInt64, visitor: inout Visitor) {
        if deflated != nil {
            deflated?.lost(length, into: &parser, visitor: &visitor)
        } else {
            parser.lost(length, visitor: &visitor)
        }
    }

    /// The data set has ended: whatever is still open is told as ended.
    public mutating func finish<Visitor: DataSetVisitor & ~Copyable>(visitor: inout Visitor) -> DataSetCompleteness {
        deflated?.finish(into: &parser, visitor: &visitor)
        let endsWithElement = parser.finish(visitor: &visitor)
        return DataSetCompleteness(
            bytes: bytes, lostBytes: parser.lostBytes, unreadableBytes: parser.unreadableBytes,
            isComplete: endsWithElement && !parser.isBroken && parser.lostBytes == 0, faults: parser.faults.count)
    }
}
