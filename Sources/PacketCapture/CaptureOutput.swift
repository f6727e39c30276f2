#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a writer's bytes go: into memory, or to a file descriptor in large pieces.
public struct CaptureOutput: Sendable {
    /// What was not yet given to the descriptor; everything, without one.
    public private(set) var bytes: [UInt8] = []
    /// How much the descriptor has taken, in whole pieces of what was given.
    public private(set) var flushedBytes: UInt64 = 0
    private let descriptor: Int32?
    private static let pieceSize = 1 << 20

    public init() { descriptor = nil }

    /// The descriptor remains the caller's, to close.
    public init(fileDescriptor: Int32) { descriptor = fileDescriptor }

    /// What was written in all, in bytes.
    public var size: UInt64 { flushedBytes &+ UInt64(bytes.count) }

    /// Gives everything to the descriptor.
    public mutating func flush() throws(CaptureError) {
        guard let descriptor else { return }
        var start = 0
        while start < bytes.count {
            // Unsafe: the system call reads within `buffer`, which is good as long as the closure runs.
            let written = unsafe bytes.withUnsafeBytes { buffer in
                let piece = unsafe UnsafeRawBufferPointer(rebasing: buffer[start...])
                return unsafe write(descriptor, piece.baseAddress, piece.count)
            }
            if written > 0 {
                start += written
            } else if errno != EINTR {
                bytes.removeFirst(start)
                throw CaptureError("output", .unwritable(systemMessage(errno)))
            }
        }
        flushedBytes &+= UInt64(bytes.count)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func flushIfLarge() throws(CaptureError) {
        if descriptor != nil, bytes.count >= Self.pieceSize { try flush() }
    }

    mutating func append(_ value: some FixedWidthInteger, _ order: ByteOrder) {
        let ordered = order == .bigEndian ? value.bigEndian : value.littleEndian
        unsafe withUnsafeBytes(of: ordered) { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func append(_ span: Span<UInt8>) {
        unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func appendZeros(_ count: Int) { bytes.append(contentsOf: repeatElement(0, count: count)) }
}
