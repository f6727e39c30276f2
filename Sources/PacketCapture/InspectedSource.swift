/// A source whose bytes somebody else sees, too, as stored and in order.
final class InspectedSource: FillingSource {
    private let source: any FillingSource
    private let inspect: @Sendable (Span<UInt8>) -> Void

    init(_ source: any FillingSource, inspect: @escaping @Sendable (Span<UInt8>) -> Void) {
        self.source = source
        self.inspect = inspect
    }

    func read(into storage: inout [UInt8], at start: Int) -> Int {
        let count = source.read(into: &storage, at: start)
        if count > 0 { inspect(storage.span.extracting(start..<start + count)) }
        return count
    }

    /// Reads what is left, which no packet is made of.
    func drain() {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while read(into: &buffer, at: 0) > 0 {}
    }

    var failure: SourceFailure? { source.failure }
    var mayWait: Bool { source.mayWait }
    var bytesRead: UInt64 { source.bytesRead }
    var size: UInt64? { source.size }
}
